package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.nn.Network;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** y = w x by squared error with x = 1 and t = 0: from w = 1, a step multiplies w by 1 - 2 η, which is too much from η = 1 on. */
class LearningRateRangeTest {
    private static final Network NETWORK = Network.input(1).linearWithoutBias(1).build();

    private final Device device = Backends.choose("reference").open(DeviceOptions.defaults());

    @AfterEach
    void close() {
        device.close();
    }

    private LearningRateRange range(double smallest, double largest, int steps) {
        Dataset data =
                Dataset.ofFloats(new float[] {1, 1, 1, 1}, List.of("x"), new RealTargets(new float[4], List.of("t")));
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .batchSize(2)
                .build();
        float[] one = new float[16];
        one[0] = 1;
        return LearningRateRange.run(
                device,
                NETWORK,
                new Loss.MeanSquaredError(),
                config,
                data,
                Preparation.none(1),
                one,
                smallest,
                largest,
                steps);
    }

    @Test
    void ratesGrowByOneFactorAndLossesFollowThem() {
        LearningRateRange range = range(0.001, 0.1, 21);
        assertThat(range.points()).hasSize(21);
        double w = 1;
        for (int i = 0; i < 21; i++) {
            LearningRateRange.Point point = range.points().get(i);
            assertThat(point.learningRate()).isCloseTo(0.001 * Math.pow(100, i / 20.0), within(1e-12));
            assertThat(point.loss()).isCloseTo(w * w, within(1e-5));
            w *= 1 - 2 * point.learningRate();
        }
        assertThat(range.points().get(0).smoothedLoss())
                .isCloseTo(range.points().get(0).loss(), within(1e-9));
    }

    @Test
    void endsWhereTheLossIsLostAndSuggestsARateBeforeThat() {
        LearningRateRange range = range(1e-3, 1e3, 200);
        assertThat(range.points()).hasSizeLessThan(200);
        assertThat(range.suggestion()).isPresent();
        // The loss falls fastest per e-fold of the rate somewhere below 1/2, where one step would do.
        assertThat(range.suggestion().getAsDouble()).isBetween(0.003, 0.5);
        assertThat(range.curve().csv()).startsWith("step,learningRate,loss,smoothedLoss\n1,0.001,1");
        assertThat(range.curve().svg()).contains("learning rate", "smoothed");
    }

    @Test
    void whereNothingFallsNothingIsSuggested() {
        assertThat(range(2, 4, 40).suggestion()).isEmpty();
    }

    @Test
    void aRangeMustBeOne() {
        assertThatThrownBy(() -> range(1, 1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "learning rates from 1.0 to 1.0; the first must be positive, and the last larger and finite");
        assertThatThrownBy(() -> range(0.1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of steps is 1; it must be at least 2");
    }
}
