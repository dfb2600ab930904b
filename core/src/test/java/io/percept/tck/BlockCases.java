package io.percept.tck;

import io.percept.backend.Advance;
import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.Dropout;
import io.percept.backend.ElementType;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import java.util.ArrayList;
import java.util.List;

/** What connects layers or stands before them: dropout, blends, sines and cosines. */
final class BlockCases {
    private static final int[][] SHAPES = {
        {1, 1}, {1, 7}, {7, 1}, {3, 5}, {17, 31}, {33, 65}, {64, 64}, {65, 33}, {1, 4097}, {1025, 3}
    };

    /** rows, inputs, frequencies. */
    private static final int[][] FOURIER = {{1, 1, 1}, {3, 2, 5}, {17, 2, 31}, {33, 3, 65}, {5, 17, 3}, {257, 1, 2}};

    private static final long SEED = 0x1234_5678_9abc_def0L;

    private BlockCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : SHAPES) {
            cases.add(dropout(shape, 0.5, 7, true));
            cases.add(blend(shape));
            cases.add(blendBackward(shape, false));
            cases.add(blendBackward(shape, true));
        }
        for (double probability : new double[] {0, 0.1, 0.9, 0.999}) {
            cases.add(dropout(new int[] {17, 31}, probability, -1, true));
        }
        cases.add(masksOfFollowingSteps());
        for (int[] shape : FOURIER) {
            cases.add(fourier(shape, 3));
            cases.add(fourierBackward(shape));
        }
        cases.add(fourier(new int[] {9, 2, 11}, 1000));
        return cases;
    }

    /** Every operation once, none in place. */
    static List<Case> ofSize(int rows, int columns) {
        int[] shape = {rows, columns};
        int[] positions = {rows, 3, columns / 2};
        return List.of(
                dropout(shape, 0.5, 7, false),
                blend(shape),
                blendBackward(shape, false),
                fourier(positions, 3),
                fourierBackward(positions));
    }

    /** Mostly in place, since neither order nor neighbours matter; the layer takes turns, too. */
    private static Case dropout(int[] shape, double probability, int step, boolean inPlace) {
        int layer = shape[1] % 3;
        Case.Builder builder = Case.named("dropout " + shape[0] + "x" + shape[1] + " of " + probability)
                .exactIf(probability == 0 || probability == 0.5);
        if (inPlace) {
            builder.inOut("x", shape[0], shape[1], Values.signed());
        } else {
            builder.output("y", shape[0], shape[1]).input("x", shape[0], shape[1], Values.signed());
        }
        builder.add(new Operand("step", Role.INPUT, ElementType.INT32, 1, 1, Values.all(step)));
        return builder.op(views -> new Dropout(
                views.get("x"), probability, SEED, layer, views.get("step"), views.get(inPlace ? "x" : "y")));
    }

    /** The same values and the same layer: only the step tells the masks apart. */
    private static Case masksOfFollowingSteps() {
        return Case.named("dropout then advance")
                .input("x", 9, 11, Values.signed())
                .add(new Operand("step", Role.IN_OUT, ElementType.INT32, 1, 1, Values.all(-2)))
                .output("y", 9, 11)
                .exactIf(true)
                .runs(3)
                .ops(views -> List.of(
                        new Dropout(views.get("x"), 0.5, SEED, 1, views.get("step"), views.get("y")),
                        new Advance(views.get("step"))));
    }

    private static Case blend(int[] shape) {
        return Case.named("blend " + shape[0] + "x" + shape[1])
                .input("t", shape[0], shape[1], Values.unit())
                .input("h", shape[0], shape[1], Values.signed())
                .input("x", shape[0], shape[1], Values.signed())
                .output("y", shape[0], shape[1])
                .exactIf(true)
                .op(views -> new Blend(views.get("t"), views.get("h"), views.get("x"), views.get("y")));
    }

    private static Case blendBackward(int[] shape, boolean inPlace) {
        Case.Builder builder = Case.named("blend-backward " + shape[0] + "x" + shape[1] + (inPlace ? " in place" : ""))
                .input("t", shape[0], shape[1], Values.unit())
                .input("h", shape[0], shape[1], Values.signed())
                .input("x", shape[0], shape[1], Values.signed())
                .output("dt", shape[0], shape[1])
                .output("dh", shape[0], shape[1])
                .exactIf(true);
        if (inPlace) {
            builder.inOut("dy", shape[0], shape[1], Values.signed());
        } else {
            builder.input("dy", shape[0], shape[1], Values.signed()).output("dx", shape[0], shape[1]);
        }
        return builder.op(views -> new BlendBackward(
                views.get("dy"),
                views.get("t"),
                views.get("h"),
                views.get("x"),
                views.get("dt"),
                views.get("dh"),
                views.get(inPlace ? "dy" : "dx")));
    }

    private static Case fourier(int[] shape, double scale) {
        return Case.named("fourier-features " + shape[0] + "x" + shape[1] + "x" + shape[2]
                        + (scale > 100 ? " of many turns" : ""))
                .input("x", shape[0], shape[1], Values.signed())
                .input("f", shape[2], shape[1], Values.signed(scale))
                .output("y", shape[0], 2 * shape[2])
                .op(views -> new FourierFeatures(views.get("x"), views.get("f"), views.get("y")));
    }

    private static Case fourierBackward(int[] shape) {
        return Case.named("fourier-features-backward " + shape[0] + "x" + shape[1] + "x" + shape[2])
                .input("dy", shape[0], 2 * shape[2], Values.signed())
                .input("y", shape[0], 2 * shape[2], Values.signed())
                .input("f", shape[2], shape[1], Values.signed(3))
                .output("dx", shape[0], shape[1])
                .op(views ->
                        new FourierFeaturesBackward(views.get("dy"), views.get("y"), views.get("f"), views.get("dx")));
    }
}
