package io.percept.cli.bench;

import io.percept.cli.bench.Labels.Box;
import io.percept.cli.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A device's figures below its ceilings: GFLOP/s against intensity, both logarithmic. */
final class RooflinePlot {
    private static final int WIDTH = 920;
    private static final int HEIGHT = 600;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 44;
    private static final int BOTTOM = 64;

    private static final double MARK = 13;
    private static final double LABEL_HEIGHT = 15;
    private static final double LABEL_LETTER = 7.2;
    /** From here on a line has to say which mark a label belongs to. */
    private static final double FAR = 16;

    private static final List<String> SERIES =
            List.of("NT, forward", "NN, gradient of inputs", "TN, gradient of weights", "training step", "elementwise");

    private final DeviceFigures device;
    private final Drawing drawing;
    private final Decades intensities;
    private final Decades speeds;

    /** A logarithmic axis, by the powers of ten at its ends, which need not be whole. */
    private record Decades(double low, double high) {
        /** What stays free at either end. */
        private static final double MARGIN = 0.25;

        static Decades around(List<Double> values) {
            double least = values.stream().min(Double::compare).orElseThrow();
            double most = values.stream().max(Double::compare).orElseThrow();
            return new Decades(Math.log10(least) - MARGIN, Math.log10(most) + MARGIN);
        }

        /** 0 at the low end, 1 at the high one. */
        double part(double value) {
            return (Math.log10(value) - low) / (high - low);
        }

        double least() {
            return Math.pow(10, low);
        }

        double most() {
            return Math.pow(10, high);
        }

        /** 1, 2 and 5 times the powers of ten. */
        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int power = (int) Math.floor(low); power <= high; power++) {
                for (int factor : new int[] {1, 2, 5}) {
                    ticks.add(factor * Math.pow(10, power));
                }
            }
            return ticks.stream()
                    .filter(tick -> tick >= least() && tick <= most())
                    .toList();
        }
    }

    private RooflinePlot(DeviceFigures device) {
        this.device = device;
        this.drawing = new Drawing(WIDTH, "Roofline of " + device.device().id());
        List<Figure> figures = device.figures();
        this.intensities =
                Decades.around(figures.stream().map(Figure::intensity).toList());
        List<Double> heights = new ArrayList<>(
                figures.stream().map(figure -> figure.gflops().mean()).toList());
        heights.add(device.roofline().gflops());
        this.speeds = Decades.around(heights);
    }

    static String of(DeviceFigures device) {
        RooflinePlot plot = new RooflinePlot(device);
        plot.drawing.legend(LEFT + 6.0, 20, SERIES);
        plot.axes();
        Labels labels = new Labels(new Box(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
        plot.roof(labels);
        plot.figures(labels);
        return plot.drawing.svg(HEIGHT);
    }

    private double x(double intensity) {
        return LEFT + intensities.part(intensity) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double gflops) {
        return TOP + (1 - speeds.part(gflops)) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes() {
        double bottom = HEIGHT - BOTTOM;
        for (double tick : intensities.ticks()) {
            drawing.line("grid", x(tick), TOP, x(tick), bottom);
            drawing.text("soft", "middle", x(tick), bottom + 20, Digits.of(tick));
        }
        for (double tick : speeds.ticks()) {
            drawing.line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            drawing.text("soft", "end", LEFT - 8, y(tick) + 4, Digits.of(tick));
        }
        drawing.line("axis", LEFT, bottom, WIDTH - RIGHT, bottom);
        drawing.line("axis", LEFT, TOP, LEFT, bottom);
        drawing.text(
                "soft", "middle", (LEFT + WIDTH - RIGHT) / 2.0, bottom + 46, "floating-point operations for each byte");
        drawing.turned("soft", -90, 20, (TOP + bottom) / 2, "GFLOP/s");
    }

    /** The two ceilings, and what they are. */
    private void roof(Labels labels) {
        Roofline roofline = device.roofline();
        double ridge = roofline.gflops() / roofline.gigabytesPerSecond();
        double last = intensities.most();
        double first = Math.max(intensities.least(), speeds.least() / roofline.gigabytesPerSecond());
        double bend = Math.min(Math.max(ridge, first), last);
        drawing.add(
                "<polyline class=\"roof\" points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f\"/>",
                x(first),
                y(roofline.attainable(first)),
                x(bend),
                y(roofline.attainable(bend)),
                x(last),
                y(roofline.attainable(last)));
        level(labels, Digits.of(roofline.gflops()) + " GFLOP/s");
        slope(labels, Digits.of(roofline.gigabytesPerSecond()) + " GB/s", first, bend);
    }

    /** Writes above the right end of the level ceiling. */
    private void level(Labels labels, String text) {
        double width = LABEL_LETTER * text.length();
        Box box = new Box(WIDTH - RIGHT - 4 - width, y(device.roofline().gflops()) - 22, width, 18);
        drawing.text("label", "middle", box.centreX(), box.centreY() + 5, text);
        labels.take(box);
    }

    /** Writes along the middle of the sloping ceiling, above it, where that is long enough. */
    private void slope(Labels labels, String text, double first, double bend) {
        Roofline roofline = device.roofline();
        double run = x(bend) - x(first);
        double rise = y(roofline.attainable(bend)) - y(roofline.attainable(first));
        double half = LABEL_LETTER * text.length() / 2;
        if (Math.hypot(run, rise) < 2 * half) {
            return;
        }
        double angle = Math.atan2(rise, run);
        double x = (x(first) + x(bend)) / 2 + 10 * Math.sin(angle);
        double y = y(roofline.attainable(Math.sqrt(first * bend))) - 10 * Math.cos(angle);
        drawing.turned("label", Math.toDegrees(angle), x, y, text);
        for (double along = -half; along <= half; along += LABEL_HEIGHT / 2) {
            labels.take(
                    Box.around(x + along * Math.cos(angle), y + along * Math.sin(angle), LABEL_HEIGHT, LABEL_HEIGHT));
        }
    }

    /** Lines first, then marks, then labels, so that what is to be read lies on top. */
    private void figures(Labels labels) {
        for (Figure figure : device.figures()) {
            labels.take(Box.around(x(figure), y(figure), MARK, MARK));
        }
        Map<String, Box> places = new LinkedHashMap<>();
        groups().forEach((name, group) -> {
            stem(group);
            place(labels, name, group.get(0)).ifPresent(box -> places.put(name, box));
        });
        for (Figure figure : device.figures()) {
            drawing.mark(series(figure), x(figure), y(figure), describe(figure));
        }
        places.forEach((name, box) -> drawing.text("label", "middle", box.centreX(), box.centreY() + 4, name));
    }

    /** Figures that share a label, the fastest first: the three products of a layer have the same intensity. */
    private Map<String, List<Figure>> groups() {
        Map<String, List<Figure>> groups = new LinkedHashMap<>();
        for (Figure figure : device.figures()) {
            groups.computeIfAbsent(name(figure), name -> new ArrayList<>()).add(figure);
        }
        groups.values().forEach(group -> group.sort(Comparator.comparingDouble(this::y)));
        return groups;
    }

    private void stem(List<Figure> group) {
        Figure last = group.get(group.size() - 1);
        drawing.line("stem", x(group.get(0)), y(group.get(0)), x(last), y(last));
    }

    /** A place for a label, and a line to it where it is not beside its mark. */
    private Optional<Box> place(Labels labels, String name, Figure figure) {
        double x = x(figure);
        double y = y(figure);
        Optional<Box> place = labels.place(x, y, LABEL_LETTER * name.length(), LABEL_HEIGHT);
        place.filter(box -> box.distance(x, y) > FAR)
                .ifPresent(box -> drawing.line("stem", x, y, box.nearestX(x), box.nearestY(y)));
        return place;
    }

    private double x(Figure figure) {
        return x(figure.intensity());
    }

    private double y(Figure figure) {
        return y(figure.gflops().mean());
    }

    private static int series(Figure figure) {
        return switch (figure.work().kind()) {
            case GEMM -> List.of("NT", "NN", "TN").indexOf(figure.work().variant());
            case STEPS -> 3;
            case OPERATIONS -> 4;
        };
    }

    private static String name(Figure figure) {
        return figure.work().kind() == Kind.GEMM ? figure.work().subject() : figure.name();
    }

    private static String describe(Figure figure) {
        return figure.name() + " (" + figure.work().size() + "): "
                + Digits.full(figure.gflops().mean()) + " GFLOP/s";
    }
}
