package io.percept.cli.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars in groups, with their deviations, and their values in a column at the right.
 *
 * @param series what the bars of a group stand for, by their numbers
 */
record BarChart(String title, List<String> series, List<Group> groups) {
    private static final int WIDTH = 920;
    private static final int TOP = 36;
    private static final int BAR = 15;
    private static final int THICKNESS = 13;
    private static final int GAP = 12;
    private static final int BESIDE_NAMES = 12;
    private static final int ROOM_FOR_VALUES = 150;

    /**
     * Bars of one thing.
     *
     * @param limit what it could reach, which is marked; NaN for no mark
     */
    record Group(String name, List<Bar> bars, double limit) {
        private int height() {
            return BAR * bars.size();
        }
    }

    /** The bar of a series. */
    record Bar(int series, Sample value) {
        private double deviation() {
            return Double.isNaN(value.deviation()) ? 0 : value.deviation();
        }

        private String text() {
            String spread =
                    Double.isNaN(value.deviation()) ? "" : " \u00b1 " + Digits.smallPercent(value.relativeDeviation());
            return Digits.full(value.mean()) + spread;
        }
    }

    String svg() {
        Drawing drawing = new Drawing(WIDTH, title);
        double left = BESIDE_NAMES
                + groups.stream()
                        .mapToDouble(group -> Drawing.widthOf(group.name()))
                        .max()
                        .orElse(0);
        double scale = (WIDTH - left - ROOM_FOR_VALUES) / most();
        drawing.legend(left + 6, 16, series);
        double y = TOP;
        for (Group group : groups) {
            drawing.text("", "end", left - BESIDE_NAMES, y + group.height() / 2.0 + 4, group.name());
            for (int i = 0; i < group.bars().size(); i++) {
                draw(drawing, group.bars().get(i), left, y + i * BAR, scale);
            }
            if (!Double.isNaN(group.limit())) {
                double x = left + group.limit() * scale;
                drawing.line("limit", x, y - 3, x, y + group.height() + 2);
            }
            y += group.height() + GAP;
        }
        drawing.line("axis", left, TOP - 6, left, y - GAP + 6);
        return drawing.svg((int) y);
    }

    /** What the longest of all reaches, deviations and limits included. */
    private double most() {
        return groups.stream()
                .flatMapToDouble(group -> DoubleStream.concat(
                        group.bars().stream().mapToDouble(bar -> bar.value().mean() + bar.deviation()),
                        DoubleStream.of(group.limit())))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private static void draw(Drawing drawing, Bar bar, double left, double y, double scale) {
        double end = left + bar.value().mean() * scale;
        drawing.add(
                "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
                bar.series(), left, y, end - left, THICKNESS);
        double reach = bar.deviation() * scale;
        if (reach > 0) {
            double middle = y + THICKNESS / 2.0;
            drawing.line("whisker", Math.max(left, end - reach), middle, end + reach, middle);
        }
        drawing.text("", "end", WIDTH - 4, y + 11, bar.text());
    }
}
