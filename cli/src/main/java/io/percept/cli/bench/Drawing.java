package io.percept.cli.bench;

import java.util.List;
import java.util.Locale;

/** An SVG picture to stand in a page, whose style sheet gives the classes their colours. */
final class Drawing {
    private final int width;
    private final String title;
    private final StringBuilder body = new StringBuilder();

    /**
     * An empty one.
     *
     * @param title what it shows, for those who cannot see it
     */
    Drawing(int width, String title) {
        this.width = width;
        this.title = title;
    }

    /** Text as XML and HTML have it. */
    static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** Text that starts, ends or has its middle at x, as the anchor says. */
    void text(String style, String anchor, double x, double y, String text) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                style, anchor, x, y, escaped(text));
    }

    /** Text with its middle at a point, turned around that point by so many degrees. */
    void turned(String style, double degrees, double x, double y, String text) {
        add(
                "<text class=\"%s\" text-anchor=\"middle\" transform=\"translate(%.1f %.1f) rotate(%.1f)\">%s</text>",
                style, x, y, degrees, escaped(text));
    }

    /** A legend in one line: a mark of each series, and its name. */
    void legend(double x, double y, List<String> names) {
        double at = x;
        for (int series = 0; series < names.size(); series++) {
            mark(series, at, y - 4, names.get(series));
            text("", "start", at + 11, y, names.get(series));
            at += 32 + widthOf(names.get(series));
        }
    }

    /** About the width of a text of the usual size. */
    static double widthOf(String text) {
        return 7.8 * text.length();
    }

    /** The mark of a series, told from others by its shape as well as its colour; a pointer that rests on it shows the text. */
    void mark(int series, double x, double y, String text) {
        String shape = switch (series) {
            case 0 -> "M%1$.1f %2$.1f m-5 0 a5 5 0 1 0 10 0 a5 5 0 1 0 -10 0 z";
            case 1 -> "M%1$.1f %2$.1f m-4.5 -4.5 h9 v9 h-9 z";
            case 2 -> "M%1$.1f %2$.1f m0 -6 l5.5 10 h-11 z";
            case 3 -> "M%1$.1f %2$.1f m0 -6.5 l6.5 6.5 l-6.5 6.5 l-6.5 -6.5 z";
            default -> "M%1$.1f %2$.1f m-2 -6 h4 v4 h4 v4 h-4 v4 h-4 v-4 h-4 v-4 h4 z";
        };
        add(
                "<path class=\"s%d\" d=\"%s\"><title>%s</title></path>",
                series, String.format(Locale.ROOT, shape, x, y), escaped(text));
    }

    /** The picture, so high. */
    String svg(int height) {
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n%s</svg>%n",
                width,
                height,
                escaped(title),
                body);
    }
}
