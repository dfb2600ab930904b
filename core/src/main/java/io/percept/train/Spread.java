package io.percept.train;

import java.util.stream.DoubleStream;

/**
 * Where figures lie.
 *
 * @param mean their mean; NaN when there are none or one of them is NaN
 * @param deviation their sample standard deviation, √(Σ (x - mean)² / (n - 1)); NaN for fewer than two
 */
public record Spread(double mean, double deviation) {
    private static final int TWO = 2;

    /** Where these lie. */
    public static Spread of(double... figures) {
        double mean = DoubleStream.of(figures).sum() / figures.length;
        double squares = DoubleStream.of(figures)
                .map(figure -> (figure - mean) * (figure - mean))
                .sum();
        return new Spread(mean, figures.length < TWO ? Double.NaN : Math.sqrt(squares / (figures.length - 1)));
    }
}
