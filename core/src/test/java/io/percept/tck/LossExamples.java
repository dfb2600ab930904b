package io.percept.tck;

import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.model.Model;
import io.percept.model.Predictor;
import io.percept.nn.Network;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Those of the worked examples that are about what is minimised. */
public abstract class LossExamples extends Examples {
    /** Example 9: maximum likelihood for a sigmoid output, softplus((1 - 2y) z), at z = -100 and y = 1. */
    @Test
    void sigmoidOutputWithMaximumLikelihood() {
        assertThat(sigmoidOutput(-100, 1)).containsExactly(100, -1);
        assertThat(sigmoidOutput(100, 0)).containsExactly(100, 1);
        for (double z : new double[] {-100, -3, -0.5, 0, 0.25, 2, 100}) {
            for (int y = 0; y <= 1; y++) {
                double side = (1 - 2 * y) * z;
                double softplus = Math.max(side, 0) + Math.log1p(Math.exp(-Math.abs(side)));
                double slope = (1 - 2 * y) / (1 + Math.exp(-side));
                assertClose(sigmoidOutput(z, y), softplus, slope);
            }
        }
    }

    /** The loss and its derivative by z. */
    private double[] sigmoidOutput(double z, double y) {
        try (DeviceBuffer logit = matrix(1, 1, z);
                DeviceBuffer t = matrix(1, 1, y);
                DeviceBuffer cursor = device.allocate(1, 1, INT32);
                DeviceBuffer loss = matrix(1, 1);
                DeviceBuffer dz = matrix(1, 1)) {
            run(new LossGradient(
                    new Loss.BinaryCrossEntropy(), logit.view(), t.view(), cursor.view(), loss.view(), dz.view()));
            return new double[] {read(loss)[0], read(dz)[0]};
        }
    }

    /** Rows for each input of example 13; an odd number has a median among them. */
    private static final int ROWS = 151;

    private static final double[] INPUTS = {-1, 0, 1};

    /** The scales of the targets at these inputs. */
    private static final double[] SCALES = {1, 4, 2};

    /** Example 13: the squared error learns the conditional mean, the absolute error the conditional median; both within 2 %. */
    @Test
    void conditionalMeanAndMedian() {
        double[] sorted = skewed();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double median = sorted[ROWS / 2];
        assertThat(mean).as("far from the median").isGreaterThan(1.3 * median);
        assertLearned(new Loss.MeanSquaredError(), mean);
        assertLearned(new Loss.MeanAbsoluteError(), median);
        assertLearned(new Loss.Quantile(0.9), sorted[(int) (0.9 * ROWS)]);
    }

    /** Quantiles of the exponential distribution, whose mean is about 1 and whose median is about log 2. */
    private static double[] skewed() {
        double[] values = new double[ROWS];
        Arrays.setAll(values, i -> (float) -Math.log(1 - (i + 0.5) / ROWS));
        return values;
    }

    private void assertLearned(Loss loss, double statistic) {
        TrainingConfig config = TrainingConfig.builder()
                .loss(loss)
                .learningRate(0.05)
                .batchSize(TrainingConfig.FULL_BATCH)
                .epochs(800)
                .build();
        Network network = Network.input(1).linear(16).tanh().linear(1).build();
        Model model = new Trainer(device, config).train(network, conditional()).model();
        float[] inputs = {-1, 0, 1};
        float[] learned = new float[3];
        try (Predictor predictor = new Predictor(device, model, 3)) {
            predictor.predict(inputs, 3, learned);
        }
        for (int i = 0; i < INPUTS.length; i++) {
            double expected = SCALES[i] * statistic;
            assertThat((double) learned[i])
                    .as("%s at %s", loss.name(), INPUTS[i])
                    .isCloseTo(expected, within(0.02 * expected));
        }
    }

    /** The same skewed targets at each input, but for their scale. */
    private static Dataset conditional() {
        double[] targets = skewed();
        float[] x = new float[INPUTS.length * ROWS];
        float[] t = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) INPUTS[i % INPUTS.length];
            t[i] = (float) (SCALES[i % INPUTS.length] * targets[i / INPUTS.length]);
        }
        return Dataset.ofFloats(x, List.of("x"), new RealTargets(t, List.of("t")));
    }

    /** Example 14: L = ½(σ(wx + b) - t)² + ½λw²; ∂L/∂w has a term λw, ∂L/∂b has none. */
    @Test
    void regularisedLogisticLeastSquares() {
        double w = 0.75;
        double b = -0.5;
        double x = 1.25;
        double t = 1;
        double lambda = 0.125;
        double y = 1 / (1 + Math.exp(-(w * x + b)));
        double slope = (y - t) * y * (1 - y);
        Map<String, double[]> after = afterOneStep(
                Network.input(1).linear(1).sigmoid().build(),
                new Loss.HalfSquaredError(),
                Map.of("0.weight", new double[] {w}, "0.bias", new double[] {b}),
                TrainingConfig.builder()
                        .optimizer(new UpdateRule.Sgd())
                        .learningRate(1)
                        .regularizer(new Regularizer(0, lambda / 2)),
                row(t, x));
        assertClose(after.get("loss"), (y - t) * (y - t) / 2);
        assertClose(after.get("0.weight"), w - (slope * x + lambda * w));
        assertClose(after.get("0.bias"), b - slope);
    }

    /**
     * Example 15: J = -1/m ΣΣ [y log h + (1 - y) log(1 - h)] + λ/2m Σw², biases left out of the penalty. The loss is a mean over the K
     * outputs too, so J is K times it, and K times its learning rate takes J's step.
     */
    @Test
    void costWithDecay() {
        double[][] x = {{1, -0.5}, {0.25, 2}, {-1.5, 0.75}};
        double[][] y = {{1, 0}, {0, 0}, {1, 1}};
        double[] w = {0.5, -0.25, 0.75, 1.25};
        double[] b = {0.125, -0.5};
        double lambda = 0.5;
        double rate = 0.25;
        int m = x.length;
        int k = b.length;
        double cost = 0;
        double[] dw = new double[w.length];
        double[] db = new double[k];
        for (int row = 0; row < m; row++) {
            for (int j = 0; j < k; j++) {
                double h = 1 / (1 + Math.exp(-(w[2 * j] * x[row][0] + w[2 * j + 1] * x[row][1] + b[j])));
                cost -= (y[row][j] * Math.log(h) + (1 - y[row][j]) * Math.log(1 - h)) / m;
                dw[2 * j] += (h - y[row][j]) * x[row][0] / m;
                dw[2 * j + 1] += (h - y[row][j]) * x[row][1] / m;
                db[j] += (h - y[row][j]) / m;
            }
        }
        Map<String, double[]> after = afterOneStep(
                Network.input(2).linear(k).build(),
                new Loss.BinaryCrossEntropy(),
                Map.of("0.weight", w, "0.bias", b),
                TrainingConfig.builder()
                        .optimizer(new UpdateRule.Sgd())
                        .learningRate(rate * k)
                        .regularizer(new Regularizer(0, lambda / (2 * m) / k)),
                table(x, y));
        assertClose(after.get("loss"), cost / k);
        double[] weights = new double[w.length];
        Arrays.setAll(weights, i -> w[i] - rate * (dw[i] + lambda / m * w[i]));
        assertClose(after.get("0.weight"), weights);
        assertClose(after.get("0.bias"), b[0] - rate * db[0], b[1] - rate * db[1]);
    }

    private static Dataset table(double[][] x, double[][] t) {
        return Dataset.ofFloats(flat(x), names("x", 2), new RealTargets(flat(t), names("t", 2)));
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }
}
