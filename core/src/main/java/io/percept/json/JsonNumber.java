package io.percept.json;

import java.math.BigDecimal;

/**
 * A JSON number, kept exactly when it is a whole number within the range of a long, and as the nearest double otherwise. Numbers are
 * equal when these values are: {@code 1}, {@code 1.0} and {@code 10e-1} are one number; {@code 0} and {@code -0} are two.
 */
public final class JsonNumber implements JsonValue {
    private static final BigDecimal MIN_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    /** The canonical text: all digits of a whole number within the range of a long, else the shortest form of the double. */
    private final String text;

    private JsonNumber(String text) {
        this.text = text;
    }

    /** The whole number. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /**
     * The number in the shortest form that reads back as the same double.
     *
     * @throws IllegalArgumentException for NaN and the infinities; {@link JsonValue#of(double)} turns them into null
     */
    public static JsonNumber of(double value) {
        requireFinite(value);
        return new JsonNumber(ShortestDecimal.of(value));
    }

    /**
     * The number in the shortest form that reads back as the same float, which as a double is another number: {@code 0.1f} is
     * written {@code 0.1}.
     *
     * @throws IllegalArgumentException for NaN and the infinities; {@link JsonValue#of(float)} turns them into null
     */
    public static JsonNumber of(float value) {
        requireFinite(value);
        return new JsonNumber(ShortestDecimal.of(value));
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
    }

    /** The number that a literal of JSON's grammar denotes; {@code nearest}, finite, is the double nearest to it. */
    static JsonNumber ofLiteral(String literal, double nearest) {
        if (nearest != 0) {
            BigDecimal exact = new BigDecimal(literal);
            if (exact.compareTo(MIN_LONG) >= 0
                    && exact.compareTo(MAX_LONG) <= 0
                    && exact.stripTrailingZeros().scale() <= 0) {
                return of(exact.longValueExact());
            }
        }
        return of(nearest);
    }

    /** The nearest double. */
    public double asDouble() {
        return Double.parseDouble(text);
    }

    /** Whether {@link #asInt()} can give the number. */
    public boolean isInt() {
        return isWholeWithin(MIN_INT, MAX_INT);
    }

    /** Whether {@link #asLong()} can give the number. */
    public boolean isLong() {
        return isWholeWithin(MIN_LONG, MAX_LONG);
    }

    /**
     * The number as an int, exactly.
     *
     * @throws JsonException when it is not a whole number within the range of an int
     */
    public int asInt() {
        if (!isInt()) {
            throw new JsonException(text + " is not a whole number from -2147483648 to 2147483647");
        }
        return new BigDecimal(text).intValueExact();
    }

    /**
     * The number as a long, exactly.
     *
     * @throws JsonException when it is not a whole number within the range of a long
     */
    public long asLong() {
        if (!isLong()) {
            throw new JsonException(text + " is not a whole number from -2^63 to 2^63 - 1");
        }
        return new BigDecimal(text).longValueExact();
    }

    private boolean isWholeWithin(BigDecimal min, BigDecimal max) {
        BigDecimal value = new BigDecimal(text);
        // Every whole number within the range of a long has all its digits in the text, and so scale 0.
        return value.scale() == 0 && value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && text.equals(number.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
