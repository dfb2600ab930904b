package io.percept.cli.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Precision;
import io.percept.cli.bench.gpu.Goal.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTableTest {
    @Test
    void whatWasMeasuredIsJudged() {
        GpuFigures figures = MadeUp.some();

        assertGoal(figures, "product 4096^3, float32", 54.98, Verdict.REACHED);
        assertGoal(figures, "product 4096^3, float32: speed / cuBLAS float32", 0.96, Verdict.REACHED);
        assertGoal(figures, "product 4096^3, 3xtf32: speed / cuBLAS float32", 1.2, Verdict.MISSED);
        assertGoal(figures, "product 4096^3, 3xtf32: error / error of cuBLAS float32", 2.5, Verdict.MISSED);
        // 5e-7 / (4 sqrt(4096) 2^-24)
        assertGoal(figures, "largest error of 3xtf32 / (4 sqrt(k) 2^-24)", 0.0328, Verdict.REACHED);
        assertGoal(figures, "step of A, sgd: speed / PyTorch eager", 20, Verdict.REACHED);
        assertGoal(figures, "step of A, sgd: speed / PyTorch CUDA graph", 1.8, Verdict.MISSED);
        assertThat(goal(figures, "product 4096^3, float32: speed / cuBLAS float32")
                        .verdictBeyond())
                .contains(Verdict.MISSED);
        Goal time = goal(figures, "step of A, sgd");
        assertThat(time.value().getAsDouble()).isCloseTo(5, within(1e-9));
        assertThat(time.verdict()).isEmpty();
        assertThat(time.verdictBeyond()).contains(Verdict.MISSED);
    }

    @Test
    void whatWasNotMeasuredSaysWhy() {
        GpuFigures figures = MadeUp.some();
        figures.miss("net B sgd float32", "the time was over");

        assertMissing(figures, "product 4096^3, tf32: speed / cuBLAS tf32", "the device has none");
        assertMissing(figures, "step of C, sgd in tf32", "the device has none");
        assertMissing(figures, "step of B, sgd: speed / PyTorch eager", "the time was over");
        assertMissing(
                figures, "step of D, adam: speed / PyTorch eager", "it is no part of this run, or was not reached");
    }

    @Test
    void withoutPyTorchNoRatioIsJudged() {
        GpuFigures figures = new GpuFigures();
        figures.miss(Torch.WHAT, "there is no torch");
        figures.add(MadeUp.step(Map.of()));

        assertMissing(figures, "step of A, sgd: speed / PyTorch eager", "there is no torch");
        assertThat(goal(figures, "step of A, sgd").value()).isPresent();
    }

    @Test
    void aPyTorchThatComputesOnTheProcessorIsNoMeasure() {
        GpuFigures figures = MadeUp.some();
        figures.doNotJudgeBesideTorch();

        assertMissing(
                figures,
                "step of A, sgd: speed / PyTorch eager",
                "PyTorch computed on the processor, which is no measure for a GPU");
        assertThat(goal(figures, "product 4096^3, float32").verdict()).contains(Verdict.REACHED);
    }

    @Test
    void aResultThatIsNoNumberReachesNothing() {
        GpuFigures figures = new GpuFigures();
        figures.add(MadeUp.square(Precision.FLOAT32, 1, 1, Double.NaN, 1e-7));

        assertThat(goal(figures, "largest error of float32 / (4 sqrt(k) 2^-24)").verdict())
                .contains(Verdict.MISSED);
    }

    private static void assertGoal(GpuFigures figures, String what, double value, Verdict verdict) {
        Goal goal = goal(figures, what);
        assertThat(goal.value().getAsDouble()).as(what).isCloseTo(value, within(1e-3 * value));
        assertThat(goal.verdict()).as(what).contains(verdict);
    }

    private static void assertMissing(GpuFigures figures, String what, String why) {
        Goal goal = goal(figures, what);
        assertThat(goal.value()).as(what).isEmpty();
        assertThat(goal.why()).isEqualTo(why);
        assertThat(goal.goal().isPresent() ? goal.verdict() : goal.verdictBeyond())
                .contains(Verdict.NOT_MEASURED);
    }

    private static Goal goal(GpuFigures figures, String what) {
        return GoalTable.of(figures).stream()
                .filter(goal -> goal.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no goal " + what));
    }
}
