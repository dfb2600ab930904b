package io.percept.plot;

import java.util.Objects;

/**
 * An axis of a chart.
 *
 * @param label what it shows, with the unit
 * @param scale how values become lengths
 */
public record Axis(String label, Scale scale) {
    /** How values become lengths. */
    public enum Scale {
        LINEAR,
        /** Equal lengths for equal quotients; only positive values can be shown. */
        LOGARITHMIC
    }

    public Axis {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(scale, "scale");
    }

    /** With equal lengths for equal differences. */
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR);
    }

    /** With equal lengths for equal quotients. */
    public static Axis logarithmic(String label) {
        return new Axis(label, Scale.LOGARITHMIC);
    }

    /** Whether a value has a place on it. */
    boolean shows(double value) {
        return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
    }
}
