package io.percept.tck;

import io.percept.backend.ElementType;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import java.util.ArrayList;
import java.util.List;

/** What works row by row: softmax and losses. */
final class RowCases {
    private static final int[][] SHAPES = {
        {1, 1}, {5, 1}, {1, 2}, {7, 3}, {4, 8}, {31, 10}, {33, 17}, {3, 64}, {129, 65}, {2, 1000}, {1, 3001}, {1025, 2}
    };

    private static final int[][] WEIGHTED_SHAPES = {{1, 1}, {5, 1}, {7, 3}, {33, 17}, {1025, 2}};

    /** What softmax must take without overflow: distances of 20000, and rows of equal numbers, whatever their size. */
    private static final double[] LARGE = {1e4, -1e4, 0, -1e4, 1e4, 1e4, -1e4, -1e4, -1e4, 9999, 1e4, 9990, 88, 0, -104
    };

    private static final double[] EQUAL = {0, 0, 0, 1e4, 1e4, 1e4, -1e4, -1e4, -1e4, 0.1, 0.1, 0.1};

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
        for (Loss loss : Loss.all()) {
            for (int[] shape : SHAPES) {
                cases.add(loss(loss, shape[0], shape[1], Values.signed(2), true));
                cases.add(loss(loss, shape[0], shape[1], Values.signed(2), false));
            }
            cases.add(loss(loss, 5, 3, Values.of(3, LARGE), true, " large"));
            cases.add(loss(loss, 4, 3, Values.of(3, EQUAL), true, " equal"));
            for (int[] shape : WEIGHTED_SHAPES) {
                cases.add(weightedLoss(loss, shape[0], shape[1], true));
                cases.add(weightedLoss(loss, shape[0], shape[1], false));
            }
        }
        return cases;
    }

    private static List<Case> softmaxes(int rows, int columns, boolean logarithm) {
        String name = (logarithm ? "log-softmax" : "softmax") + " " + rows + "x" + columns;
        String backward = (logarithm ? "log-softmax-backward" : "softmax-backward") + " " + rows + "x" + columns;
        Values y = (mode, random, row, column) -> logarithm ? -5 * random.nextDouble() : random.nextDouble();
        return List.of(
                Case.named(name)
                        .input("x", rows, columns, Values.signed(3))
                        .output("y", rows, columns)
                        .op(views -> new Softmax(views.get("x"), logarithm, views.get("y"))),
                Case.named(name + " in place")
                        .inOut("x", rows, columns, Values.signed(3))
                        .op(views -> new Softmax(views.get("x"), logarithm, views.get("x"))),
                Case.named(backward)
                        .input("dy", rows, columns, Values.signed())
                        .input("y", rows, columns, y)
                        .output("dx", rows, columns)
                        .op(views -> new SoftmaxBackward(views.get("dy"), views.get("y"), logarithm, views.get("dx"))),
                Case.named(backward + " in place")
                        .inOut("dy", rows, columns, Values.signed())
                        .input("y", rows, columns, y)
                        .op(views -> new SoftmaxBackward(views.get("dy"), views.get("y"), logarithm, views.get("dy"))));
    }

    private static Case softmax(String what, double[] logits, boolean logarithm) {
        return Case.named((logarithm ? "log-softmax " : "softmax ") + what)
                .input("x", logits.length / 3, 3, Values.of(3, logits))
                .output("y", logits.length / 3, 3)
                .op(views -> new Softmax(views.get("x"), logarithm, views.get("y")));
    }

    private static Case loss(Loss loss, int rows, int columns, Values z, boolean gradient) {
        return loss(loss, rows, columns, z, gradient, gradient ? "" : " without gradient");
    }

    /** The cursor is in the middle of the record of losses, whose other elements must stay. */
    private static Case loss(Loss loss, int rows, int columns, Values z, boolean gradient, String suffix) {
        Case.Builder builder = Case.named("loss " + loss.name() + " " + rows + "x" + columns + suffix)
                .input("z", rows, columns, z)
                .add(target(loss, "t", Role.INPUT, rows, columns))
                .cursor(Role.INPUT, 3)
                .inOut("losses", 1, 7, Values.signed());
        if (gradient) {
            builder.output("dz", rows, columns);
        }
        return builder.op(views -> new LossGradient(
                loss, views.get("z"), views.get("t"), views.get("cursor"), views.get("losses"), views.get("dz")));
    }

    /** With weights for classes and for rows, as a part of a batch whose other parts have left their loss. */
    private static Case weightedLoss(Loss loss, int rows, int columns, boolean gradient) {
        String name = "loss " + loss.name() + " " + rows + "x" + columns + " weighted";
        Case.Builder builder = Case.named(gradient ? name : name + " without gradient")
                .input("z", rows, columns, Values.signed(2))
                .add(target(loss, "t", Role.INPUT, rows, columns))
                .input("classWeights", 1, columns, Values.unit())
                .input("rowWeights", rows, 1, Values.unit())
                .cursor(Role.INPUT, 3)
                .input("divisors", 1, 7, (mode, random, row, column) -> 0.5 + rows * random.nextDouble())
                .inOut("losses", 1, 7, Values.signed());
        if (gradient) {
            builder.output("dz", rows, columns);
        }
        return builder.op(views -> new LossGradient(
                loss,
                views.get("z"),
                views.get("t"),
                views.get("classWeights"),
                views.get("rowWeights"),
                views.get("cursor"),
                views.get("divisors"),
                true,
                views.get("losses"),
                views.get("dz")));
    }

    /** Classes, or numbers in [0, 1), of which every loss can make something. */
    static Operand target(Loss loss, String name, Role role, int rows, int columns) {
        return loss.targetsAreClasses()
                ? new Operand(name, role, ElementType.INT32, rows, 1, Values.below(columns))
                : new Operand(name, role, ElementType.FLOAT32, rows, columns, Values.unit());
    }
}
