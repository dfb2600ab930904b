package io.percept.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.CounterRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Eight rows of three classes worked by hand; the same figures come from scikit-learn 1.9. */
class ClassMetricsTest {
    private static final Offset<Double> EXACTLY = within(1e-14);

    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static final int[] LABELS = {0, 0, 1, 1, 2, 2, 2, 0};

    private static final double[] PROBABILITIES = {
        0.7, 0.2, 0.1, //
        0.3, 0.4, 0.3, //
        0.2, 0.5, 0.3, //
        0.5, 0.25, 0.25, //
        0.1, 0.2, 0.7, //
        0.4, 0.35, 0.25, //
        0.2, 0.2, 0.6, //
        0.6, 0.3, 0.1
    };

    private static ClassMetrics metrics() {
        return ClassMetrics.of(CLASSES, LABELS, PROBABILITIES, true);
    }

    @Test
    void countsWhatWasPredictedForWhat() {
        assertThat(metrics().rows()).isEqualTo(8);
        assertThat(metrics().confusion().counts()).isDeepEqualTo(new int[][] {{2, 1, 0}, {1, 1, 0}, {1, 0, 2}});
        assertThat(metrics().accuracy()).isEqualTo(5 / 8.0);
    }

    /** a: 2 of 4 predictions right, 2 of 3 rows found, F1 4/7; b: 1 of 2, 1 of 2, 1/2; c: 2 of 2, 2 of 3, 4/5. */
    @Test
    void precisionRecallAndF1OfEachClass() {
        assertThat(metrics().confusion().perClass())
                .containsExactly(
                        new ClassScore("a", 0.5, 2 / 3.0, 4 / 7.0, 3),
                        new ClassScore("b", 0.5, 0.5, 0.5, 2),
                        new ClassScore("c", 1, 2 / 3.0, 4 / 5.0, 3));
    }

    @Test
    void averagesOverTheClasses() {
        ClassScore macro = metrics().confusion().macro();
        assertThat(macro.precision()).isCloseTo(2 / 3.0, EXACTLY);
        assertThat(macro.recall()).isCloseTo(11 / 18.0, EXACTLY);
        assertThat(macro.f1()).isCloseTo(131 / 210.0, EXACTLY);
        assertThat(macro.support()).isEqualTo(8);
        ClassScore weighted = metrics().confusion().weighted();
        assertThat(weighted.precision()).isCloseTo(11 / 16.0, EXACTLY);
        assertThat(weighted.recall()).isCloseTo(5 / 8.0, EXACTLY);
        assertThat(weighted.f1()).isCloseTo((12 / 7.0 + 1 + 12 / 5.0) / 8, EXACTLY);
    }

    /** By pairs of a row of the class and one without, ties counting half: 13 of 15, 9 of 12, 12.5 of 15 are in order. */
    @Test
    void areaUnderTheCurveOfEachClassAgainstTheRest() {
        assertThat(metrics().rocAuc(0)).isCloseTo(13 / 15.0, EXACTLY);
        assertThat(metrics().rocAuc(1)).isCloseTo(9 / 12.0, EXACTLY);
        assertThat(metrics().rocAuc(2)).isCloseTo(12.5 / 15, EXACTLY);
        assertThat(metrics().rocAuc()).isCloseTo((13 / 15.0 + 9 / 12.0 + 12.5 / 15) / 3, EXACTLY);
    }

    @Test
    void theLogLossIsTheMeanOfTheNegativeLogarithms() {
        double sum = 0;
        for (double right : new double[] {0.7, 0.3, 0.5, 0.25, 0.7, 0.25, 0.6, 0.6}) {
            sum -= Math.log(right);
        }
        assertThat(metrics().logLoss()).isCloseTo(sum / 8, EXACTLY);
        assertThat(metrics().logLoss()).isCloseTo(0.8005887303168886, EXACTLY);
    }

    /** Probabilities of each class against the rest need not add up to 1; they are divided by their sum. */
    @Test
    void theLogLossOfProbabilitiesUpToAFactor() {
        double[] doubled = IntStream.range(0, PROBABILITIES.length)
                .mapToDouble(i -> PROBABILITIES[i] * (1 + i / 3))
                .toArray();
        assertThat(ClassMetrics.of(CLASSES, LABELS, doubled, true).logLoss())
                .isCloseTo(metrics().logLoss(), EXACTLY);
    }

    @Test
    void aCertainMistakeCostsNoMoreThanDoublePrecisionCanTell() {
        ClassMetrics certain = ClassMetrics.of(List.of("no", "yes"), new int[] {0, 1}, new double[] {1, 0, 1, 0}, true);
        assertThat(certain.logLoss()).isCloseTo(52 * Math.log(2) / 2, EXACTLY);
    }

    @Test
    void scoresThatAreNoProbabilitiesHaveNoLogLoss() {
        ClassMetrics metrics = ClassMetrics.of(CLASSES, LABELS, PROBABILITIES, false);
        assertThat(metrics.logLoss()).isNaN();
        assertThat(metrics.summary()).doesNotContainKey(Metric.LOG_LOSS).containsKey(Metric.ROC_AUC);
    }

    /** The ranks of the rows' classes are 1, 2 (b before it, c not), 1, 2 (a before it, c not), 1, 3, 1, 1. */
    @Test
    void amongTheBestK() {
        assertThat(metrics().topK(1)).isEqualTo(metrics().accuracy());
        assertThat(metrics().topK(2)).isEqualTo(7 / 8.0);
        assertThat(metrics().topK(3)).isEqualTo(1);
        assertThat(metrics().topK(30)).isEqualTo(1);
    }

    @Test
    void ofTwoClassesTheAreaIsThatOfTheSecond() {
        double[] scores = {0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8};
        ClassMetrics metrics = ClassMetrics.of(List.of("no", "yes"), new int[] {0, 0, 1, 1}, scores, true);
        // Of the pairs (0.35, 0.1), (0.35, 0.4), (0.8, 0.1), (0.8, 0.4) the second is out of order.
        assertThat(metrics.rocAuc()).isEqualTo(0.75);
    }

    /** Where a quotient would have 0 below: never predicted, never there, neither. */
    @Test
    void classesWithoutRowsOrPredictions() {
        List<String> classes = List.of("found", "missed", "invented", "absent");
        double[] scores = {
            1, 0, 0, 0, //
            1, 0, 0, 0, //
            0, 0, 1, 0
        };
        ClassMetrics metrics = ClassMetrics.of(classes, new int[] {0, 1, 1}, scores, false);
        assertThat(metrics.confusion().perClass())
                .containsExactly(
                        new ClassScore("found", 0.5, 1, 2 / 3.0, 1),
                        new ClassScore("missed", 0, 0, 0, 2),
                        new ClassScore("invented", 0, 0, 0, 0),
                        new ClassScore("absent", 0, 0, 0, 0));
        // The absent class counts for nothing, the invented one does.
        assertThat(metrics.confusion().macro().recall()).isCloseTo(1 / 3.0, EXACTLY);
        assertThat(metrics.rocAuc(2)).isNaN();
        assertThat(metrics.rocAuc(3)).isNaN();
        assertThat(metrics.rocAuc())
                .isCloseTo((metrics.rocAuc(0) + metrics.rocAuc(1)) / 2, EXACTLY)
                .isNotNaN();
    }

    /** The definition, by all pairs: a row of the class scores higher than one without, half for a tie. */
    @Test
    void theAreaByRanksIsThatByAllPairs() {
        CounterRandom random = new CounterRandom(1, 0);
        for (int levels : new int[] {1, 2, 5, 1000}) {
            double[] scores = new double[61];
            boolean[] positive = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(levels) - levels / 2;
                scores[i] = scores[i] == 0 && i % 2 == 0 ? -0.0 : scores[i];
                positive[i] = random.nextInt(3) == 0;
            }
            assertThat(RocAuc.of(scores, i -> positive[i]))
                    .as("%d levels", levels)
                    .isCloseTo(byAllPairs(scores, positive), EXACTLY);
        }
    }

    private static double byAllPairs(double[] scores, boolean[] positive) {
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    @Test
    void theAreaOfScoresThatAreNoNumbersIsNone() {
        assertThat(RocAuc.of(new double[] {0, Double.NaN, 1}, i -> i == 2)).isNaN();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> ClassMetrics.of(CLASSES, LABELS, new double[23], true))
                .hasMessage("23 scores for 8 rows of 3 classes");
        assertThatThrownBy(() -> ClassMetrics.of(CLASSES, new int[] {3}, new double[3], true))
                .hasMessage("row 0 has label 3; there are 3 classes");
        assertThatThrownBy(() -> new Confusion(CLASSES, new int[3][2])).hasMessageContaining("must be 3 x 3");
    }
}
