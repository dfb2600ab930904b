package io.percept.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a chart.
 *
 * @param name for the legend
 * @param points in the order in which the line joins them; one that is not finite interrupts it
 */
public record Series(String name, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /**
     * A point of a line.
     *
     * @param spread how far a band around the line reaches above and below the point; 0 for none
     */
    public record Point(double x, double y, double spread) {
        public Point {
            if (!(spread >= 0)) {
                throw new IllegalArgumentException("the spread is " + spread + "; it must not be negative");
            }
        }
    }

    /** A line without a band. */
    public static Series of(String name, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x for " + y.length + " y");
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            points.add(new Point(x[i], y[i], 0));
        }
        return new Series(name, points);
    }
}
