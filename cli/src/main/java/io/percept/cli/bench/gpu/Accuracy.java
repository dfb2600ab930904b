package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import java.util.Locale;

/** How exact products must be in each precision: the relative Frobenius error against float64, by the length k of their sums. */
final class Accuracy {
    /** Unit roundoff of float32. */
    private static final double UNIT = 0x1p-24;

    private Accuracy() {}

    /** Whether results must be as exact as float32's. */
    static boolean isOfFloat32(Precision precision) {
        return precision == Precision.FLOAT32 || precision == Precision.TF32X3;
    }

    /** What a peer offers for the same accuracy: none has a three-fold TF32. */
    static Precision ofPeer(Precision precision) {
        return isOfFloat32(precision) ? Precision.FLOAT32 : precision;
    }

    /** The largest error that is allowed in sums over k. */
    static double bound(Precision precision, int k) {
        return switch (precision) {
            case FLOAT32, TF32X3 -> 4 * Math.sqrt(k) * UNIT;
            case TF32 -> 1e-3;
            case BF16 -> 1e-2;
        };
    }

    /** The bound as a formula. */
    static String boundText(Precision precision) {
        return isOfFloat32(precision) ? "(4 sqrt(k) 2^-24)" : String.format(Locale.ROOT, "%.0e", bound(precision, 1));
    }
}
