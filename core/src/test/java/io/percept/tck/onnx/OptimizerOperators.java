package io.percept.tck.onnx;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.MatrixView;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/** ONNX's optimizers. The inputs are the learning rate, the number of steps before, and then for each parameter X, G and the states. */
final class OptimizerOperators {
    private static final int FIRST_PARAMETER = 2;

    private OptimizerOperators() {}

    /** All new parameters, and then all new states, slot by slot. */
    static List<double[]> run(Workbench bench, OnnxCase node) {
        UpdateRule rule = rule(node);
        double[] coefficients =
                coefficients(rule, node.input(0).single(), (long) node.input(1).single());
        MatrixView schedule = bench.matrix(1, coefficients.length, coefficients);
        MatrixView first = bench.classes(0);
        // Its gradient is norm_coefficient times the parameter.
        Regularizer penalty = new Regularizer(0, node.real("norm_coefficient", 0) / 2);
        int slots = rule.stateSlots();
        int parameters = (node.inputs().size() - FIRST_PARAMETER) / (2 + slots);
        double[][] outputs = new double[parameters * (1 + slots)][];
        for (int p = 0; p < parameters; p++) {
            MatrixView x = bench.row(node.input(FIRST_PARAMETER + p));
            MatrixView g = bench.row(node.input(FIRST_PARAMETER + parameters + p));
            int n = x.columns();
            double[] before = new double[slots * n];
            for (int slot = 0; slot < slots; slot++) {
                double[] values = node.input(FIRST_PARAMETER + (2 + slot) * parameters + p)
                        .values();
                System.arraycopy(values, 0, before, slot * n, n);
            }
            MatrixView state = bench.matrix(slots, n, before);
            bench.run(new Update(rule, penalty, n, x, g, state, schedule, first));
            outputs[p] = bench.read(x);
            double[] after = bench.read(state);
            for (int slot = 0; slot < slots; slot++) {
                double[] values = new double[n];
                System.arraycopy(after, slot * n, values, 0, n);
                outputs[(1 + slot) * parameters + p] = values;
            }
        }
        return new ArrayList<>(List.of(outputs));
    }

    private static UpdateRule rule(OnnxCase node) {
        double alpha = node.real("alpha", 0.9);
        return switch (node.operator()) {
            case "Adam" -> new AdamRule.Adam(alpha, node.real("beta", 0.999), node.real("epsilon", 1e-6));
            case "Adagrad" -> new AdaptiveRule.Adagrad(node.real("decay_factor", 0), node.real("epsilon", 1e-6), 0);
            default -> momentum(node, alpha);
        };
    }

    /** ONNX's beta is what dampening leaves of the gradient, from the second step on. */
    private static UpdateRule momentum(OnnxCase node, double alpha) {
        double dampening = node.input(1).single() > 0 ? 1 - node.real("beta", 1) : 0;
        if (node.string("mode", "standard").equals("standard")) {
            return new UpdateRule.Momentum(alpha, dampening);
        } else if (dampening != 0) {
            throw new IllegalArgumentException("Percept's Nesterov momentum takes the whole gradient");
        }
        return new UpdateRule.Nesterov(alpha);
    }

    /**
     * What ONNX's formulas make of the learning rate. ONNX counts steps from 0; its Adam corrects nothing at step 0, and afterwards only the
     * learning rate, so that nothing stands beside ε.
     */
    private static double[] coefficients(UpdateRule rule, double rate, long step) {
        if (rule instanceof AdamRule.Adam adam) {
            double correction = step == 0
                    ? 1
                    : Math.sqrt(1 - Math.pow(adam.beta2(), (double) step))
                            / (1 - Math.pow(adam.beta1(), (double) step));
            return new double[] {rate * correction, 1};
        }
        double[] coefficients = new double[rule.coefficientCount()];
        rule.coefficients(rate, step + 1, coefficients, 0);
        return coefficients;
    }
}
