package io.percept.tck;

import java.util.Locale;

/** How a case's operands are filled, and so how its results are judged. */
public enum Mode {
    /** Small integers, whose products and sums float32 holds exactly: results equal the reference's (the sign of zero apart). */
    EXACT,
    /** Random reals: results differ from the reference's by no more than rounding can explain. */
    ROUNDING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
