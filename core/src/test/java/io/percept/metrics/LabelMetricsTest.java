package io.percept.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Four rows of three labels worked by hand; the same figures come from scikit-learn 1.9. */
class LabelMetricsTest {
    private static final Offset<Double> EXACTLY = within(1e-14);

    private static final LabelMetrics METRICS = LabelMetrics.of(
            List.of("sun", "wind", "rain"),
            new float[] {
                1, 0, 0, //
                1, 1, 0, //
                0, 0, 1, //
                0, 1, 0
            },
            new double[] {
                0.9, 0.4, 0.2, //
                0.6, 0.7, 0.55, //
                0.3, 0.1, 0.8, //
                0.55, 0.2, 0.5
            });

    /** Decisions, a probability of one half being none: sun 1 1 0 1, wind 0 1 0 0, rain 0 1 1 0. */
    @Test
    void precisionRecallAndF1OfEachLabel() {
        assertThat(METRICS.perLabel())
                .containsExactly(
                        new ClassScore("sun", 2 / 3.0, 1, 4 / 5.0, 2),
                        new ClassScore("wind", 1, 0.5, 2 / 3.0, 2),
                        new ClassScore("rain", 0.5, 1, 2 / 3.0, 1));
    }

    @Test
    void averagesOverTheLabels() {
        assertThat(METRICS.micro()).isEqualTo(new ClassScore("micro average", 4 / 6.0, 4 / 5.0, 8 / 11.0, 5));
        assertThat(METRICS.macro().precision()).isCloseTo(13 / 18.0, EXACTLY);
        assertThat(METRICS.macro().recall()).isCloseTo(5 / 6.0, EXACTLY);
        assertThat(METRICS.macro().f1()).isCloseTo(32 / 45.0, EXACTLY);
        assertThat(METRICS.weighted().precision()).isCloseTo(23 / 30.0, EXACTLY);
        assertThat(METRICS.weighted().recall()).isCloseTo(4 / 5.0, EXACTLY);
        assertThat(METRICS.weighted().f1()).isCloseTo(18 / 25.0, EXACTLY);
    }

    @Test
    void figuresOfAllDecisions() {
        assertThat(METRICS.rows()).isEqualTo(4);
        assertThat(METRICS.accuracy()).isEqualTo(0.5);
        assertThat(METRICS.hammingLoss()).isEqualTo(3 / 12.0);
        assertThat(METRICS.logLoss()).isCloseTo(0.5243008128985923, EXACTLY);
    }

    /** sun: all 4 pairs in order; wind: 3 of (0.7, 0.2) over (0.4, 0.1); rain: all 3. */
    @Test
    void areaUnderTheCurveOfEachLabel() {
        assertThat(METRICS.rocAuc(0)).isEqualTo(1);
        assertThat(METRICS.rocAuc(1)).isEqualTo(0.75);
        assertThat(METRICS.rocAuc(2)).isEqualTo(1);
        assertThat(METRICS.rocAuc()).isCloseTo(11 / 12.0, EXACTLY);
        assertThat(METRICS.summary())
                .containsEntry(Metric.ACCURACY, 0.5)
                .containsEntry(Metric.HAMMING_LOSS, 0.25)
                .containsEntry(Metric.MICRO_F1, 8 / 11.0);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> LabelMetrics.of(List.of("a"), new float[] {0.5f}, new double[] {0.5}))
                .hasMessageContaining("0 or 1");
        assertThatThrownBy(() -> LabelMetrics.of(List.of("a", "b"), new float[3], new double[3]))
                .hasMessageContaining("3 probabilities and 3 targets do not make rows of 2 labels");
    }
}
