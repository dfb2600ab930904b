package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Folds;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Split;
import io.percept.metrics.Metric;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrossValidatorTest {
    private final Device device = Backends.open("reference");
    private final Network network = Network.input(2).linear(4).tanh().linear(2).build();

    @AfterEach
    void close() {
        device.close();
    }

    private static TrainingConfig.Builder config() {
        return TrainingConfig.builder().epochs(4).batchSize(8).learningRate(0.05);
    }

    /** Two classes to either side of a line; every feature of row 3 is missing, and row 5 is far out. */
    private static Dataset points(int rows) {
        Random random = new Random(1);
        float[] values = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            values[2 * row] = (float) random.nextGaussian();
            values[2 * row + 1] = (float) random.nextGaussian();
            labels[row] = values[2 * row] > values[2 * row + 1] ? 1 : 0;
        }
        values[2 * 3] = Float.NaN;
        values[2 * 3 + 1] = Float.NaN;
        values[2 * 5] = 1e4f;
        labels[5] = 1;
        return Dataset.ofFloats(values, List.of("x", "y"), new ClassTargets(labels, List.of("below", "above")));
    }

    @Test
    void eachFoldIsWhatTrainingAndTestingByHandGives() {
        Dataset data = points(50);
        List<Integer> told = new ArrayList<>();
        CrossValidation result =
                new CrossValidator(device, config().build(), 5, 0, fold -> told.add(fold.number())).run(network, data);

        assertThat(result.complete()).isTrue();
        assertThat(told).containsExactly(1, 2, 3, 4, 5);
        Split split = Folds.of(data, 5, config().build().seed()).split(2);
        TrainingResult byHand = new Trainer(device, config().build()).train(network, split.rest());
        CrossValidation.Fold fold = result.folds().get(2);
        assertThat(fold.training().model().parameters())
                .isEqualTo(byHand.model().parameters());
        assertThat(fold.test().orElseThrow().summary())
                .isEqualTo(
                        Evaluator.evaluate(device, byHand.model(), split.part()).summary());
        assertThat(fold.trainingRows()).isEqualTo(40);
        assertThat(result.metrics()).contains(Metric.LOSS, Metric.ACCURACY, Metric.ROC_AUC);
    }

    /** The row far out is in one fold: the scales of the other folds' trainings have it in them, those of its own have not. */
    @Test
    void scalesAndFilledInValuesAreThoseOfTheTrainingPart() {
        Dataset data = points(50);
        CrossValidation result = new CrossValidator(device, config().build(), 5).run(network, data);
        Folds folds = Folds.of(data, 5, config().build().seed());
        int without = 0;
        for (CrossValidation.Fold fold : result.folds()) {
            Dataset rest = folds.split(fold.number() - 1).rest();
            Preparation fitted = Preparation.fit(
                    rest, config().build().missing(), config().build().scaling());
            Preparation used = fold.training().model().data().preparation();
            assertThat(used).isEqualTo(fitted);
            float[] filled = {Float.NaN, Float.NaN};
            used.fill(filled, 1);
            without += filled[0] < 10 ? 1 : 0;
        }
        assertThat(without).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        Dataset data = points(40);
        Spread first = new CrossValidator(device, config().build(), 4)
                .run(network, data)
                .spread(Metric.LOSS);
        Spread second = new CrossValidator(device, config().build(), 4)
                .run(network, data)
                .spread(Metric.LOSS);
        Spread other = new CrossValidator(device, config().seed(7).build(), 4)
                .run(network, data)
                .spread(Metric.LOSS);

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(first.deviation()).isPositive();
    }

    @Test
    void earlyStoppingValidatesWithAPartOfTheTrainingRows() {
        CrossValidation result = new CrossValidator(
                        device,
                        config().epochs(200).patience(2).learningRate(0.5).build(),
                        2,
                        0.25,
                        fold -> {})
                .run(network, points(80));

        for (CrossValidation.Fold fold : result.folds()) {
            assertThat(fold.training().history().epochs().get(0).samples()).isEqualTo(30);
        }
        assertThat(result.folds().stream().map(fold -> fold.training().outcome()))
                .hasAtLeastOneElementOfType(TrainingResult.StoppedEarly.class);
        assertThat(CrossValidator.trainingRows(80, 2, 0.25)).isEqualTo(30);
        assertThat(CrossValidator.trainingRows(83, 4, 0)).isEqualTo(62);
    }

    @Test
    void afterAStopThereAreTheFoldsThatWereDone() {
        CrossValidator[] validator = new CrossValidator[1];
        validator[0] = new CrossValidator(device, config().build(), 5, 0, fold -> {
            if (fold.number() == 2) {
                validator[0].requestStop();
            }
        });

        CrossValidation result = validator[0].run(network, points(50));

        assertThat(result.folds()).hasSize(2);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void aFoldThatDivergesHasNoFigures() {
        Dataset data = Dataset.ofFloats(
                new float[] {1, 2, 3, 4, 5, 6},
                List.of("x"),
                new RealTargets(new float[] {1, 2, 3, 4, 5, 6}, List.of("t")));
        TrainingConfig wild = config().optimizer(new UpdateRule.Sgd())
                .batchSize(2)
                .learningRate(1e30)
                .build();
        CrossValidation result = new CrossValidator(device, wild, 3)
                .run(Network.input(1).linear(1).build(), data);

        assertThat(result.complete()).isFalse();
        assertThat(result.folds()).hasSize(3).anyMatch(fold -> fold.test().isEmpty());
        assertThat(result.spread(Metric.LOSS).mean()).isNaN();
    }

    @Test
    void spreadsAreSampleDeviations() {
        assertThat(Spread.of(2, 4, 4, 4, 5, 5, 7, 9).mean()).isEqualTo(5);
        assertThat(Spread.of(2, 4, 4, 4, 5, 5, 7, 9).deviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
        assertThat(Spread.of(3).deviation()).isNaN();
        assertThat(Spread.of().mean()).isNaN();
        assertThat(Spread.of(1, Double.NaN).mean()).isNaN();
    }

    @Test
    void mistakesAreSaid() {
        assertThatThrownBy(() -> new CrossValidator(device, config().build(), 60).run(network, points(50)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the number of folds is 60 but the data has 50 rows");
        assertThatThrownBy(() -> new CrossValidator(device, config().build(), 5, 1, fold -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the fraction to validate with is 1.0");
    }
}
