package io.percept.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A setting and what it may be.
 *
 * @param name the setting's
 * @param values what it may be
 */
public record Dimension(String name, Values values) {
    /** What a setting may be. */
    public sealed interface Values {}

    /**
     * One of these.
     *
     * @param texts at least one, distinct
     */
    public record Listed(List<String> texts) implements Values {
        public Listed {
            texts = List.copyOf(texts);
            if (texts.isEmpty() || new LinkedHashSet<>(texts).size() < texts.size()) {
                throw new IllegalArgumentException(
                        "the values " + texts + "; there must be at least one, and none of them twice");
            }
        }
    }

    /**
     * A number between two.
     *
     * @param low the least
     * @param high the largest, above the least
     * @param logarithmic whether equal quotients, and not equal differences, are equally likely; only for positive numbers
     * @param whole whether only whole numbers count
     */
    public record Range(double low, double high, boolean logarithmic, boolean whole) implements Values {
        public Range {
            if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
                throw new IllegalArgumentException(
                        "the range " + text(low) + ".." + text(high) + "; its second number must be the larger one");
            }
            if (logarithmic && low <= 0) {
                throw new IllegalArgumentException("the logarithmic range " + text(low) + ".." + text(high)
                        + "; only positive numbers have a logarithm");
            }
        }

        /** The number that lies so far from the least to the largest, as text. */
        String at(double part) {
            // Whole numbers are as likely at the ends as between them.
            double from = whole ? Math.ceil(low) - 0.5 : low;
            double to = whole ? Math.floor(high) + 0.5 : high;
            double value = logarithmic
                    ? Math.exp(Math.log(from) + part * (Math.log(to) - Math.log(from)))
                    : from + part * (to - from);
            if (whole) {
                return Long.toString((long) Math.max(Math.ceil(low), Math.min(Math.floor(high), Math.rint(value))));
            }
            return text(Math.max(low, Math.min(high, value)));
        }
    }

    /** Digits of a number that is tried: enough to tell them apart, few enough to be typed again. */
    private static final MathContext DIGITS = new MathContext(4);

    private static final String LOG = "log";
    private static final String INT = "int";

    /** Checks the name. */
    public Dimension {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a setting without a name");
        }
    }

    /**
     * Reads {@code learning-rate=1e-4..1e-1:log}, {@code hidden=64|128,64}, {@code width=8..64:int} or
     * {@code learning-rate=1e-4..1e-1:log:4}, which stands for four numbers at equal distances.
     *
     * @throws IllegalArgumentException when it is none of that
     */
    public static Dimension parse(String written) {
        int equals = written.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("\"" + written + "\" is not of the form NAME=VALUES, as in"
                    + " learning-rate=1e-4..1e-1:log or hidden=64|128,64");
        }
        String name = written.substring(0, equals).strip();
        try {
            return new Dimension(name, values(written.substring(equals + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** Reads what stands after the name. */
    static Values values(String written) {
        return written.contains("..") ? range(written) : new Listed(Arrays.asList(written.split("\\|", -1)));
    }

    private static Values range(String written) {
        String[] parts = written.split(":", -1);
        int dots = parts[0].indexOf("..");
        boolean logarithmic = false;
        boolean whole = false;
        OptionalInt points = OptionalInt.empty();
        for (String part : List.of(parts).subList(1, parts.length)) {
            switch (part) {
                case LOG -> logarithmic = true;
                case INT -> whole = true;
                default -> points = OptionalInt.of(points(part, written));
            }
        }
        double low = number(parts[0].substring(0, dots), written);
        double high = number(parts[0].substring(dots + 2), written);
        Range range = new Range(low, high, logarithmic, whole);
        return points.isEmpty() ? range : spaced(range, points.getAsInt());
    }

    private static Listed spaced(Range range, int points) {
        // The range's ends are among them, so that whole numbers start from the ends themselves.
        Range real = new Range(range.low, range.high, range.logarithmic, false);
        return new Listed(IntStream.range(0, points)
                .mapToObj(i -> real.at((double) i / (points - 1)))
                .map(text -> range.whole ? Long.toString(Math.round(Double.parseDouble(text))) : text)
                .distinct()
                .toList());
    }

    private static double number(String text, String written) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" in \"" + written + "\" is not a number", e);
        }
    }

    private static int points(String text, String written) {
        try {
            int points = Integer.parseInt(text);
            if (points > 1) {
                return points;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" in \"" + written + "\" is none of log, int and a number of values above 1");
    }

    /** The value that a number from 0 to below 1 stands for. */
    String at(double part) {
        return values instanceof Listed listed
                ? listed.texts.get((int) (part * listed.texts.size()))
                : ((Range) values).at(part);
    }

    /** The values as they are written. */
    String written() {
        if (values instanceof Listed listed) {
            return String.join("|", listed.texts);
        }
        Range range = (Range) values;
        return text(range.low) + ".." + text(range.high) + (range.logarithmic ? ":" + LOG : "")
                + (range.whole ? ":" + INT : "");
    }

    /** A number with as many digits as are tried. */
    private static String text(double number) {
        BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        boolean plain = number == 0 || (Math.abs(number) >= 1e-3 && Math.abs(number) < 1e7);
        return plain
                ? rounded.toPlainString()
                : rounded.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
    }
}
