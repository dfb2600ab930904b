package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.percept.backend.Precision;
import io.percept.kernels.CpuBlock;
import io.percept.kernels.TensorTile;
import io.percept.opencl.GemmPlanner.Form;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GemmCandidatesTest {
    private static final GemmShape LONG_SUM = new GemmShape(Form.TN, 32, 32, 8192);

    private final TestTraits traits = new TestTraits();

    @Test
    void onlyWhatTheDeviceCanRunIsACandidate() {
        traits.localMemory = 10 << 10;
        traits.maxWorkGroup = 64;
        GemmCandidates small = GemmCandidates.of(traits.build());

        assertThat(small.named("32x32x16/4x4")).hasSize(1);
        assertThat(small.named("64x64x16/4x4")).isEmpty();
        assertThat(small.worthTrying(new GemmShape(Form.NT, 4096, 4096, 64)))
                .extracting(GemmPlan::name)
                .containsExactly("32x32x16/4x4");
    }

    @Test
    void longSumsOfFewTilesAreTriedInPartsButNeverSplitUntuned() {
        GemmCandidates candidates = GemmCandidates.of(traits.build());

        assertThat(candidates.worthTrying(LONG_SUM)).anyMatch(plan -> plan.splits() > 1);
        assertThat(candidates.likeliest(LONG_SUM).splits()).isOne();
        assertThat(candidates.worthTrying(LONG_SUM).get(0)).isEqualTo(candidates.likeliest(LONG_SUM));
        assertThat(candidates.worthTrying(new GemmShape(Form.TN, 4096, 4096, 8192)))
                .allMatch(plan -> plan.splits() == 1);
        assertThat(candidates.worthTrying(new GemmShape(Form.TN, 32, 32, 64))).allMatch(plan -> plan.splits() == 1);
    }

    @Test
    void tensorCoresAreForLargeProductsWhereTheyAreAskedFor() {
        GemmShape large = new GemmShape(Form.NN, 4096, 4096, 4096);
        GemmCandidates without = GemmCandidates.of(traits.build());
        assertThat(without.worthTrying(large)).noneMatch(plan -> plan.variant() instanceof TensorTile);
        assertThat(without.named("tf32-128x128/64x32")).isEmpty();

        for (Precision precision : List.of(Precision.TF32X3, Precision.TF32, Precision.BF16)) {
            GemmCandidates with = GemmCandidates.of(traits.build(), TensorCores.of(precision, false));
            assertThat(with.likeliest(large).precision()).isEqualTo(precision);
            assertThat(with.worthTrying(large))
                    .extracting(GemmPlan::precision)
                    .containsOnly(Precision.FLOAT32, precision);
            assertThat(with.likeliest(new GemmShape(Form.NT, 128, 512, 784)).precision())
                    .isEqualTo(Precision.FLOAT32);
            assertThat(with.named(precision.label() + "-128x128/64x32*4"))
                    .singleElement()
                    .satisfies(plan -> assertThat(plan.splits()).isEqualTo(4));
        }
    }

    @Test
    void cpusComputeInBlocksThatAreNeverSplit() {
        traits.kind = DeviceKind.CPU;
        GemmCandidates candidates = GemmCandidates.of(traits.build());

        assertThat(candidates.worthTrying(LONG_SUM))
                .isNotEmpty()
                .allMatch(plan -> plan.variant() instanceof CpuBlock && plan.splits() == 1);
        assertThat(candidates.named("6x8/4")).hasSize(1);
        assertThat(candidates.named("6x8/4*2")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GemmPlan(new CpuBlock(6, 2, 4), 2))
                .withMessageContaining("6x8/4 in 2 parts");
    }

    @Test
    void aTunedPlanServesItsWholeClassAndNothingElse() {
        GemmPlan tuned = GemmCandidates.of(traits.build())
                .named("128x64x16/8x8*3")
                .findFirst()
                .orElseThrow();
        GemmPlanner planner = GemmPlanner.tuned(
                GemmCandidates.of(traits.build()),
                new TunedPlans(LocalDate.EPOCH, Map.of(new GemmShape(Form.NT, 128, 16, 1024), tuned)));

        assertThat(planner.choose(Form.NT, 128, 10, 784)).isEqualTo(tuned);
        assertThat(planner.choose(Form.NT, 65, 16, 1024)).isEqualTo(tuned);
        for (GemmShape other : List.of(
                new GemmShape(Form.NN, 128, 10, 784),
                new GemmShape(Form.NT, 129, 10, 784),
                new GemmShape(Form.NT, 128, 8, 784),
                new GemmShape(Form.NT, 128, 10, 512))) {
            assertThat(planner.choose(other.form(), other.m(), other.n(), other.k()))
                    .isEqualTo(
                            GemmPlanner.untuned(traits.build()).choose(other.form(), other.m(), other.n(), other.k()));
        }
    }
}
