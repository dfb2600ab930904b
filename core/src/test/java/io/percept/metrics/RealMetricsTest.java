package io.percept.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Four rows of two outputs worked by hand; the same figures come from scikit-learn 1.9. */
class RealMetricsTest {
    private static final Offset<Double> EXACTLY = within(1e-14);

    private static final RealMetrics METRICS = RealMetrics.of(
            List.of("u", "v"), new float[] {3, -0.5f, -0.5f, 1, 2, 2, 7, 2}, new double[] {2.5, 0, 0, 1, 2, 2, 8, 3});

    /** Of u the errors are 1/2, -1/2, 0, -1 and the squared deviations from 2.875 add up to 29.1875; of v -1/2, 0, 0, -1 and 4.1875. */
    @Test
    void figuresOfEachOutput() {
        RealMetrics.Output u = METRICS.outputs().get(0);
        assertThat(u.name()).isEqualTo("u");
        assertThat(u.r2()).isCloseTo(1 - 1.5 / 29.1875, EXACTLY);
        assertThat(u.mae()).isEqualTo(0.5);
        assertThat(u.rmse()).isEqualTo(Math.sqrt(1.5 / 4));
        RealMetrics.Output v = METRICS.outputs().get(1);
        assertThat(v.r2()).isCloseTo(1 - 1.25 / 4.1875, EXACTLY);
        assertThat(v.mae()).isEqualTo(0.375);
        assertThat(v.rmse()).isEqualTo(Math.sqrt(1.25 / 4));
    }

    @Test
    void meansOverTheOutputs() {
        assertThat(METRICS.rows()).isEqualTo(4);
        assertThat(METRICS.r2()).isCloseTo(0.8250503371792004, EXACTLY);
        assertThat(METRICS.mae()).isEqualTo(0.4375);
        assertThat(METRICS.rmse()).isCloseTo(0.585694715035371, EXACTLY);
        assertThat(METRICS.summary()).containsOnlyKeys(Metric.R2, Metric.MAE, Metric.RMSE);
    }

    @Test
    void targetsThatAreAllEqual() {
        float[] tenths = {0.1f, 0.1f, 0.1f};
        List<String> name = List.of("t");
        assertThat(RealMetrics.of(name, tenths, new double[] {0.1f, 0.1f, 0.1f}).r2())
                .isEqualTo(1);
        assertThat(RealMetrics.of(name, tenths, new double[] {0.1f, 0.1f, 1}).r2())
                .isEqualTo(0);
        assertThat(RealMetrics.of(name, new float[] {1}, new double[] {2}).r2()).isNaN();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> RealMetrics.of(List.of("a", "b"), new float[4], new double[2]))
                .hasMessageContaining("2 predictions and 4 targets do not make rows of 2 outputs");
    }
}
