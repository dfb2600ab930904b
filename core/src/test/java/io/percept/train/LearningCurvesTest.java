package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.metrics.Metric;
import io.percept.nn.Network;
import io.percept.plot.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {
    private final Device device = Backends.open("reference");
    private final Network network = Network.input(6).linear(1).build();

    @AfterEach
    void close() {
        device.close();
    }

    /** A linear function of six features with noise of deviation 1. */
    private static Dataset noisy(int rows) {
        Random random = new Random(3);
        float[] features = new float[6 * rows];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 6; column++) {
                features[6 * row + column] = (float) random.nextGaussian();
                targets[row] += features[6 * row + column];
            }
            targets[row] += (float) random.nextGaussian();
        }
        return Dataset.ofFloats(
                features, List.of("a", "b", "c", "d", "e", "f"), new RealTargets(targets, List.of("t")));
    }

    private static TrainingConfig config(int rows, int all) {
        return TrainingConfig.builder()
                .learningRate(0.1)
                .batchSize(Math.min(16, rows))
                .epochs(LearningCurves.equalEpochs(30, 16, all, rows))
                .build();
    }

    /** A linear fit of p parameters to n rows with noise of variance 1: 1 - p / n on its own rows, about 1 + p / n on others. */
    @Test
    void trainingErrorRisesAndValidationErrorFallsTowardsTheNoise() {
        List<Integer> told = new ArrayList<>();
        LearningCurve curve = new LearningCurves(device, rows -> config(rows, 160), 4, 0, size -> told.add(size.rows()))
                .run(network, noisy(213), 10, 40, 159);

        assertThat(told).containsExactly(10, 40, 159);
        LearningCurve.Size small = curve.sizes().get(0);
        LearningCurve.Size large = curve.sizes().get(2);
        assertThat(small.training(Metric.RMSE).mean())
                .isLessThan(large.training(Metric.RMSE).mean());
        assertThat(small.validation(Metric.RMSE).mean())
                .isGreaterThan(1.2 * large.validation(Metric.RMSE).mean());
        assertThat(large.validation(Metric.RMSE).mean()).isBetween(0.9, 1.2);
        assertThat(large.validation(Metric.RMSE).deviation()).isPositive();
    }

    @Test
    void theCurveIsATableAndCharts() {
        LearningCurve curve =
                new LearningCurves(device, rows -> config(rows, 40), 2, 0, size -> {}).run(network, noisy(40), 10, 20);
        Curve table = curve.curve();

        assertThat(table.columns())
                .containsExactly(
                        "rows",
                        "trainingRmse",
                        "trainingRmseDeviation",
                        "validationRmse",
                        "validationRmseDeviation",
                        "trainingLoss",
                        "trainingLossDeviation",
                        "validationLoss",
                        "validationLossDeviation",
                        "seconds");
        assertThat(table.rows().get(1).get(0)).isEqualTo(20);
        assertThat(table.rows().get(1).get(3))
                .isEqualTo(curve.sizes().get(1).validation(Metric.RMSE).mean());
        assertThat(table.charts()).hasSize(2);
        assertThat(table.charts().get(0).series().get(1).points().get(0).spread())
                .isEqualTo(curve.sizes().get(0).validation(Metric.RMSE).deviation());
    }

    @Test
    void smallSamplesGetAsManySteps() {
        assertThat(LearningCurves.equalEpochs(10, 64, 640, 640)).isEqualTo(10);
        assertThat(LearningCurves.equalEpochs(10, 64, 640, 64)).isEqualTo(100);
        assertThat(LearningCurves.equalEpochs(10, 64, 640, 65)).isEqualTo(50);
        assertThat(LearningCurves.equalEpochs(10, 64, 640, 5)).isEqualTo(100);
        assertThat(LearningCurves.equalEpochs(10, TrainingConfig.FULL_BATCH, 640, 5))
                .isEqualTo(10);
    }

    @Test
    void aSizeThatNoFoldHasIsRefused() {
        LearningCurves curves = new LearningCurves(device, rows -> config(rows, 40), 2, 0, size -> {});
        assertThatThrownBy(() -> curves.run(network, noisy(40), 10, 21))
                .isInstanceOf(DataException.class)
                .hasMessage("a training-set size is 21; with 2 folds of 40 rows it must be from 1 to 20");
    }
}
