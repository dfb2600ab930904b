package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Split;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with weights for classes and rows, on the reference. */
class WeightedTrainingTest {
    private static final double ROUNDING = 1e-12;

    private final Device device = Backends.choose("reference")
            .open(DeviceOptions.defaults().withOnLeak(leak -> {
                throw new AssertionError(leak);
            }));

    @AfterEach
    void close() {
        device.close();
    }

    static List<Loss> losses() {
        return Loss.all();
    }

    /** Five rows of two features and one of three classes; the last of two batches has two rows. */
    private static Dataset classes() {
        return Dataset.ofFloats(
                new float[] {1, 2, -1, 0.5f, 0.25f, -2, 1.5f, 1, -0.5f, -1},
                List.of("a", "b"),
                new ClassTargets(new int[] {0, 2, 1, 2, 0}, List.of("x", "y", "z")));
    }

    private static final float[] WEIGHTS = {1, 0.5f, 3, 2, 0.25f};

    /** The losses of an epoch's steps and their mean, with weights that hardly change. */
    private record Losses(List<Double> steps, double mean) {}

    private Losses losses(Loss loss, ClassWeights classWeights, Dataset data, int batch) {
        return losses(loss, classWeights, data, batch, batch);
    }

    private Losses losses(Loss loss, ClassWeights classWeights, Dataset data, int batch, int part) {
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e-15)
                .classWeights(classWeights)
                .batchSize(batch)
                .microBatch(part)
                .shuffle(false)
                .build();
        int outputs = TrainingSession.outputsFor(loss, data.targets());
        Network network = Network.input(2).linear(outputs).build();
        float[] initial = initial(network);
        try (TrainingSession session =
                new TrainingSession(device, network, loss, config, data, Preparation.none(2), initial)) {
            session.beginEpoch();
            for (int step = 0; step < session.stepsPerEpoch(); step++) {
                session.step();
            }
            return new Losses(Arrays.stream(session.losses()).boxed().toList(), session.loss());
        }
    }

    /** Weights -½, -¼, 0, ¼, ½, -½, ... and biases ½, -½, ¼. */
    private static float[] initial(Network network) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] initial = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            for (int i = 0; i < parameter.size(); i++) {
                initial[layout.offset(parameter) + i] =
                        parameter.name().equals("0.bias") ? new float[] {0.5f, -0.5f, 0.25f}[i] : (i % 5 - 2) / 4f;
            }
        }
        return initial;
    }

    private double alone(Loss loss, ClassWeights weights, int row) {
        return losses(loss, weights, classes().select(new int[] {row}), 1).mean();
    }

    /** Σ r w ℓ / Σ r w, for each batch and for the epoch. A row alone has the loss ℓ. */
    @ParameterizedTest
    @MethodSource("losses")
    void everyLossIsAWeightedMean(Loss loss) {
        Dataset data = classes().withWeights(WEIGHTS);
        double[] ofClasses = {2, 1, 0.5};
        int[] labels = ((ClassTargets) data.targets()).labels();
        double[] shares = IntStream.range(0, 5)
                .mapToDouble(i -> WEIGHTS[i] * ofClasses[labels[i]])
                .toArray();
        double[] alone = IntStream.range(0, 5)
                .mapToDouble(i -> alone(loss, ClassWeights.EQUAL, i))
                .toArray();

        Losses weighted = losses(loss, ClassWeights.parse("2,1,0.5"), data, 3);

        assertThat(weighted.steps().get(0)).isCloseTo(mean(alone, shares, 0, 3), within(ROUNDING));
        assertThat(weighted.steps().get(1)).isCloseTo(mean(alone, shares, 3, 5), within(ROUNDING));
        assertThat(weighted.mean()).isCloseTo(mean(alone, shares, 0, 5), within(ROUNDING));
    }

    /** The parts of a batch share its divisor. */
    @Test
    void aBatchInPartsHasTheSameLoss() {
        Dataset data = classes().withWeights(WEIGHTS);
        ClassWeights weights = ClassWeights.parse("2,1,0.5");
        Losses whole = losses(new Loss.CrossEntropy(0.1), weights, data, 4);
        Losses parts = losses(new Loss.CrossEntropy(0.1), weights, data, 4, 2);
        assertThat(parts.steps().get(0)).isCloseTo(whole.steps().get(0), within(ROUNDING));
        assertThat(parts.mean()).isCloseTo(whole.mean(), within(ROUNDING));
    }

    private static double mean(double[] values, double[] weights, int from, int to) {
        double sum = IntStream.range(from, to)
                .mapToDouble(i -> values[i] * weights[i])
                .sum();
        return sum / Arrays.stream(weights, from, to).sum();
    }

    /** With label smoothing every class's own weight counts for its part, but the mean is still over the weights of the rows' classes. */
    @Test
    void classWeightsGoWithLabelSmoothing() {
        Dataset row = classes().select(new int[] {2});
        Losses smoothed = losses(new Loss.CrossEntropy(0.3), ClassWeights.parse("2,4,0.5"), row, 1);
        // Features 0.25 and -2.
        double[] logits = {0.25 * -0.5 + 2 * 0.25 + 0.5, -2 * 0.25 - 0.5, 0.25 * 0.5 + 2 * 0.5 + 0.25};
        double log = Math.log(Arrays.stream(logits).map(Math::exp).sum());
        double expected =
                (2 * 0.1 * (log - logits[0]) + 4 * 0.8 * (log - logits[1]) + 0.5 * 0.1 * (log - logits[2])) / 4;
        assertThat(smoothed.mean()).isCloseTo(expected, within(ROUNDING));
    }

    /** Where targets are numbers, weights are the outputs', and rows count the same. */
    @Test
    void outputsHaveWeights() {
        Dataset data = Dataset.ofFloats(
                new float[] {0, 0, 0, 0},
                List.of("a", "b"),
                new RealTargets(new float[] {1, 2, 3, 5}, List.of("s", "t")));
        Losses losses = losses(new Loss.MeanSquaredError(), ClassWeights.parse("t=3"), data, 2);
        // The biases are 0.5 and -0.5.
        double first = (0.25 + 3 * 6.25) / 2;
        double second = (6.25 + 3 * 30.25) / 2;
        assertThat(losses.mean()).isCloseTo((first + second) / 2, within(ROUNDING));
    }

    @Test
    void aRowOfWeightTwoIsTwoRowsAndOneOfWeightZeroNone() {
        Dataset data = classes();
        double weighted = losses(
                        new Loss.CrossEntropy(), ClassWeights.EQUAL, data.withWeights(new float[] {2, 0, 1, 1, 1}), 5)
                .mean();
        double repeated = losses(new Loss.CrossEntropy(), ClassWeights.EQUAL, data.select(new int[] {0, 0, 2, 3, 4}), 5)
                .mean();
        assertThat(weighted).isCloseTo(repeated, within(ROUNDING));
    }

    @Test
    void aBatchWithoutWeightChangesNothing() {
        Losses losses = losses(
                new Loss.CrossEntropy(), ClassWeights.EQUAL, classes().withWeights(new float[] {1, 1, 1, 0, 0}), 3);
        assertThat(losses.steps().get(1)).isZero();
        assertThat(losses.mean()).isEqualTo(losses.steps().get(0));
    }

    @Test
    void refusesWhatIsNoWeightOfARow() {
        assertThatThrownBy(() -> classes().withWeights(new float[4]))
                .isInstanceOf(DataException.class)
                .hasMessage("there are 4 weights for 5 rows");
        assertThatThrownBy(() -> classes().withWeights(new float[] {1, 1, -2, 1, 1}))
                .isInstanceOf(DataException.class)
                .hasMessage("row 2 has the weight -2.0; it must be 0 or a positive number");
        assertThatThrownBy(() -> classes().withWeights(new float[5]))
                .isInstanceOf(DataException.class)
                .hasMessage("all 5 rows have the weight 0; one at least must be positive");
    }

    /** 5 % of the rows are of the rare class, and overlap with the others: without weights it is hardly ever predicted. */
    @ParameterizedTest
    @MethodSource("unbalancedLosses")
    void classWeightsLiftTheRecallOfTheRareClass(Loss loss) {
        Split data = unbalanced(1200).split(0.5, 1);
        Trained equal = train(loss, ClassWeights.EQUAL, data);
        Trained balanced = train(loss, ClassWeights.BALANCED, data);
        assertThat(equal.recall()).isLessThan(0.4);
        assertThat(balanced.recall()).isGreaterThan(0.7);
        // The validation loss is weighted as the training's is; an evaluation by itself never is.
        assertThat(balanced.validationLoss())
                .isCloseTo(balanced.trainingLoss(), within(0.25 * balanced.trainingLoss()));
        assertThat(balanced.evaluated()).isNotCloseTo(balanced.validationLoss(), within(1e-5));
        assertThat(equal.evaluated()).isCloseTo(equal.validationLoss(), within(1e-6));
    }

    static List<Loss> unbalancedLosses() {
        return List.of(new Loss.CrossEntropy(), new Loss.BinaryCrossEntropy(), new Loss.MultiClassHinge());
    }

    private record Trained(double recall, double trainingLoss, double validationLoss, double evaluated) {}

    private Trained train(Loss loss, ClassWeights weights, Split data) {
        int outputs = TrainingSession.outputsFor(loss, data.rest().targets());
        TrainingConfig config = TrainingConfig.builder()
                .loss(loss)
                .classWeights(weights)
                .learningRate(0.05)
                .epochs(10)
                .build();
        TrainingResult result = new Trainer(device, config)
                .train(Network.input(2).linear(outputs).build(), data.rest(), Optional.of(data.part()));
        Evaluation evaluation = Evaluator.evaluate(device, result.model(), data.part());
        History.Epoch last = result.history().epochs().get(9);
        double recall = evaluation.confusion().orElseThrow().perClass().get(1).recall();
        return new Trained(recall, last.loss(), last.validationLoss().orElseThrow(), evaluation.loss());
    }

    private static Dataset unbalanced(int rows) {
        CounterRandom random = new CounterRandom(3, 0);
        float[] x = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 20 == 0 ? 1 : 0;
            x[2 * row] = (float) (random.nextGaussian() + 1.5 * labels[row]);
            x[2 * row + 1] = (float) (random.nextGaussian() + 1.5 * labels[row]);
        }
        return Dataset.ofFloats(x, List.of("a", "b"), new ClassTargets(labels, List.of("common", "rare")));
    }
}
