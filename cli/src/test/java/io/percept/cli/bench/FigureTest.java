package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Activation;
import io.percept.backend.UpdateRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final Workload RELU = Operations.activation(new Activation.Relu(), 2, 3);
    private static final Workload STEP = new StepWork(StandardNet.A, new UpdateRule.Sgd());

    @Test
    void ratesHaveTheirOwnMeanAndSpread() {
        Figure figure = Figure.of(RELU, 4_000_000_000L, 2_000_000_000L, 1, 2, 4);

        assertThat(figure.seconds().mean()).isEqualTo(7.0 / 3, within(1e-12));
        assertThat(figure.seconds().deviation()).isEqualTo(Math.sqrt(7.0 / 3), within(1e-12));
        assertThat(figure.seconds().best()).isEqualTo(1);
        // 4, 2 and 1 GFLOP/s.
        assertThat(figure.gflops().mean()).isEqualTo(7.0 / 3, within(1e-12));
        assertThat(figure.gflops().best()).isEqualTo(4);
        assertThat(figure.gigabytesPerSecond().mean()).isEqualTo(3.5 / 3, within(1e-12));
        assertThat(figure.intensity()).isEqualTo(2);
    }

    @Test
    void oneRepetitionHasNoDeviation() {
        Sample seconds = Figure.of(RELU, 1, 1, 0.5).seconds();

        assertThat(seconds.mean()).isEqualTo(0.5);
        assertThat(seconds.deviation()).isNaN();
        assertThat(Digits.smallPercent(seconds.relativeDeviation())).isEqualTo("-");
    }

    @Test
    void aStepTrainsWithTheRowsOfABatch() {
        assertThat(Figure.of(STEP, 1, 1, 0.001).samplesPerSecond().best()).isEqualTo(32_000);
    }

    @Test
    void whatCanBeReachedIsTheLowerOfTheCeilings() {
        Figure slow = Figure.of(RELU, 10_000_000_000L, 1, 1);
        Figure fast = Figure.of(RELU, 40_000_000_000L, 1, 1);
        Figure add = Figure.of(Operations.add(8), 1_000_000_000L, 20_000_000_000L, 1);
        Roofline roofline = Roofline.of(List.of(slow, fast), add);

        assertThat(roofline.gflops()).isEqualTo(40);
        assertThat(roofline.gigabytesPerSecond()).isEqualTo(20);
        assertThat(roofline.attainable(0.5)).isEqualTo(10);
        assertThat(roofline.attainable(2)).isEqualTo(40);
        assertThat(roofline.attainable(1000)).isEqualTo(40);
        assertThat(roofline.fraction(slow)).isEqualTo(0.25);
        assertThat(roofline.fraction(add)).isEqualTo(1);
        // Half an operation for each byte: 10 GFLOP/s is all that memory allows.
        Figure cached = Figure.of(RELU, 30_000_000_000L, 60_000_000_000L, 1);
        assertThat(roofline.fraction(cached)).isEqualTo(3);
    }

    @Test
    void numbersHaveFourDigits() {
        assertThat(Digits.full(0.071234)).isEqualTo("0.07123");
        assertThat(Digits.full(1.5)).isEqualTo("1.500");
        assertThat(Digits.full(123.456)).isEqualTo("123.5");
        assertThat(Digits.full(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Digits.of(0.5)).isEqualTo("0.5");
        assertThat(Digits.of(100)).isEqualTo("100");
        assertThat(Digits.full(Double.NaN)).isEqualTo("-");
        assertThat(Digits.percent(0.934)).isEqualTo("93 %");
    }
}
