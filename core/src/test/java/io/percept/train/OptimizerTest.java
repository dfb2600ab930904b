package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.Clipping;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.nn.Network;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a step does besides the rule, worked by hand: y = w x + b of two units with loss ½ Σ (y - t)², x = (3, 4), w = (1, 2), (-2, 5), b =
 * (10, 20) and an error of (1, -2). So the gradients are (3, 4), (-6, -8), and (1, -2), with the norm √130.
 */
class OptimizerTest {
    private static final Network NETWORK = Network.input(2).linear(2).build();
    private static final int BIASES = 16;
    private static final double RATE = 0.5;

    private final Device device = Backends.choose("reference").open(DeviceOptions.defaults());

    @AfterEach
    void close() {
        device.close();
    }

    /** The weights and biases after a step. */
    private double[] step(TrainingConfig.Builder config) {
        Dataset data = Dataset.ofFloats(
                new float[] {3, 4}, List.of("a", "b"), new RealTargets(new float[] {20, 36}, List.of("s", "t")));
        float[] initial = new float[2 * BIASES];
        System.arraycopy(new float[] {1, 2, -2, 5}, 0, initial, 0, 4);
        System.arraycopy(new float[] {10, 20}, 0, initial, BIASES, 2);
        TrainingConfig complete = config.learningRate(RATE)
                .schedule(new Schedule.Constant())
                .batchSize(1)
                .epochs(1)
                .build();
        try (TrainingSession session = new TrainingSession(
                device, NETWORK, new Loss.HalfSquaredError(), complete, data, Preparation.none(2), initial)) {
            session.beginEpoch();
            session.step();
            double[] all = session.parametersInDouble();
            return new double[] {all[0], all[1], all[2], all[3], all[BIASES], all[BIASES + 1]};
        }
    }

    private static TrainingConfig.Builder sgd() {
        return TrainingConfig.builder().optimizer(new UpdateRule.Sgd());
    }

    private static void assertChanges(double[] after, double... changes) {
        double[] before = {1, 2, -2, 5, 10, 20};
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i] - before[i])
                    .as("change of parameter %d", i)
                    .isCloseTo(-RATE * changes[i], within(1e-6));
        }
    }

    @Test
    void gradientsAreClippedByValue() {
        assertChanges(step(sgd().clipping(Clipping.byValue(3.5))), 3, 3.5, -3.5, -3.5, 1, -2);
    }

    @Test
    void gradientsAreClippedByTheirNorm() {
        double scale = 2 / Math.sqrt(130);
        assertChanges(
                step(sgd().clipping(Clipping.byNorm(2))),
                3 * scale,
                4 * scale,
                -6 * scale,
                -8 * scale,
                scale,
                -2 * scale);
        assertChanges(step(sgd().clipping(Clipping.byNorm(12))), 3, 4, -6, -8, 1, -2);
    }

    /** The elastic net's gradient is sign(w) + w; clipping sees it. */
    @Test
    void penaltiesAreClippedTooAndLeaveBiasesOut() {
        TrainingConfig.Builder config = sgd().regularizer(new Regularizer(1, 0.5));
        assertChanges(step(config), 5, 7, -9, -2, 1, -2);
        assertChanges(step(config.clipping(Clipping.byValue(6))), 5, 6, -6, -2, 1, -2);
    }

    @Test
    void decayIsNotClippedAndTakesBiasesOnRequest() {
        TrainingConfig.Builder config = sgd().clipping(Clipping.byValue(1));
        assertChanges(step(config.decay(new WeightDecay(0.25))), 1.25, 1.5, -1.5, 0.25, 1, -1);
        assertChanges(step(config.decay(new WeightDecay(0.25, true, true))), 1.25, 1.5, -1.5, 0.25, 1 + 2.5, -1 + 5);
        assertChanges(step(config.decay(new WeightDecay(0.25, false, true))), 1.25, 1.5, -1.5, 0.25, 1 + 2.5, -1 + 5);
    }

    /** Adam's first step is the learning rate in the sign's direction; beside it w loses 0.01 of itself times the rate. */
    @Test
    void adamWDecaysByDefault() {
        assertChanges(step(TrainingConfig.builder().optimizer(new AdamRule.AdamW())), 1.01, 1.02, -1.02, -0.95, 1, -1);
        assertChanges(step(TrainingConfig.builder().optimizer(new AdamRule.Adam())), 1, 1, -1, -1, 1, -1);
    }

    /** After the step the rows are (-0.5, 0) and (1, 9). */
    @Test
    void rowsKeepToTheLargestNorm() {
        double factor = 3 / Math.sqrt(82);
        double[] after = step(sgd().maxNorm(new MaxNorm(3)));
        assertThat(after).containsExactly(new double[] {-0.5, 0, factor, 9 * factor, 9.5, 21}, within(1e-9));
    }

    @Test
    void limitsMustBePositiveAndOneKind() {
        assertThatThrownBy(() -> new Clipping(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradients are clipped by value or by norm, not by both");
        assertThatThrownBy(() -> Clipping.byNorm(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the largest norm of the gradients is 0.0; it must be positive");
        assertThatThrownBy(() -> Clipping.byValue(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MaxNorm(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the largest norm of a row is 0.0; it must be at least 1.0E-12");
        assertThatThrownBy(() -> new WeightDecay(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight decay");
    }
}
