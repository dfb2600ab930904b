package io.percept.cli;

import io.percept.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers look to people. */
final class Format {
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    /** Messages name no more columns or classes than this. */
    private static final int MOST_NAMES = 10;

    private Format() {}

    /** The first of these names, and how many there are when that is not all. */
    static String some(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMES ? first : first + ", ... (" + names.size() + " in all)";
    }

    /** A whole number with commas between the thousands. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** That many of something, whose plural ends in s. */
    static String count(long value, String what) {
        return count(value, what, what + "s");
    }

    static String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** A loss, with four significant digits. */
    static String loss(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * part);
    }

    /** A number that the user chose, in its shortest form. */
    static String shortest(double value) {
        return JsonValue.of(value).toString();
    }

    /** A number that is computed from one that the user chose, in its shortest form. */
    static String shortest(float value) {
        return JsonValue.of(value).toString();
    }

    /** Minutes and seconds, with hours where there are any. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole % SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
        return whole < SECONDS_PER_HOUR
                ? String.format(Locale.ROOT, "%d:%02d", minutes, whole % SECONDS_PER_MINUTE)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole / SECONDS_PER_HOUR, minutes, whole % SECONDS_PER_MINUTE);
    }
}
