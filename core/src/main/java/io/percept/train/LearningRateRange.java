package io.percept.train;

import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.Network;
import io.percept.plot.Axis;
import io.percept.plot.Curve;
import io.percept.plot.LineChart;
import io.percept.plot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A learning-rate range test (L. N. Smith, "Cyclical learning rates for training neural networks", 2017): a short training whose learning
 * rate grows by the same factor at every step, until the loss is lost.
 *
 * <p>The losses of single batches are smoothed by an exponential mean with the weight {@value #KEPT} of the past, corrected for its start as
 * Adam's. The test ends early where that is {@value #LOST} times as large as its smallest value so far, or where a loss is not finite.
 *
 * @param points a point for each step
 */
public record LearningRateRange(List<Point> points) {
    private static final double KEPT = 0.9;
    private static final double LOST = 4;

    /** Steps before the mean has seen enough to be compared. */
    private static final int SETTLED = 10;

    /** Steps to either side that a slope is measured over. */
    private static final int REACH = 3;

    /**
     * A step.
     *
     * @param step from 1
     * @param learningRate its learning rate
     * @param loss of its batch
     * @param smoothedLoss the mean of the losses so far
     */
    public record Point(int step, double learningRate, double loss, double smoothedLoss) {}

    public LearningRateRange {
        points = List.copyOf(points);
    }

    /**
     * Runs the test.
     *
     * @param config how to step; its learning rate, schedule and epochs are not looked at
     * @param parameters what to start from
     * @param smallest the first learning rate, positive
     * @param largest the last one, above the first
     * @param steps at least 2
     * @throws DataException when the data cannot be learned from
     * @throws IllegalArgumentException when network, data and loss do not fit together, or there is no such range
     */
    public static LearningRateRange run(
            Device device,
            Network network,
            Loss loss,
            TrainingConfig config,
            Dataset training,
            Preparation preparation,
            float[] parameters,
            double smallest,
            double largest,
            int steps) {
        check(smallest, largest, steps);
        double growth = Math.pow(largest / smallest, 1.0 / (steps - 1));
        TrainingConfig growing = config.with(smallest, new Schedule.Exponential(growth, true), steps);
        List<Point> points = new ArrayList<>();
        double mean = 0;
        double best = Double.POSITIVE_INFINITY;
        try (TrainingSession session =
                new TrainingSession(device, network, loss, growing, training, preparation, parameters)) {
            while (points.size() < steps) {
                int inEpoch = points.size() % session.stepsPerEpoch();
                if (inEpoch == 0) {
                    session.beginEpoch();
                }
                session.step();
                double value = session.losses()[inEpoch];
                mean = KEPT * mean + (1 - KEPT) * value;
                int step = points.size() + 1;
                double smoothed = mean / (1 - Math.pow(KEPT, step));
                points.add(new Point(step, smallest * Math.pow(growth, step - 1.0), value, smoothed));
                if (!Double.isFinite(value) || (step > SETTLED && smoothed > LOST * best)) {
                    break;
                }
                best = Math.min(best, smoothed);
            }
        }
        return new LearningRateRange(points);
    }

    private static void check(double smallest, double largest, int steps) {
        if (!(smallest > 0 && largest > smallest && largest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rates from " + smallest + " to " + largest
                    + "; the first must be positive, and the last larger and finite");
        }
        if (steps < 2) {
            throw new IllegalArgumentException("the number of steps is " + steps + "; it must be at least 2");
        }
    }

    /**
     * Where the smoothed loss falls most steeply over the logarithm of the learning rate; empty where it never falls. The rate is that of
     * the steps whose losses made it fall: the mean lags by about KEPT / (1 - KEPT) steps.
     */
    public OptionalDouble suggestion() {
        int lag = (int) Math.round(KEPT / (1 - KEPT));
        double steepest = 0;
        OptionalDouble suggestion = OptionalDouble.empty();
        for (int i = SETTLED; i + REACH < points.size(); i++) {
            double fall = points.get(i + REACH).smoothedLoss - points.get(i - REACH).smoothedLoss;
            if (fall < steepest) {
                steepest = fall;
                suggestion = OptionalDouble.of(points.get(Math.max(0, i - lag)).learningRate);
            }
        }
        return suggestion;
    }

    /** The losses over the learning rate, as a table and as a chart. */
    public Curve curve() {
        List<List<Double>> rows = points.stream()
                .map(point -> List.of((double) point.step, point.learningRate, point.loss, point.smoothedLoss))
                .toList();
        double[] rates = points.stream().mapToDouble(Point::learningRate).toArray();
        Series each = Series.of(
                "each batch", rates, points.stream().mapToDouble(Point::loss).toArray());
        Series smoothed = Series.of(
                "smoothed",
                rates,
                points.stream().mapToDouble(Point::smoothedLoss).toArray());
        LineChart chart = new LineChart(
                "Loss as the learning rate grows",
                Axis.logarithmic("learning rate"),
                Axis.linear("loss"),
                List.of(each, smoothed));
        return new Curve(List.of("step", "learningRate", "loss", "smoothedLoss"), rows, List.of(chart));
    }
}
