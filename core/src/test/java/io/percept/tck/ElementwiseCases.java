package io.percept.tck;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Fill;
import io.percept.backend.Multiply;
import io.percept.backend.Rectifier;
import io.percept.backend.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What works element by element, and the cursor. */
final class ElementwiseCases {
    private static final int[][] SHAPES = {
        {1, 1}, {1, 7}, {7, 1}, {3, 5}, {8, 16}, {17, 31}, {33, 65}, {64, 64}, {1, 4097}, {1025, 3}
    };

    /** Shapes for the activations that are handled by the same lines as the first few. */
    private static final int[][] FEW_SHAPES = {{3, 5}, {33, 65}};

    /** The number of activations that go through all shapes. */
    private static final int THOROUGH = 4;

    /** Settings other than the usual ones, and a slope with which the derivative is not one of the output. */
    private static final List<Activation> WITH_SETTINGS = List.of(
            new Rectifier.LeakyRelu(-0.25),
            new Rectifier.Elu(1.5),
            new Rectifier.Selu(0.75, 2.25),
            new Rectifier.Celu(0.3),
            new Rectifier.Softplus(2.5, 3),
            new Activation.HardSigmoid(0.2, 0.6));

    /** Where functions saturate, overflow, underflow, or lose digits. */
    private static final double[] EXTREMES = {
        0, -0.0, 1e-30, -1e-30, 1e-4, -1e-4, 0.5, -0.5, 9, -9, 20, -20, 87, -87, 100, -100, 1e4, -1e4
    };

    private ElementwiseCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : SHAPES) {
            cases.addAll(activations(Activation.all().subList(0, THOROUGH), shape[0], shape[1]));
            cases.addAll(sumsAndProducts(shape[0], shape[1]));
            for (double value : new double[] {0, 3, 0.1}) {
                cases.add(fill(shape[0], shape[1], value));
            }
        }
        for (int[] shape : FEW_SHAPES) {
            cases.addAll(activations(others(), shape[0], shape[1]));
            cases.addAll(activations(WITH_SETTINGS, shape[0], shape[1]));
        }
        Activation.all().forEach(activation -> cases.addAll(extremes(activation)));
        cases.add(advance());
        cases.add(Case.named("advance twice")
                .cursor(Role.IN_OUT, -1)
                .exactIf(true)
                .runs(2)
                .ops(views -> List.of(new Advance(views.get("cursor")), new Advance(views.get("cursor")))));
        return cases;
    }

    /** Every operation, with every activation, once. */
    static List<Case> ofSize(int rows, int columns) {
        List<Case> cases = new ArrayList<>();
        for (Activation activation : Activation.all()) {
            cases.add(activate(activation, rows, columns));
            cases.add(activateBackward(activation, rows, columns));
        }
        cases.addAll(List.of(add(rows, columns), multiply(rows, columns), fill(rows, columns, 3), advance()));
        return cases;
    }

    private static Case fill(int rows, int columns, double value) {
        return Case.named("fill " + rows + "x" + columns + " with " + value)
                .output("y", rows, columns)
                .exactIf(value == (float) value)
                .op(views -> new Fill(value, views.get("y")));
    }

    private static Case advance() {
        return Case.named("advance")
                .cursor(Role.IN_OUT, 41)
                .exactIf(true)
                .runs(3)
                .op(views -> new Advance(views.get("cursor")));
    }

    private static List<Activation> others() {
        return Activation.all().subList(THOROUGH, Activation.all().size());
    }

    private static List<Case> extremes(Activation activation) {
        double[] values = Arrays.stream(EXTREMES)
                .map(z -> activation.derivativeFromOutput() ? activation.value(z) : z)
                .toArray();
        return List.of(
                Case.named("activate extremes " + activation.name())
                        .input("x", 1, EXTREMES.length, Values.of(EXTREMES.length, EXTREMES))
                        .output("y", 1, EXTREMES.length)
                        .op(views -> new Activate(views.get("x"), activation, views.get("y"))),
                Case.named("activate-backward extremes " + activation.name())
                        .input("dy", 1, EXTREMES.length, Values.signed())
                        .input("value", 1, EXTREMES.length, Values.of(EXTREMES.length, values))
                        .output("dx", 1, EXTREMES.length)
                        .op(views -> new ActivateBackward(
                                views.get("dy"), activation, views.get("value"), views.get("dx"))));
    }

    private static List<Case> activations(List<Activation> activations, int rows, int columns) {
        List<Case> cases = new ArrayList<>();
        for (Activation activation : activations) {
            String name = " " + rows + "x" + columns + " " + written(activation);
            boolean exact = AffineCases.isExact(activation);
            cases.add(activate(activation, rows, columns));
            cases.add(Case.named("activate" + name + " in place")
                    .inOut("x", rows, columns, Values.signed(3))
                    .exactIf(exact)
                    .op(views -> new Activate(views.get("x"), activation, views.get("x"))));
            cases.add(activateBackward(activation, rows, columns));
            cases.add(Case.named("activate-backward" + name + " in place")
                    .inOut("dy", rows, columns, Values.signed())
                    .input("value", rows, columns, derivativeArgument(activation))
                    .exactIf(exact)
                    .op(views ->
                            new ActivateBackward(views.get("dy"), activation, views.get("value"), views.get("dy"))));
        }
        return cases;
    }

    private static Case activate(Activation activation, int rows, int columns) {
        return Case.named("activate " + rows + "x" + columns + " " + written(activation))
                .input("x", rows, columns, Values.signed(3))
                .output("y", rows, columns)
                .exactIf(AffineCases.isExact(activation))
                .op(views -> new Activate(views.get("x"), activation, views.get("y")));
    }

    private static Case activateBackward(Activation activation, int rows, int columns) {
        return Case.named("activate-backward " + rows + "x" + columns + " " + written(activation))
                .input("dy", rows, columns, Values.signed())
                .input("value", rows, columns, derivativeArgument(activation))
                .output("dx", rows, columns)
                .exactIf(AffineCases.isExact(activation))
                .op(views -> new ActivateBackward(views.get("dy"), activation, views.get("value"), views.get("dx")));
    }

    private static List<Case> sumsAndProducts(int rows, int columns) {
        String size = " " + rows + "x" + columns;
        List<Case> cases = new ArrayList<>();
        cases.add(add(rows, columns));
        cases.add(Case.named("add" + size + " in place")
                .input("a", rows, columns, Values.signed())
                .inOut("b", rows, columns, Values.signed())
                .exactIf(true)
                .op(views -> new Add(views.get("a"), views.get("b"), views.get("b"))));
        cases.add(multiply(rows, columns));
        cases.add(Case.named("multiply" + size + " in place")
                .inOut("a", rows, columns, Values.signed())
                .input("b", rows, columns, Values.signed())
                .exactIf(true)
                .op(views -> new Multiply(views.get("a"), views.get("b"), views.get("a"))));
        return cases;
    }

    private static Case add(int rows, int columns) {
        return Case.named("add " + rows + "x" + columns)
                .input("a", rows, columns, Values.signed())
                .input("b", rows, columns, Values.signed())
                .output("y", rows, columns)
                .exactIf(true)
                .op(views -> new Add(views.get("a"), views.get("b"), views.get("y")));
    }

    private static Case multiply(int rows, int columns) {
        return Case.named("multiply " + rows + "x" + columns)
                .input("a", rows, columns, Values.signed())
                .input("b", rows, columns, Values.signed())
                .output("y", rows, columns)
                .exactIf(true)
                .op(views -> new Multiply(views.get("a"), views.get("b"), views.get("y")));
    }

    /** What f′ is computed from: a value that f can have, or any number where f′ takes f's input. */
    static Values derivativeArgument(Activation activation) {
        Values z = Values.signed(2);
        return (mode, random, row, column) -> {
            double value = z.next(mode, random, row, column);
            return activation.derivativeFromOutput() ? activation.value(value) : value;
        };
    }

    /** The name, with settings that are not the usual ones. */
    private static String written(Activation activation) {
        return Settings.format(activation, Settings.named(Activation.all(), activation.name()));
    }
}
