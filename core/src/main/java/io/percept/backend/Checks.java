package io.percept.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The checks that operations make of their operands, once, when they are built. */
final class Checks {
    private Checks() {}

    static void unitInterval(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 0 and less than 1");
        }
    }

    static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be a finite number");
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be positive and finite");
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be finite and not negative");
        }
    }

    static void type(String op, String name, MatrixView view, ElementType type) {
        if (view.type() != type) {
            throw new IllegalArgumentException(op + ": " + name + " holds " + view.type() + "; it must hold " + type);
        }
    }

    /** Fails with "op: a is 2 x 3 but b is 4 x 5; rule" unless the condition holds. */
    static void shapes(
            boolean condition, String op, String a, MatrixView first, String b, MatrixView second, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(
                    op + ": " + a + " is " + first.shape() + " but " + b + " is " + second.shape() + "; " + rule);
        }
    }

    static void sameShape(String op, String a, MatrixView first, String b, MatrixView second) {
        shapes(
                first.rows() == second.rows() && first.columns() == second.columns(),
                op,
                a,
                first,
                b,
                second,
                "they must have the same shape");
    }

    /** All must hold values and have the first one's shape. */
    static void sameShapes(String op, List<String> names, MatrixView... views) {
        for (int i = 0; i < views.length; i++) {
            type(op, names.get(i), views[i], ElementType.FLOAT32);
            sameShape(op, names.get(0), views[0], names.get(i), views[i]);
        }
    }

    static void vector(String op, String name, MatrixView view, int length, String why) {
        if (view.rows() != 1 || view.columns() != length) {
            throw new IllegalArgumentException(
                    op + ": " + name + " is " + view.shape() + "; it must be 1 x " + length + ", " + why);
        }
    }

    /** Each must be a vector with an element for each column of x. */
    static void columnVectors(String op, MatrixView x, List<String> names, MatrixView... vectors) {
        for (int i = 0; i < vectors.length; i++) {
            type(op, names.get(i), vectors[i], ElementType.FLOAT32);
            vector(op, names.get(i), vectors[i], x.columns(), "one for each column of x");
        }
    }

    /** What is kept of each row of x. */
    static void rowStatistics(String op, MatrixView x, MatrixView mean, MatrixView inverse) {
        type(op, "mean", mean, ElementType.FLOAT32);
        vector(op, "mean", mean, x.rows(), "one for each row of x");
        type(op, "inverse", inverse, ElementType.FLOAT32);
        vector(op, "inverse", inverse, x.rows(), "one for each row of x");
    }

    static void positive(String op, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(op + ": " + name + " is " + value + "; it must be positive and finite");
        }
    }

    static void penalised(String op, int penalised, int n) {
        if (penalised < 0 || penalised > n) {
            throw new IllegalArgumentException(op + ": penalised is " + penalised + "; it must be 0 to " + n);
        }
    }

    static void cursor(String op, MatrixView cursor) {
        type(op, "cursor", cursor, ElementType.INT32);
        vector(op, "cursor", cursor, 1, "one position");
    }

    /**
     * Fails when an output shares elements with an input or another output; {@code inPlace} names the inputs that an output may be
     * exactly. Operands that are not there are null.
     */
    static void noOverlap(String op, List<MatrixView> inputs, List<MatrixView> outputs, MatrixView... inPlace) {
        List<MatrixView> written = outputs.stream().filter(Objects::nonNull).toList();
        for (int i = 0; i < written.size(); i++) {
            MatrixView output = written.get(i);
            for (MatrixView input : inputs) {
                boolean allowed = output.equals(input) && Arrays.asList(inPlace).contains(input);
                if (input != null && output.overlaps(input) && !allowed) {
                    throw new IllegalArgumentException(
                            op + ": an output of " + output.shape() + " overlaps an input of " + input.shape());
                }
            }
            for (MatrixView other : written.subList(i + 1, written.size())) {
                if (output.overlaps(other)) {
                    throw new IllegalArgumentException(
                            op + ": outputs of " + output.shape() + " and " + other.shape() + " overlap");
                }
            }
        }
    }
}
