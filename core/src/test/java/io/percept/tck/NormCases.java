package io.percept.tck;

import io.percept.backend.ClipNorm;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import java.util.ArrayList;
import java.util.List;

/** Norms that are within their limit and beyond it, and such whose squares no float32 holds. */
final class NormCases {
    private static final int[] SIZES = {1, 7, 64, 129, 4099, 12289};
    private static final int[][] SHAPES = {{1, 1}, {7, 1}, {3, 5}, {17, 31}, {33, 65}, {5, 784}};

    private NormCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        Regularizer penalty = new Regularizer(0.25, 0.5);
        for (int n : SIZES) {
            double usual = Math.sqrt(n);
            cases.add(clip(n, usual / 3, Regularizer.NONE, Values.signed(), ""));
            cases.add(clip(n, usual / 3, penalty, Values.signed(), " regularised"));
            cases.add(clip(n, usual * 3, Regularizer.NONE, Values.signed(), " within"));
        }
        cases.add(clip(129, 1, Regularizer.NONE, Values.signed(1e30), " large"));
        cases.add(clip(129, 1, Regularizer.NONE, mixed(1e25), " mixed"));
        cases.add(clip(129, 1e-3, Regularizer.NONE, Values.signed(1e-30), " small"));
        cases.add(clip(129, 1, Regularizer.NONE, Values.all(0), " zero"));
        for (int[] shape : SHAPES) {
            double usual = Math.sqrt(shape[1]);
            cases.add(limit(shape, new MaxNorm(usual), Values.signed(), ""));
            cases.add(limit(shape, new MaxNorm(usual / 4, 1e-7), Values.signed(), " all"));
        }
        cases.add(limit(new int[] {9, 70}, new MaxNorm(2), Values.signed(1e30), " large"));
        cases.add(limit(new int[] {9, 70}, new MaxNorm(1e-12), Values.signed(1e-10), " small"));
        cases.add(limit(new int[] {9, 70}, new MaxNorm(2), mixed(1e25), " mixed"));
        return cases;
    }

    /** The norm of a layer's gradient, and those of its rows of weights. */
    static List<Case> ofLayer(int out, int in) {
        return List.of(
                clip(out * in, 1, Regularizer.NONE, Values.signed(), ""),
                limit(new int[] {out, in}, new MaxNorm(Math.sqrt(in)), Values.signed(), ""));
    }

    /** One number in seven is large. */
    private static Values mixed(double large) {
        return (mode, random, row, column) -> random.nextGaussian() * (column % 7 == 3 ? large : 1);
    }

    private static Case clip(int n, double limit, Regularizer regularizer, Values gradient, String suffix) {
        return Case.named("clip-norm " + n + suffix)
                .input("w", 1, n, Values.signed())
                .input("gradient", 1, n, gradient)
                .output("scale", 1, 1)
                .op(views -> new ClipNorm(
                        limit, regularizer, n - n / 3, views.get("w"), views.get("gradient"), views.get("scale")));
    }

    private static Case limit(int[] shape, MaxNorm maxNorm, Values w, String suffix) {
        return Case.named("limit-row-norms " + shape[0] + "x" + shape[1] + suffix)
                .inOut("w", shape[0], shape[1], w)
                .op(views -> new LimitRowNorms(maxNorm, views.get("w")));
    }
}
