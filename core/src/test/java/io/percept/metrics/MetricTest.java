package io.percept.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
    @Test
    void namesOnTheCommandLineAndInJson() {
        assertThat(Metric.MACRO_F1.label()).isEqualTo("macro-f1");
        assertThat(Metric.MACRO_F1.key()).isEqualTo("macroF1");
        assertThat(Metric.R2.label()).isEqualTo("r2");
        assertThat(Metric.R2.key()).isEqualTo("r2");
    }

    @Test
    void errorsAreBetterWhenLow() {
        assertThat(Metric.values())
                .filteredOn(metric -> !metric.higherIsBetter())
                .containsExactly(Metric.LOSS, Metric.LOG_LOSS, Metric.HAMMING_LOSS, Metric.MAE, Metric.RMSE);
    }
}
