package io.percept.train;

import io.percept.train.GradientReport.Way;

/**
 * Derivatives of a loss as quotients of differences, with an eye to kinks.
 *
 * <p>A central difference is wrong where the loss has a kink within its step, as ReLU makes at 0. A smaller step leaves the kink outside;
 * at the kink itself no step does. There the slopes to the left and to the right differ however small the step is, and a derivative is
 * right if it is one of them, or, where kinks of several rows meet and each may be taken from its own side, the reference's.
 */
final class Differences {
    /** The error of a central difference is h² / 6 of the third derivative and a rounding error over h: about 1e-9 and 1e-12 of all. */
    private static final double STEP = 1e-4;

    /** Each a tenth of the one before; the last still leaves more digits than float32 has. */
    private static final int STEPS = 4;

    private static final double SMALLER = 0.1;

    /** Rounding errors of two losses, in units of the last place: each is a mean of many terms, computed by many layers. */
    private static final double LOSS_ULPS = 64;

    private final DoubleGradient exact;
    private final double[] values;
    private final double lossHere;

    Differences(DoubleGradient exact, double[] start) {
        this.exact = exact;
        this.values = start.clone();
        this.lossHere = exact.loss(values);
    }

    /**
     * What a derivative was compared with.
     *
     * @param bound of the difference, with the error of the quotient itself
     */
    record Verdict(double derivative, double bound, Way way) {}

    /** The quotients for a step: to both sides, to the left, to the right. */
    private record Quotients(double central, double left, double right, double roundingError) {}

    /**
     * Compares the derivative by one element with differences, of smaller and smaller steps as long as it does not agree.
     *
     * @param bound of the derivative's own error
     * @param reference the reference's derivative
     */
    Verdict compare(int element, double derivative, double reference, double bound) {
        double step = STEP * Math.max(1, Math.abs(values[element]));
        Verdict first = null;
        Quotients last = null;
        for (int i = 0; i < STEPS; i++) {
            last = quotients(element, step);
            double allowed = bound + last.roundingError;
            Verdict verdict = new Verdict(last.central, allowed, i == 0 ? Way.CENTRAL : Way.SMALLER_STEP);
            if (Math.abs(derivative - last.central) <= allowed) {
                return verdict;
            }
            first = first == null ? verdict : first;
            step *= SMALLER;
        }
        double allowed = bound + 2 * last.roundingError;
        boolean kink = Math.abs(last.right - last.left) > 2 * allowed;
        return kink ? atKink(derivative, reference, last, allowed) : first;
    }

    private static Verdict atKink(double derivative, double reference, Quotients sides, double allowed) {
        double nearer =
                Math.abs(derivative - sides.left) < Math.abs(derivative - sides.right) ? sides.left : sides.right;
        boolean oneSided = Math.abs(derivative - nearer) <= allowed;
        return new Verdict(oneSided ? nearer : reference, allowed, Way.KINK);
    }

    private Quotients quotients(int element, double step) {
        double here = values[element];
        double above = here + step;
        double below = here - step;
        double lossAbove = lossAt(element, above);
        double lossBelow = lossAt(element, below);
        values[element] = here;
        double rounding = LOSS_ULPS * Math.ulp(Math.max(Math.abs(lossAbove), Math.abs(lossBelow))) / (2 * step);
        return new Quotients(
                (lossAbove - lossBelow) / (above - below),
                (lossHere - lossBelow) / (here - below),
                (lossAbove - lossHere) / (above - here),
                rounding);
    }

    private double lossAt(int element, double value) {
        values[element] = value;
        return exact.loss(values);
    }
}
