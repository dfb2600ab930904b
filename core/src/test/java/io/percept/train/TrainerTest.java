package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.NegativeLogLikelihood;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.RealTargets;
import io.percept.data.Scaling;
import io.percept.data.Split;
import io.percept.model.Model;
import io.percept.nn.Network;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What training does, on the reference: it needs no other module, and small problems are quick there too. */
class TrainerTest {
    private final Device device = Backends.choose("reference")
            .open(DeviceOptions.defaults().withOnLeak(leak -> {
                throw new AssertionError(leak);
            }));

    @AfterEach
    void close() {
        device.close();
    }

    private static final Map<String, Double> LARGE_RATES = Map.of("sgd", 0.5, "adadelta", 5.0);

    private static final Network XOR =
            Network.input(2).linear(8).tanh().linear(2).build();

    private static Dataset xor() {
        return Dataset.ofFloats(
                new float[] {0, 0, 0, 1, 1, 0, 1, 1},
                List.of("a", "b"),
                new ClassTargets(new int[] {0, 1, 1, 0}, List.of("no", "yes")));
    }

    @Test
    void learnsXorWithEveryOptimizer() {
        for (UpdateRule rule : UpdateRule.all()) {
            TrainingConfig config = TrainingConfig.builder()
                    .optimizer(rule)
                    .learningRate(LARGE_RATES.getOrDefault(rule.name(), 0.1))
                    .batchSize(TrainingConfig.FULL_BATCH)
                    .epochs(300)
                    .build();
            TrainingResult result = new Trainer(device, config).train(XOR, xor());
            assertThat(Evaluator.evaluate(device, result.model(), xor()).accuracy())
                    .as(rule.name())
                    .hasValue(1);
            assertThat(result.outcome()).isEqualTo(new TrainingResult.Completed());
            assertThat(result.history().epochs()).hasSize(300);
        }
    }

    /** Two classes by one sigmoid, and classes by squared error on one-hot targets. */
    @Test
    void learnsClassesWithEveryLoss() {
        for (Loss loss : Loss.all()) {
            int outputs = TrainingSession.outputsFor(loss, xor().targets());
            Network.Builder builder = Network.input(2).linear(8).tanh().linear(outputs);
            Network network = (loss instanceof NegativeLogLikelihood ? builder.logSoftmax() : builder).build();
            TrainingConfig config = TrainingConfig.builder()
                    .loss(loss)
                    .learningRate(0.05)
                    .batchSize(4)
                    .epochs(200)
                    .build();
            TrainingResult result = new Trainer(device, config).train(network, xor());
            assertThat(Evaluator.evaluate(device, result.model(), xor()).accuracy())
                    .as(loss.name())
                    .hasValue(1);
        }
    }

    @Test
    void incrementalTrainingWithALastBatchThatIsSmaller() {
        Dataset line = line(25);
        Network network = Network.input(1).linear(1).build();
        for (int batchSize : new int[] {1, 4, 25}) {
            TrainingConfig config = TrainingConfig.builder()
                    .optimizer(new UpdateRule.Sgd())
                    .learningRate(0.05)
                    .batchSize(batchSize)
                    .epochs(400)
                    .build();
            TrainingResult result = new Trainer(device, config).train(network, line);
            assertThat(Evaluator.evaluate(device, result.model(), line).loss())
                    .as("batches of %d", batchSize)
                    .isLessThan(1e-6);
            assertThat(result.history().epochs().get(0).samples()).isEqualTo(25);
        }
    }

    /** y = 3x - 1. */
    private static Dataset line(int rows) {
        float[] x = new float[rows];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = i / 10f;
            y[i] = 3 * x[i] - 1;
        }
        return Dataset.ofFloats(x, List.of("x"), new RealTargets(y, List.of("y")));
    }

    /** The mean over unequal batches must weigh rows, not batches: with a tiny learning rate it is the loss of the data set. */
    @Test
    void theLossOfAnEpochIsTheMeanOverItsRows() {
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e-12)
                .batchSize(4)
                .epochs(1)
                .build();
        Dataset line = line(9);
        TrainingResult result =
                new Trainer(device, config).train(Network.input(1).linear(1).build(), line);
        double loss = Evaluator.evaluate(device, result.model(), line).loss();
        assertThat(result.history().epochs().get(0).loss()).isCloseTo(loss, within(1e-6 * loss));
    }

    @Test
    void withoutShufflingRowsComeInOrder() {
        List<Double> losses = new ArrayList<>();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e-12)
                .batchSize(1)
                .epochs(2)
                .shuffle(false)
                .scaling(Scaling.NONE)
                .build();
        Network network = Network.input(1).linear(1).build();
        TrainingListener listener = new TrainingListener() {
            private TrainingSession session;

            @Override
            public void started(TrainingSession started) {
                session = started;
            }

            @Override
            public void epochFinished(History.Epoch epoch) {
                for (double loss : session.losses()) {
                    losses.add(loss);
                }
            }
        };
        new Trainer(device, config, listener).train(network, line(5));
        for (int i = 0; i < 5; i++) {
            assertThat(losses.get(5 + i)).isCloseTo(losses.get(i), within(1e-6));
        }
        assertThat(losses).startsWith(1.0); // (0 - -1)²: the first row is x = 0, and the bias starts at 0.
    }

    @Test
    void earlyStoppingRestoresTheBestWeights() {
        // Labels of the validation part are wrong on purpose: the better the training part is learned, the worse it
        // gets there.
        Dataset contrary = Dataset.ofFloats(
                xor().floats(), List.of("a", "b"), new ClassTargets(new int[] {1, 0, 0, 1}, List.of("no", "yes")));
        TrainingConfig config = TrainingConfig.builder()
                .learningRate(0.05)
                .batchSize(4)
                .epochs(100)
                .patience(5)
                .build();
        TrainingResult result = new Trainer(device, config).train(XOR, xor(), Optional.of(contrary));
        assertThat(result.outcome()).isInstanceOf(TrainingResult.StoppedEarly.class);
        int best = ((TrainingResult.StoppedEarly) result.outcome()).bestEpoch();
        assertThat(result.history().epochs()).hasSize(best + 5);
        double bestLoss =
                result.history().epochs().get(best - 1).validationLoss().getAsDouble();
        assertThat(result.history().epochs())
                .allSatisfy(epoch ->
                        assertThat(epoch.validationLoss().getAsDouble()).isGreaterThanOrEqualTo(bestLoss));
        assertThat(Evaluator.evaluate(device, result.model(), contrary).loss())
                .as("the model is the best epoch's, rounded to float32")
                .isCloseTo(bestLoss, within(1e-5 * bestLoss));
    }

    @Test
    void divergenceIsReportedAndTheLastGoodModelKept() {
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e4)
                .batchSize(5)
                .epochs(100)
                .scaling(Scaling.NONE)
                .build();
        TrainingResult result =
                new Trainer(device, config).train(Network.input(1).linear(1).build(), line(25));
        assertThat(result.outcome()).isInstanceOf(TrainingResult.Diverged.class);
        TrainingResult.Diverged diverged = (TrainingResult.Diverged) result.outcome();
        assertThat(diverged.goodEpochs()).isEqualTo(diverged.epoch() - 1);
        assertThat(diverged.keptEpoch()).isEqualTo(diverged.goodEpochs());
        assertThat(result.history().epochs()).hasSize(diverged.goodEpochs());
        assertThat(diverged.step()).isBetween(1, 5);
        for (float parameter : result.model().parameters()) {
            assertThat(parameter).isFinite();
        }
    }

    @Test
    void divergenceEndsALongEpochBeforeItsEnd() {
        int[] steps = {0};
        TrainingListener counter = new TrainingListener() {
            @Override
            public void stepped(int epoch, int step) {
                steps[0] = step;
            }
        };
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e30)
                .batchSize(1)
                .epochs(1)
                .build();
        TrainingResult result = new Trainer(device, config, counter)
                .train(Network.input(1).linear(1).build(), line(100));
        assertThat(result.outcome()).isInstanceOf(TrainingResult.Diverged.class);
        assertThat(((TrainingResult.Diverged) result.outcome()).step()).isLessThan(16);
        assertThat(steps[0]).isEqualTo(16);
    }

    @Test
    void aModelCanBeTrainedFurther() {
        Split split = Datasets.digits().split(0.5, 1);
        Network network = Network.input(64).linear(10).build();
        TrainingConfig config = TrainingConfig.builder().epochs(1).build();
        Trainer trainer = new Trainer(device, config);
        Model first = trainer.train(network, split.part()).model();
        Model second = trainer.train(first, split.rest(), Optional.empty()).model();
        assertThat(second.data().preparation()).isEqualTo(first.data().preparation());
        assertThat(Evaluator.evaluate(device, second, split.part()).loss())
                .isLessThan(Evaluator.evaluate(device, first, split.part()).loss());
    }

    @Test
    void aPartWithoutWeightHasNoMeanLossAndIsRefused() {
        float[] weights = new float[25];
        weights[0] = 1;
        Dataset all = line(25).withWeights(weights);
        Dataset without = all.select(new int[] {1, 2, 3});
        Trainer trainer =
                new Trainer(device, TrainingConfig.builder().batchSize(4).build());
        Network network = Network.input(1).linear(1).build();
        assertThatThrownBy(() -> trainer.train(network, all, Optional.of(without)))
                .hasMessage(
                        "all 3 rows of a part of the data have the weight 0; weigh more rows, or make the part larger");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Trainer trainer =
                new Trainer(device, TrainingConfig.builder().batchSize(4).build());
        assertThatThrownBy(() -> trainer.train(Network.input(3).linear(2).build(), xor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network takes 3 inputs but the data has 2 features; they must be equal");
        assertThatThrownBy(() -> trainer.train(Network.input(2).linear(5).build(), xor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer 0 (linear 5) is the last and has 5 outputs, but cross-entropy on this data needs 2; let the last linear layer have 2");

        Dataset oneClass = xor().select(new int[] {1, 2, 1, 2});
        assertThatThrownBy(() -> trainer.train(XOR, oneClass))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("yes");

        Trainer large =
                new Trainer(device, TrainingConfig.builder().batchSize(5).build());
        assertThatThrownBy(() -> large.train(XOR, xor()))
                .isInstanceOf(DataException.class)
                .hasMessage("the training data has 4 rows, fewer than a batch of 5; use a batch size of at most 4");

        TrainingConfig classes = TrainingConfig.builder()
                .loss(new Loss.CrossEntropy())
                .batchSize(4)
                .build();
        assertThatThrownBy(() -> new Trainer(device, classes)
                        .train(Network.input(1).linear(1).build(), line(9)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cross-entropy needs classes as targets, but y holds real numbers");

        TrainingConfig patient =
                TrainingConfig.builder().batchSize(4).patience(1).build();
        assertThatThrownBy(() -> new Trainer(device, patient).train(XOR, xor()))
                .hasMessage("early stopping needs validation data");
    }

    /** The device of this test fails on leaks when it closes. */
    @Test
    void whateverAllocationFailsNothingLeaks() {
        TrainingConfig config = TrainingConfig.builder().batchSize(3).epochs(1).build();
        int failing = 0;
        boolean failed = true;
        while (failed) {
            int[] left = {failing};
            Device scarce = (Device) Proxy.newProxyInstance(
                    Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("allocate") && left[0]-- == 0) {
                            throw new BackendException("no memory");
                        }
                        return method.invoke(device, arguments);
                    });
            try {
                new Trainer(scarce, config).train(XOR, xor(), Optional.of(xor()));
                failed = false;
            } catch (BackendException refused) {
                failing++;
            }
        }
        assertThat(failing).as("allocations of a training").isGreaterThan(20);
    }

    @Test
    void aModelIsOnlyEvaluatedOnDataLikeItsOwn() {
        TrainingConfig config = TrainingConfig.builder().batchSize(4).epochs(1).build();
        Model model = new Trainer(device, config).train(XOR, xor()).model();
        assertThatThrownBy(() -> Evaluator.evaluate(device, model, Datasets.digits()))
                .hasMessage("the model takes 2 features but the data has 64");
        Dataset others = Dataset.ofFloats(
                xor().floats(), List.of("a", "b"), new ClassTargets(new int[] {0, 1, 1, 0}, List.of("x", "y")));
        assertThatThrownBy(() -> Evaluator.evaluate(device, model, others))
                .hasMessage("the model predicts the classes no, yes but the data has the classes x, y");
    }
}
