package io.percept.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of an axis that is shown, and the values on it that are labelled: round numbers, a handful.
 *
 * @param low the lower end
 * @param high the upper end, above it
 * @param values labelled ones, in order, all within the ends
 */
record Ticks(double low, double high, List<Double> values) {
    /** About as many labels as stand side by side without a crowd. */
    private static final int WANTED = 6;

    private static final int[] ROUND = {1, 2, 5, 10};
    private static final int DECADES_WITHOUT_STEPS = 3;

    /** How much a quotient may be off an integer and still be meant to be one. */
    private static final double SLACK = 1e-9;

    /**
     * Round numbers at equal distances; the ends are two of them.
     *
     * @param whole whether nothing lies between whole numbers, so that none there is labelled
     */
    static Ticks linear(double least, double most, boolean whole) {
        double extent = most - least;
        if (extent <= Math.ulp(most) * ROUND.length) {
            double margin = most == 0 ? 1 : Math.abs(most) / 2;
            return linear(least - margin, most + margin, whole);
        }
        double step = roundUp(extent / WANTED);
        if (whole) {
            step = Math.max(step, 1);
        }
        long first = (long) Math.floor(least / step + SLACK);
        long last = (long) Math.ceil(most / step - SLACK);
        List<Double> values = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            values.add(i * step);
        }
        return new Ticks(first * step, last * step, values);
    }

    /** Powers of ten; where there are few of them, 2 and 5 times these as well. The ends are two of them. */
    static Ticks logarithmic(double least, double most) {
        double decades = Math.log10(most / least);
        int factors = decades < DECADES_WITHOUT_STEPS ? ROUND.length - 1 : 1;
        int stride = Math.max(1, (int) Math.ceil(decades / (2 * WANTED)));
        List<Double> values = new ArrayList<>();
        int power = Math.floorDiv((int) Math.floor(Math.log10(least) + SLACK), stride) * stride;
        while (values.isEmpty() || values.size() == 1 || values.get(values.size() - 1) < most * (1 - SLACK)) {
            for (int i = 0; i < factors; i++) {
                add(values, ROUND[i] * Math.pow(10, power), least, most);
            }
            power += stride;
        }
        return new Ticks(values.get(0), values.get(values.size() - 1), values);
    }

    /** Adds a value, unless one before it is large enough already, in place of those that turn out to be smaller than need be. */
    private static void add(List<Double> values, double value, double least, double most) {
        if (value <= least * (1 + SLACK)) {
            values.clear();
        } else if (values.size() > 1 && values.get(values.size() - 1) >= most * (1 - SLACK)) {
            return;
        }
        values.add(value);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is no smaller. */
    private static double roundUp(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size)));
        for (int factor : ROUND) {
            if (factor * power >= size * (1 - SLACK)) {
                return factor * power;
            }
        }
        return ROUND[ROUND.length - 1] * power;
    }

    /** A tick's label: the number without digits that only rounding has put there. */
    static String label(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return size >= 1e6 || size < 1e-4
                ? rounded.unscaledValue() + "e" + -rounded.scale()
                : thousands(rounded.toPlainString());
    }

    /** Groups the digits before the point, where there are more than four. */
    private static String thousands(String plain) {
        return plain.matches("-?\\d{5,}") ? plain.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") : plain;
    }
}
