package io.percept.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a CSV cell can be: a number, a class label that is an integer, a word, or nothing. */
final class CellText {
    /** What people write for a value that they do not have, and for numbers that are none. */
    private static final Set<String> NO_VALUE = Set.of("", "?", "-", "na", "n/a", "#n/a", "null", "none");

    private static final String NAN = "nan";

    private static final Set<String> NOT_FINITE = Set.of(NAN, "inf", "infinity");

    /** Integers that a long holds, also in the form that float arrays are saved in: 3.0. */
    private static final Pattern INTEGER = Pattern.compile("([+-]?\\d{1,18})(\\.0*)?");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");

    private CellText() {}

    /** Whether the text stands for a value that is not there. */
    static boolean isMissing(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return NO_VALUE.contains(lower) || lower.equals(NAN);
    }

    /** Whether the text is a number with a comma where Percept wants a point. */
    static boolean hasDecimalComma(String text) {
        return text.indexOf(',') >= 0 && DECIMAL_COMMA.matcher(text.strip()).matches();
    }

    /**
     * The float32 nearest to the number in the text, or NaN when it holds none, or one that is too large. Spaces around it do not
     * matter. Java's own forms (1f, 0x1p3, NaN) are no numbers in a CSV file.
     */
    static float number(String text) {
        String stripped = text.strip();
        int last = stripped.length() - 1;
        if (last < 0 || !(isDigit(stripped.charAt(last)) || stripped.charAt(last) == '.') || isHexadecimal(stripped)) {
            return Float.NaN;
        }
        try {
            float value = Float.parseFloat(stripped);
            return Float.isInfinite(value) ? Float.NaN : value;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** Why {@link #number} gives NaN, to follow the name of the place: {@code holds "abc", which is not a number}. */
    static String problem(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return "is empty; missing values must be filled in or their rows removed";
        }
        String holds = "holds " + Wording.quoted(stripped);
        if (isNotFinite(stripped)) {
            return holds + "; numbers must be finite";
        }
        if (NO_VALUE.contains(stripped.toLowerCase(Locale.ROOT))) {
            return holds + "; missing values must be filled in or their rows removed";
        }
        if (hasDecimalComma(stripped)) {
            return holds + ", which is a number only if the file has decimal commas; state it if it has";
        }
        return isTooLarge(stripped)
                ? holds + ", which is too large for a float32 (at most " + Float.MAX_VALUE + ")"
                : holds + ", which is not a number";
    }

    /** Whether the text could be a name: neither a number, nor what stands for a missing or infinite one. */
    static boolean isWord(String text) {
        String stripped = text.strip();
        return !isNumber(stripped) && !isNotFinite(stripped) && !NO_VALUE.contains(stripped.toLowerCase(Locale.ROOT));
    }

    /** Whether the text is a number, if perhaps too large for a float32. */
    static boolean isNumber(String text) {
        return !Float.isNaN(number(text)) || isTooLarge(text.strip());
    }

    /** Whether the text is a literal for "not a number" or infinity. */
    static boolean isNotFinite(String text) {
        String stripped = text.strip();
        boolean signed = stripped.startsWith("-") || stripped.startsWith("+");
        return NOT_FINITE.contains((signed ? stripped.substring(1) : stripped).toLowerCase(Locale.ROOT));
    }

    /** Whether the text is an integer that {@link #integer} can give. */
    static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }

    /** The integer; 3 for 3.0 too. Only for texts that {@linkplain #isInteger are integers}. */
    static long integer(String text) {
        int point = text.indexOf('.');
        return Long.parseLong(point < 0 ? text : text.substring(0, point));
    }

    /** An integer without its decimal places ("3" for "3.0"), any other text as it is. */
    static String withoutZeroDecimals(String text) {
        return isInteger(text) && text.indexOf('.') >= 0 ? text.substring(0, text.indexOf('.')) : text;
    }

    private static boolean isTooLarge(String stripped) {
        if (stripped.isEmpty() || !isDigit(stripped.charAt(stripped.length() - 1)) || isHexadecimal(stripped)) {
            return false;
        }
        try {
            return Float.isInfinite(Float.parseFloat(stripped));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexadecimal(String text) {
        return text.indexOf('x') >= 0 || text.indexOf('X') >= 0;
    }
}
