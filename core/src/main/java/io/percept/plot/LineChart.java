package io.percept.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Lines over a common pair of axes.
 *
 * <pre>{@code
 * Series loss = Series.of("training", new double[] {1, 2, 3}, new double[] {0.9, 0.4, 0.3});
 * LineChart chart = new LineChart("Loss", Axis.linear("epoch"), Axis.linear("loss"), List.of(loss));
 * Files.writeString(Path.of("loss.svg"), Svg.of(List.of(chart)));
 * }</pre>
 *
 * @param title above the chart
 * @param series at least one; points that an axis cannot show (not finite, or not positive where it is logarithmic) are left out
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series) {
    public LineChart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a chart needs at least one series");
        }
    }

    boolean shows(Series.Point point) {
        return x.shows(point.x()) && y.shows(point.y());
    }

    Ticks ticksOfX() {
        boolean whole = shown(Series.Point::x).allMatch(value -> value == Math.rint(value));
        return ticks(x, shown(Series.Point::x), shown(Series.Point::x), whole);
    }

    Ticks ticksOfY() {
        return ticks(y, shown(point -> point.y() - point.spread()), shown(point -> point.y() + point.spread()), false);
    }

    private DoubleStream shown(ToDoubleFunction<Series.Point> coordinate) {
        return series.stream()
                .flatMap(line -> line.points().stream())
                .filter(this::shows)
                .mapToDouble(coordinate);
    }

    /** The lower ends of bands may reach below what a logarithmic axis shows; they do not count then. */
    private static Ticks ticks(Axis axis, DoubleStream lows, DoubleStream highs, boolean whole) {
        double most = highs.max().orElse(1);
        double least = lows.filter(axis::shows).min().orElse(most);
        return axis.scale() == Axis.Scale.LINEAR ? Ticks.linear(least, most, whole) : Ticks.logarithmic(least, most);
    }
}
