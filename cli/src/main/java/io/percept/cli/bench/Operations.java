package io.percept.cli.bench;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Workload.Kind;
import java.util.Locale;
import java.util.function.Function;

/** The operations beside matrix products that take most of a training's time. */
public final class Operations {
    private static final double LEARNING_RATE = 1e-6;

    private Operations() {}

    /** The sum of two vectors: nothing but memory. */
    public static Workload add(int n) {
        return work("add", count(n), operands -> {
            MatrixView a = operands.filled(1, n, 1);
            MatrixView b = operands.filled(1, n, 2);
            return new Add(a, b, operands.filled(1, n, 0));
        });
    }

    static Workload activation(Activation activation, int rows, int columns) {
        return work(
                activation.name(),
                rows + " x " + columns,
                operands ->
                        new Activate(operands.random(rows, columns), activation, operands.filled(rows, columns, 0)));
    }

    /** Softmax, cross-entropy and their gradient in one pass. */
    static Workload softmaxLoss(int rows, int classes) {
        return work(
                "softmax loss",
                rows + " x " + classes,
                operands -> new LossGradient(
                        new Loss.CrossEntropy(),
                        operands.random(rows, classes),
                        operands.classes(rows, classes),
                        operands.cursor(),
                        operands.row(0),
                        operands.filled(rows, classes, 0)));
    }

    /** An optimizer's step over so many parameters. */
    static Workload update(UpdateRule rule, int n) {
        double[] coefficients = new double[rule.coefficientCount()];
        rule.coefficients(LEARNING_RATE, 1, coefficients, 0);
        return work(rule.name() + " update", count(n), operands -> {
            MatrixView state = rule.stateSlots() == 0 ? null : operands.filled(rule.stateSlots(), n, 0);
            return new Update(
                    rule,
                    Regularizer.NONE,
                    n,
                    operands.random(1, n),
                    operands.random(1, n),
                    state,
                    operands.row(coefficients),
                    operands.cursor());
        });
    }

    private static Workload work(String name, String size, Function<Operands, Op> op) {
        return new OpWork(Kind.OPERATIONS, name, "", size, op);
    }

    private static String count(int n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
