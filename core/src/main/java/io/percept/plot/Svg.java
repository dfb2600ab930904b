package io.percept.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws charts, one below the other, as one SVG document that needs nothing else. */
public final class Svg {
    private static final int WIDTH = 800;
    private static final int LEFT = 90;
    private static final int RIGHT = 30;
    private static final int PLOT_HEIGHT = 300;
    private static final int TITLE_BASELINE = 34;
    private static final int LEGEND_BASELINE = 58;
    private static final int LEGEND_LINE = 20;
    private static final int LEGEND_MARK = 26;
    private static final int LEGEND_GAP = 24;
    /** About the width of a letter of the legend's size; letters of a proportional face differ. */
    private static final double LETTER = 7.2;

    private static final int BELOW_LEGEND = 16;
    private static final int BELOW_PLOT = 62;
    private static final int TICK = 5;
    /** With more points than this, marks for each would hide the line. */
    private static final int MOST_MARKS = 40;

    /** Colours that the colour-blind can tell apart (M. Okabe, K. Ito, 2008), the darker ones first. */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000");

    private final StringBuilder body = new StringBuilder();
    private int top;

    private Svg() {}

    /**
     * The document.
     *
     * @throws IllegalArgumentException when there is no chart
     */
    public static String of(List<LineChart> charts) {
        if (charts.isEmpty()) {
            throw new IllegalArgumentException("there is no chart to draw");
        }
        Svg svg = new Svg();
        charts.forEach(svg::draw);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
                font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222222">
                <title>%3$s</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %4$s</svg>
                """.formatted(WIDTH, svg.top, escaped(charts.get(0).title()), svg.body);
    }

    private void draw(LineChart chart) {
        text(LEFT, top + TITLE_BASELINE, "start", " font-size=\"17\" font-weight=\"bold\"", chart.title());
        int lines = legend(chart.series());
        int plotTop = top + LEGEND_BASELINE + (lines - 1) * LEGEND_LINE + BELOW_LEGEND;
        Frame frame = new Frame(chart, plotTop);
        frame.axes();
        for (int i = 0; i < chart.series().size(); i++) {
            frame.line(chart.series().get(i), colour(i), dashes(i));
        }
        top = plotTop + PLOT_HEIGHT + BELOW_PLOT;
    }

    /** A mark and a name for each series, as many in a line as fit; returns the number of lines. */
    private int legend(List<Series> series) {
        int line = 0;
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            double width = LEGEND_MARK + LETTER * name.length();
            if (x > LEFT && x + width > WIDTH - RIGHT) {
                line++;
                x = LEFT;
            }
            int y = top + LEGEND_BASELINE + line * LEGEND_LINE;
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2.5\"%s/>",
                    x, y - 4, x + LEGEND_MARK - 6, y - 4, colour(i), dashes(i));
            text(x + LEGEND_MARK, y, "start", "", name);
            x += width + LEGEND_GAP;
        }
        return line + 1;
    }

    private static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    /** Once the colours are used up they come again, dashed. */
    private static String dashes(int series) {
        return series < COLOURS.size() ? "" : " stroke-dasharray=\"7 4\"";
    }

    private void text(double x, double y, String anchor, String attributes, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>", x, y, anchor, attributes, escaped(text));
    }

    private void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The rectangle that the lines of a chart lie in. */
    private final class Frame {
        private final LineChart chart;
        private final Ticks ticksOfX;
        private final Ticks ticksOfY;
        private final int plotTop;

        private Frame(LineChart chart, int plotTop) {
            this.chart = chart;
            this.ticksOfX = chart.ticksOfX();
            this.ticksOfY = chart.ticksOfY();
            this.plotTop = plotTop;
        }

        private double x(double value) {
            return LEFT + part(value, ticksOfX, chart.x()) * (WIDTH - LEFT - RIGHT);
        }

        private double y(double value) {
            return plotTop + (1 - part(value, ticksOfY, chart.y())) * PLOT_HEIGHT;
        }

        /** Where between the ends of its axis a value lies: 0 at the low end, 1 at the high one. */
        private double part(double value, Ticks ticks, Axis axis) {
            return axis.scale() == Axis.Scale.LINEAR
                    ? (value - ticks.low()) / (ticks.high() - ticks.low())
                    : Math.log(Math.max(value, ticks.low()) / ticks.low()) / Math.log(ticks.high() / ticks.low());
        }

        private void axes() {
            int bottom = plotTop + PLOT_HEIGHT;
            for (double value : ticksOfY.values()) {
                add(
                        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                        LEFT, y(value), WIDTH - RIGHT, y(value));
                text(LEFT - TICK - 3, y(value) + 4.5, "end", "", Ticks.label(value));
            }
            for (double value : ticksOfX.values()) {
                add(
                        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222222\"/>",
                        x(value), bottom, x(value), bottom + TICK);
                text(x(value), bottom + TICK + 15, "middle", "", Ticks.label(value));
            }
            add("<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#222222\"/>", LEFT, plotTop, bottom, WIDTH - RIGHT);
            text(
                    (LEFT + WIDTH - RIGHT) / 2.0,
                    bottom + 42.0,
                    "middle",
                    "",
                    chart.x().label());
            double middle = plotTop + PLOT_HEIGHT / 2.0;
            String turned = String.format(Locale.ROOT, " transform=\"rotate(-90 22 %.1f)\"", middle);
            text(22, middle, "middle", turned, chart.y().label());
        }

        private void line(Series series, String colour, String dashes) {
            int shown = (int) series.points().stream().filter(chart::shows).count();
            for (List<Series.Point> run : runs(series.points())) {
                band(run, colour);
                StringBuilder path = new StringBuilder();
                run.forEach(point -> append(path, point.x(), point.y()));
                add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>", path, colour, dashes);
                if (shown <= MOST_MARKS || run.size() == 1) {
                    run.forEach(point -> add(
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                            x(point.x()), y(point.y()), colour));
                }
            }
        }

        private void band(List<Series.Point> run, String colour) {
            if (run.stream().noneMatch(point -> point.spread() > 0)) {
                return;
            }
            StringBuilder outline = new StringBuilder();
            run.forEach(point -> append(outline, point.x(), point.y() + point.spread()));
            for (int i = run.size() - 1; i >= 0; i--) {
                append(outline, run.get(i).x(), run.get(i).y() - run.get(i).spread());
            }
            add("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.15\"/>", outline, colour);
        }

        private void append(StringBuilder path, double x, double y) {
            path.append(String.format(Locale.ROOT, path.isEmpty() ? "%.1f,%.1f" : " %.1f,%.1f", x(x), y(y)));
        }

        /** Neighbours that can be shown, together. */
        private List<List<Series.Point>> runs(List<Series.Point> points) {
            List<List<Series.Point>> runs = new ArrayList<>();
            boolean joined = false;
            for (Series.Point point : points) {
                boolean shown = chart.shows(point);
                if (shown && !joined) {
                    runs.add(new ArrayList<>());
                }
                if (shown) {
                    runs.get(runs.size() - 1).add(point);
                }
                joined = shown;
            }
            return runs;
        }
    }
}
