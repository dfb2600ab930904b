package io.percept.cli.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as reports show them to people. */
public final class Digits {
    private static final int SIGNIFICANT = 4;
    private static final double WHOLE = 1000;

    private Digits() {}

    /** With four significant digits and no more zeros than need be; whole, with commas between the thousands, from 1000 on. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (Math.abs(value) >= WHOLE) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(SIGNIFICANT))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Always with four significant digits, so that columns line up. */
    public static String full(double value) {
        if (!Double.isFinite(value) || value == 0 || Math.abs(value) >= WHOLE) {
            return of(value);
        }
        int before = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return String.format(Locale.ROOT, "%." + (SIGNIFICANT - before) + "f", value);
    }

    public static String percent(double part) {
        return Double.isFinite(part) ? String.format(Locale.ROOT, "%.0f %%", 100 * part) : "-";
    }

    /** For deviations, which are a few percent. */
    static String smallPercent(double part) {
        return Double.isFinite(part) ? String.format(Locale.ROOT, "%.1f %%", 100 * part) : "-";
    }
}
