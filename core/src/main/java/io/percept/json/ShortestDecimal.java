package io.percept.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back as a given double or float, and of those the closest. {@code Double.toString} gives it from
 * JDK 19 on only (JDK-4511638), and the same number shall be written the same by every JDK.
 */
final class ShortestDecimal {
    /** Decimal exponents of the first digit for which a number is written without an exponent; those of a long are among them. */
    private static final int MIN_PLAIN_EXPONENT = -6;

    private static final int MAX_PLAIN_EXPONENT = 18;

    private ShortestDecimal() {}

    static String of(double value) {
        if (value == 0) {
            return zero(1 / value);
        }
        return format(shortest(new BigDecimal(value), Double.toString(value), d -> d.doubleValue() == value));
    }

    static String of(float value) {
        if (value == 0) {
            return zero(1 / value);
        }
        return format(shortest(new BigDecimal(value), Float.toString(value), d -> d.floatValue() == value));
    }

    private static String zero(double inverse) {
        return inverse < 0 ? "-0" : "0";
    }

    /** Starts from a decimal that is known to read back, which is seldom longer than the shortest. */
    private static BigDecimal shortest(BigDecimal exact, String start, Predicate<BigDecimal> readsBack) {
        int digits = new BigDecimal(start).stripTrailingZeros().precision();
        BigDecimal best = closest(exact, digits, readsBack);
        for (BigDecimal shorter = best; shorter != null; shorter = closest(exact, --digits, readsBack)) {
            best = shorter;
        }
        return best.stripTrailingZeros();
    }

    /**
     * The closest decimal of so many digits that reads back; null when none does. At a power of two the numbers below are twice as
     * dense, so the closest decimal may lie below and not read back where the next one above does.
     */
    private static BigDecimal closest(BigDecimal exact, int digits, Predicate<BigDecimal> readsBack) {
        if (digits == 0) {
            return null;
        }
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
            BigDecimal rounded = exact.round(new MathContext(digits, mode));
            if (readsBack.test(rounded)) {
                return rounded;
            }
        }
        return null;
    }

    private static String format(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT) {
            return value.toPlainString();
        }
        BigDecimal mantissa = value.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }
}
