package io.percept.tck;

import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.CounterRandom;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Multiply;
import io.percept.backend.Softmax;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.nn.IndependentInitializer;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Examples from introductory lecture notes, worked by hand there and reproduced here on a backend. */
public abstract class WorkedExamples extends Examples {
    /** Example 1: a 2-2-1 sigmoid network without biases, one step of gradient descent on ½(t - y)² with η = 1. */
    @Test
    void oneStepOfGradientDescentInATinyNetwork() {
        try (DeviceBuffer x = matrix(1, 2, 0.35, 0.9);
                DeviceBuffer t = matrix(1, 1, 0.5);
                DeviceBuffer w1 = matrix(2, 2, 0.1, 0.8, 0.4, 0.6);
                DeviceBuffer w2 = matrix(1, 2, 0.3, 0.9);
                DeviceBuffer h = matrix(1, 2);
                DeviceBuffer y = matrix(1, 1);
                DeviceBuffer d2 = matrix(1, 1);
                DeviceBuffer d1 = matrix(1, 2);
                DeviceBuffer dw1 = matrix(2, 2);
                DeviceBuffer dw2 = matrix(1, 2);
                DeviceBuffer loss = matrix(1, 1);
                DeviceBuffer cursor = device.allocate(1, 1, INT32)) {
            Activation sigmoid = new Activation.Sigmoid();
            run(
                    new Affine(x.view(), w1.view(), null, sigmoid, null, h.view()),
                    new Affine(h.view(), w2.view(), null, sigmoid, null, y.view()),
                    new LossGradient(
                            new Loss.HalfSquaredError(), y.view(), t.view(), cursor.view(), loss.view(), d2.view()),
                    new ActivateBackward(d2.view(), sigmoid, y.view(), d2.view()),
                    new AffineBackwardWeights(d2.view(), h.view(), false, dw2.view(), null),
                    new AffineBackwardInput(d2.view(), w2.view(), sigmoid, h.view(), false, d1.view()),
                    new AffineBackwardWeights(d1.view(), x.view(), false, dw1.view(), null));
            assertClose(h, 0.6802671967, 0.6637386974);
            assertClose(y, 0.6902834929);
            // The notes' δ is -∂L/∂net.
            assertClose(d2, 0.0406811251);
            assertClose(d1, 0.0026544890, 0.0081716451);
            assertClose(dw1, 0.0009290712, 0.0023890401, 0.0028600758, 0.0073544806);
            assertClose(dw2, 0.0276740349, 0.0270016370);
        }

        Network network = Network.input(2)
                .linearWithoutBias(2)
                .sigmoid()
                .linearWithoutBias(1)
                .sigmoid()
                .build();
        Map<String, double[]> after = afterOneStep(
                network,
                new Loss.HalfSquaredError(),
                Map.of("0.weight", new double[] {0.1, 0.8, 0.4, 0.6}, "2.weight", new double[] {0.3, 0.9}),
                TrainingConfig.builder().optimizer(new UpdateRule.Sgd()).learningRate(1),
                row(0.5, 0.35, 0.9));
        tolerance = FLOAT_ROUNDING; // A session starts from float32 weights and data, also on the reference.
        assertClose(after.get("0.weight"), 0.0990709288, 0.7976109599, 0.3971399242, 0.5926455194);
        assertClose(after.get("2.weight"), 0.2723259651, 0.8729983630);
    }

    /** Example 2: XOR with two ReLU units. */
    @Test
    void xorWithRelu() {
        try (DeviceBuffer x = matrix(4, 2, 0, 0, 0, 1, 1, 0, 1, 1);
                DeviceBuffer w = matrix(2, 2, 1, 1, 1, 1);
                DeviceBuffer c = matrix(1, 2, 0, -1);
                DeviceBuffer v = matrix(1, 2, 1, -2);
                DeviceBuffer b = matrix(1, 1, 0);
                DeviceBuffer z = matrix(4, 2);
                DeviceBuffer h = matrix(4, 2);
                DeviceBuffer y = matrix(4, 1)) {
            run(
                    new Affine(x.view(), w.view(), c.view(), new Activation.Relu(), z.view(), h.view()),
                    new Affine(h.view(), v.view(), b.view(), y.view()));
            assertThat(read(z)).containsExactly(0, -1, 1, 0, 1, 0, 2, 1);
            assertThat(read(y)).containsExactly(0, 1, 1, 0);
        }
    }

    /** Example 6: f(w, x) = 1 / (1 + e^-(w₀x₀ + w₁x₁ + w₂)) and its five partial derivatives. */
    @Test
    void sigmoidUnitAsAGraph() {
        try (DeviceBuffer x = matrix(1, 2, -1, -2);
                DeviceBuffer w = matrix(1, 2, 2, -3);
                DeviceBuffer b = matrix(1, 1, -3);
                DeviceBuffer f = matrix(1, 1);
                DeviceBuffer df = matrix(1, 1, 1);
                DeviceBuffer dx = matrix(1, 2);
                DeviceBuffer dw = matrix(1, 2);
                DeviceBuffer db = matrix(1, 1)) {
            Activation sigmoid = new Activation.Sigmoid();
            run(
                    new Affine(x.view(), w.view(), b.view(), sigmoid, null, f.view()),
                    new ActivateBackward(df.view(), sigmoid, f.view(), df.view()),
                    new AffineBackwardWeights(df.view(), x.view(), false, dw.view(), db.view()),
                    new AffineBackwardInput(df.view(), w.view(), dx.view()));
            assertToFourDecimals(f, 0.7311);
            assertToFourDecimals(dw, -0.1966, -0.3932);
            assertToFourDecimals(db, 0.1966);
            assertToFourDecimals(dx, 0.3932, -0.5898);
        }
    }

    /** Example 7: f = (x + y) z at (-2, 5, -4), backwards from df = 1. */
    @Test
    void functionGraph() {
        try (DeviceBuffer x = matrix(1, 1, -2);
                DeviceBuffer y = matrix(1, 1, 5);
                DeviceBuffer z = matrix(1, 1, -4);
                DeviceBuffer q = matrix(1, 1);
                DeviceBuffer f = matrix(1, 1);
                DeviceBuffer df = matrix(1, 1, 1);
                DeviceBuffer dq = matrix(1, 1);
                DeviceBuffer dz = matrix(1, 1)) {
            run(
                    new Add(x.view(), y.view(), q.view()),
                    new Multiply(q.view(), z.view(), f.view()),
                    new Multiply(df.view(), z.view(), dq.view()), // Both x and y have the sum's gradient.
                    new Multiply(df.view(), q.view(), dz.view()));
            assertThat(read(f)).containsExactly(-12);
            assertThat(read(dq)).containsExactly(-4);
            assertThat(read(dz)).containsExactly(3);
        }
    }

    /** Example 8: softmax does not change under a shift of the logits, and nothing overflows. */
    @Test
    void stableSoftmax() {
        try (DeviceBuffer z = matrix(4, 3, 1000, 1001, 1002, 0, 1, 2, 1e4, -1e4, 0, -1e4, -1e4, -1e4);
                DeviceBuffer y = matrix(4, 3)) {
            run(new Softmax(z.view(), false, y.view()));
            double[] probabilities = read(y);
            for (int j = 0; j < 3; j++) {
                double expected = new double[] {0.0900306, 0.2447285, 0.6652410}[j];
                assertThat(probabilities[j]).isCloseTo(expected, within(5.1e-8 + FLOAT_ROUNDING));
                assertThat(probabilities[3 + j]).isCloseTo(probabilities[j], within(tolerance));
                assertThat(probabilities[9 + j]).isCloseTo(1.0 / 3, within(tolerance));
            }
            assertThat(probabilities[6]).isEqualTo(1);
            assertThat(probabilities[7]).isZero();
            assertThat(probabilities[8]).isZero();
        }
    }

    /** Example 8, the loss: a certain right answer costs nothing, a certain wrong one the gap between the logits. */
    @Test
    void crossEntropyOfCertainAnswers() {
        assertThat(crossEntropy(0, 1e4, 0, -1e4)).isZero();
        assertThat(crossEntropy(1, 1e4, 0, -1e4)).isEqualTo(1e4);
        assertThat(crossEntropy(2, 1e4, 0, -1e4)).isEqualTo(2e4);
        assertThat(crossEntropy(1, 1000, 1000)).isCloseTo(Math.log(2), within(tolerance));
    }

    private double crossEntropy(int label, double... logits) {
        try (DeviceBuffer z = matrix(1, logits.length, logits);
                DeviceBuffer t = device.allocate(1, 1, INT32);
                DeviceBuffer cursor = device.allocate(1, 1, INT32);
                DeviceBuffer loss = matrix(1, 1);
                DeviceBuffer dz = matrix(1, logits.length)) {
            device.write(t, 0, new int[] {label}, 0, 1);
            run(new LossGradient(new Loss.CrossEntropy(), z.view(), t.view(), cursor.view(), loss.view(), dz.view()));
            assertThat(read(dz)).doesNotContain(Double.NaN);
            return read(loss)[0];
        }
    }

    /** Example 10: 64 random rows, 1000 - 100 sigmoid - 10, no biases, Σ(ŷ - y)² with η = 1e-4 on all rows at once, 2000 steps. */
    @Test
    void fullBatchRegressionOnRandomData() {
        int rows = 64;
        CounterRandom random = new CounterRandom(1, 0);
        float[] x = gaussians(random, rows * 1000);
        float[] t = gaussians(random, rows * 10);
        Dataset data = Dataset.ofFloats(x, names("x", 1000), new RealTargets(t, names("y", 10)));
        Network network = Network.input(1000)
                .linearWithoutBias(100)
                .sigmoid()
                .linearWithoutBias(10)
                .build();
        // The batch's loss is ½Σ over outputs, the mean over rows: 1 / (2 · 64) of the notes' sum, so η is 2 · 64 times
        // theirs.
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e-4 * 2 * rows)
                .batchSize(TrainingConfig.FULL_BATCH)
                .schedule(new Schedule.Constant())
                .shuffle(false)
                .build();
        float[] initial = InitialParameters.draw(network, Optional.of(new IndependentInitializer.Xavier()), 0, 1);
        try (TrainingSession session = new TrainingSession(
                device, network, new Loss.HalfSquaredError(), config, data, Preparation.none(1000), initial)) {
            double previous = Double.POSITIVE_INFINITY;
            for (int step = 0; step < 2000; step++) {
                session.beginEpoch();
                session.step();
                if (step % 50 == 0) {
                    assertThat(session.loss()).as("loss after %d steps", step).isLessThan(previous);
                    previous = session.loss();
                }
            }
            assertThat(previous).isLessThan(0.05);
        }
    }

    private static float[] gaussians(CounterRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private void assertToFourDecimals(DeviceBuffer buffer, double... expected) {
        double[] actual = read(buffer);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // The notes multiply rounded factors: -2 · 0.1966 is their 0.3932, where 0.39322 is right.
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4));
        }
    }
}
