package io.percept.tck;

import io.percept.backend.ElementType;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Settings;
import java.util.ArrayList;
import java.util.List;

/** Losses and their gradients. */
public final class LossCases {
    private static final int[][] SHAPES = {
        {1, 1}, {5, 1}, {1, 2}, {7, 3}, {4, 8}, {31, 10}, {33, 17}, {3, 64}, {129, 65}, {2, 1000}, {1, 3001}, {1025, 2}
    };

    /** Where only the loss is wanted, and where there are weights: all that a row can be, and more rows than work-items. */
    private static final int[][] FEW_SHAPES = {{1, 1}, {5, 1}, {7, 3}, {33, 17}, {1025, 2}};

    private LossCases() {}

    /** Every loss, and those with settings once more with others. */
    public static List<Loss> losses() {
        List<Loss> losses = new ArrayList<>(Loss.all());
        losses.add(new Loss.CrossEntropy(0.1));
        losses.add(new Loss.SoftCrossEntropy(0.3));
        losses.add(new Loss.Huber(0.7));
        losses.add(new Loss.Quantile(0.9));
        return losses;
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Loss loss : losses()) {
            for (int[] shape : SHAPES) {
                cases.add(loss(loss, shape[0], shape[1], Values.signed(2), true));
            }
            for (int[] shape : FEW_SHAPES) {
                cases.add(loss(loss, shape[0], shape[1], Values.signed(2), false));
                cases.add(weighted(loss, shape[0], shape[1], true));
            }
            cases.add(weighted(loss, 7, 3, false));
            cases.add(loss(loss, 5, 3, Values.of(3, RowCases.LARGE), true, " large"));
            cases.add(loss(loss, 4, 3, Values.of(3, RowCases.EQUAL), true, " equal"));
        }
        return cases;
    }

    /** Every loss once, with its gradient. */
    static List<Case> ofSize(int rows, int columns) {
        return Loss.all().stream()
                .map(loss -> loss(loss, rows, columns, Values.signed(2), true))
                .toList();
    }

    /** The loss's name, with the settings that are not the usual ones. */
    static String name(Loss loss) {
        return "loss " + Settings.format(loss, Settings.named(Loss.all(), loss.name()));
    }

    private static Case loss(Loss loss, int rows, int columns, Values z, boolean gradient) {
        return loss(loss, rows, columns, z, gradient, gradient ? "" : " without gradient");
    }

    /** The cursor is in the middle of the record of losses, whose other elements must stay. */
    private static Case loss(Loss loss, int rows, int columns, Values z, boolean gradient, String suffix) {
        Case.Builder builder = Case.named(name(loss) + " " + rows + "x" + columns + suffix)
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
    private static Case weighted(Loss loss, int rows, int columns, boolean gradient) {
        String name = name(loss) + " " + rows + "x" + columns + " weighted";
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

    /** Targets of the loss's kind; where several kinds would do, numbers in [0, 1). */
    static Operand target(Loss loss, String name, Role role, int rows, int columns) {
        return switch (loss.target()) {
            case CLASS -> new Operand(name, role, ElementType.INT32, rows, 1, Values.below(columns));
            case LABEL -> new Operand(name, role, ElementType.FLOAT32, rows, columns, Values.below(2));
            case DISTRIBUTION, PROBABILITY, COUNT, NUMBER ->
                new Operand(name, role, ElementType.FLOAT32, rows, columns, Values.unit());
        };
    }
}
