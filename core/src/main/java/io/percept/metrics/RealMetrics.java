package io.percept.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How good predictions of real numbers are.
 *
 * @param rows number of rows
 * @param outputs the figures of each output
 */
public record RealMetrics(int rows, List<Output> outputs) implements Metrics {
    public RealMetrics {
        outputs = List.copyOf(outputs);
    }

    /**
     * How good the predictions of one output are.
     *
     * @param name of the target
     * @param r2 the coefficient of determination, 1 - Σ (t - y)² / Σ (t - mean of t)²; where all targets are equal 1 for predictions
     *     without an error and 0 otherwise; NaN for fewer than two rows
     * @param mae the mean of |t - y|
     * @param rmse the root of the mean of (t - y)²
     */
    public record Output(String name, double r2, double mae, double rmse) {}

    /**
     * Measures predictions.
     *
     * @param names of the outputs
     * @param targets rows x outputs, row-major
     * @param predictions rows x outputs, row-major
     * @throws IllegalArgumentException when the lengths do not fit
     */
    public static RealMetrics of(List<String> names, float[] targets, double[] predictions) {
        if (targets.length != predictions.length || targets.length % names.size() != 0) {
            throw new IllegalArgumentException(predictions.length + " predictions and " + targets.length
                    + " targets do not make rows of " + names.size() + " outputs");
        }
        List<Output> outputs = new ArrayList<>();
        for (int output = 0; output < names.size(); output++) {
            outputs.add(measure(names.get(output), targets, predictions, output, names.size()));
        }
        return new RealMetrics(targets.length / names.size(), outputs);
    }

    private static Output measure(String name, float[] targets, double[] predictions, int first, int step) {
        int rows = targets.length / step;
        double sum = 0;
        for (int i = first; i < targets.length; i += step) {
            sum += targets[i];
        }
        double absolute = 0;
        double squared = 0;
        double spread = 0;
        for (int i = first; i < targets.length; i += step) {
            double error = targets[i] - predictions[i];
            double deviation = targets[i] - sum / rows;
            absolute += Math.abs(error);
            squared += error * error;
            spread += deviation * deviation;
        }
        return new Output(name, r2(rows, squared, spread), absolute / rows, Math.sqrt(squared / rows));
    }

    private static double r2(int rows, double squared, double spread) {
        if (rows < 2) {
            return Double.NaN;
        } else if (spread == 0) {
            return squared == 0 ? 1 : 0;
        }
        return 1 - squared / spread;
    }

    /** The mean of R² over the outputs. */
    public double r2() {
        return mean(Output::r2);
    }

    /** The mean of the mean absolute errors over the outputs. */
    public double mae() {
        return mean(Output::mae);
    }

    /** The mean of the root mean squared errors over the outputs. */
    public double rmse() {
        return mean(Output::rmse);
    }

    private double mean(ToDoubleFunction<Output> figure) {
        return outputs.stream().mapToDouble(figure).sum() / outputs.size();
    }

    @Override
    public Map<Metric, Double> summary() {
        Map<Metric, Double> summary = new EnumMap<>(Metric.class);
        summary.put(Metric.R2, r2());
        summary.put(Metric.MAE, mae());
        summary.put(Metric.RMSE, rmse());
        return Collections.unmodifiableMap(summary);
    }
}
