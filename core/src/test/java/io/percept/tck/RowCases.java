package io.percept.tck;

import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import java.util.ArrayList;
import java.util.List;

/** What works row by row: softmax and its logarithm. */
final class RowCases {
    private static final int[][] SHAPES = {
        {1, 1}, {5, 1}, {1, 2}, {7, 3}, {4, 8}, {31, 10}, {33, 17}, {3, 64}, {129, 65}, {2, 1000}, {1, 3001}, {1025, 2}
    };

    /** What softmax must take without overflow: distances of 20000, and rows of equal numbers, whatever their size. */
    static final double[] LARGE = {1e4, -1e4, 0, -1e4, 1e4, 1e4, -1e4, -1e4, -1e4, 9999, 1e4, 9990, 88, 0, -104};

    static final double[] EQUAL = {0, 0, 0, 1e4, 1e4, 1e4, -1e4, -1e4, -1e4, 0.1, 0.1, 0.1};

    private RowCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (boolean logarithm : new boolean[] {false, true}) {
            for (int[] shape : SHAPES) {
                cases.addAll(softmaxes(shape[0], shape[1], logarithm));
            }
            cases.add(softmax("large logits", LARGE, logarithm));
            cases.add(softmax("equal logits", EQUAL, logarithm));
        }
        return cases;
    }

    /** Every operation once. */
    static List<Case> ofSize(int rows, int columns) {
        return List.of(
                softmax(rows, columns, false),
                softmaxBackward(rows, columns, false),
                softmax(rows, columns, true),
                softmaxBackward(rows, columns, true));
    }

    private static Case softmax(int rows, int columns, boolean logarithm) {
        return Case.named((logarithm ? "log-softmax " : "softmax ") + rows + "x" + columns)
                .input("x", rows, columns, Values.signed(3))
                .output("y", rows, columns)
                .op(views -> new Softmax(views.get("x"), logarithm, views.get("y")));
    }

    private static Case softmaxBackward(int rows, int columns, boolean logarithm) {
        return Case.named((logarithm ? "log-softmax-backward " : "softmax-backward ") + rows + "x" + columns)
                .input("dy", rows, columns, Values.signed())
                .input("y", rows, columns, softmaxOutput(logarithm))
                .output("dx", rows, columns)
                .op(views -> new SoftmaxBackward(views.get("dy"), views.get("y"), logarithm, views.get("dx")));
    }

    private static Values softmaxOutput(boolean logarithm) {
        return (mode, random, row, column) -> logarithm ? -5 * random.nextDouble() : random.nextDouble();
    }

    private static List<Case> softmaxes(int rows, int columns, boolean logarithm) {
        String name = (logarithm ? "log-softmax" : "softmax") + " " + rows + "x" + columns;
        String backward = (logarithm ? "log-softmax-backward" : "softmax-backward") + " " + rows + "x" + columns;
        return List.of(
                softmax(rows, columns, logarithm),
                Case.named(name + " in place")
                        .inOut("x", rows, columns, Values.signed(3))
                        .op(views -> new Softmax(views.get("x"), logarithm, views.get("x"))),
                softmaxBackward(rows, columns, logarithm),
                Case.named(backward + " in place")
                        .inOut("dy", rows, columns, Values.signed())
                        .input("y", rows, columns, softmaxOutput(logarithm))
                        .op(views -> new SoftmaxBackward(views.get("dy"), views.get("y"), logarithm, views.get("dy"))));
    }

    private static Case softmax(String what, double[] logits, boolean logarithm) {
        return Case.named((logarithm ? "log-softmax " : "softmax ") + what)
                .input("x", logits.length / 3, 3, Values.of(3, logits))
                .output("y", logits.length / 3, 3)
                .op(views -> new Softmax(views.get("x"), logarithm, views.get("y")));
    }
}
