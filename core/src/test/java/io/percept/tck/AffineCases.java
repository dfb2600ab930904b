package io.percept.tck;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import java.util.ArrayList;
import java.util.List;

/** Dense layers, forward and backward. */
final class AffineCases {
    /**
     * batch, out, in: ones, primes, the edges of tiles of 8, 16, 32 and 64, tall, wide, and long sums along each of the three, since
     * each is summed over by one of the three operations.
     */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 1, 7},
        {1, 7, 1},
        {7, 1, 1},
        {2, 3, 5},
        {7, 7, 7},
        {8, 8, 8},
        {9, 9, 9},
        {7, 9, 8},
        {15, 16, 17},
        {16, 17, 15},
        {17, 15, 16},
        {16, 16, 16},
        {17, 33, 5},
        {31, 32, 33},
        {32, 33, 31},
        {33, 31, 32},
        {32, 32, 32},
        {63, 64, 65},
        {64, 65, 63},
        {65, 63, 64},
        {64, 64, 64},
        {61, 67, 71},
        {257, 3, 5},
        {3, 257, 5},
        {3, 5, 257},
        {1, 1, 1000},
        {1, 129, 1},
        {1, 300, 40},
        {1000, 10, 1},
        {2, 3, 3001},
        {3001, 2, 3},
        {3, 3001, 2},
        {17, 33, 2999},
        {128, 128, 784},
    };

    /** Shapes for every combination of what an operation can do besides. */
    private static final int[][] COMBINED = {{5, 1, 3}, {9, 17, 33}, {64, 65, 32}};

    /** The number of activations that go through every combination; the others show here that they are part of the products at all. */
    private static final int THOROUGH = 4;

    private static final int[] EACH = {9, 17, 33};

    private AffineCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : SHAPES) {
            cases.add(affine(shape, true, new Activation.Relu(), false));
            cases.add(backwardInput(shape, null, false));
            cases.add(backwardWeights(shape, true, false));
        }
        for (int[] shape : COMBINED) {
            for (Activation activation : Activation.all().subList(0, THOROUGH)) {
                for (boolean bias : new boolean[] {false, true}) {
                    for (boolean keepZ : new boolean[] {false, true}) {
                        cases.add(affine(shape, bias, activation, keepZ));
                    }
                }
                cases.add(backwardInput(shape, activation, false));
                cases.add(backwardInput(shape, activation, true));
            }
            cases.add(backwardInput(shape, null, true));
            cases.add(backwardWeights(shape, false, false));
            cases.add(backwardWeights(shape, true, true));
            cases.add(backwardWeights(shape, false, true));
        }
        for (Activation activation :
                Activation.all().subList(THOROUGH, Activation.all().size())) {
            cases.add(affine(EACH, true, activation, !activation.derivativeFromOutput()));
            cases.add(backwardInput(EACH, activation, false));
        }
        return cases;
    }

    /** A layer's three products. */
    static List<Case> ofLayer(int batch, int out, int in) {
        int[] shape = {batch, out, in};
        return List.of(
                affine(shape, true, new Activation.Relu(), false),
                backwardInput(shape, new Activation.Relu(), false),
                backwardWeights(shape, true, false));
    }

    private static Case affine(int[] shape, boolean bias, Activation activation, boolean keepZ) {
        int batch = shape[0];
        int out = shape[1];
        int in = shape[2];
        Case.Builder builder = Case.named("affine " + size(shape) + " " + activation.name() + (bias ? "" : " no bias")
                        + (keepZ ? " keeping z" : ""))
                .input("x", batch, in, Values.signed())
                // So that the sums stay in the range where the activations bend.
                .input("w", out, in, Values.signed(1 / Math.sqrt(in)))
                .output("y", batch, out)
                .exactIf(isExact(activation));
        if (bias) {
            builder.input("b", 1, out, Values.signed());
        }
        if (keepZ) {
            builder.output("z", batch, out);
        }
        return builder.op(views ->
                new Affine(views.get("x"), views.get("w"), views.get("b"), activation, views.get("z"), views.get("y")));
    }

    /** Without an activation there is no value. */
    static Case backwardInput(int[] shape, Activation activation, boolean accumulate) {
        int batch = shape[0];
        int out = shape[1];
        int in = shape[2];
        Case.Builder builder = Case.named("affine-backward-input " + size(shape)
                        + (activation == null ? "" : " " + activation.name()) + (accumulate ? " accumulating" : ""))
                .input("dz", batch, out, Values.signed())
                .input("w", out, in, Values.signed())
                .exactIf(activation == null || isExact(activation));
        if (activation != null) {
            builder.input("value", batch, in, ElementwiseCases.derivativeArgument(activation));
        }
        if (accumulate) {
            builder.inOut("dx", batch, in, Values.signed());
        } else {
            builder.output("dx", batch, in);
        }
        Activation used = activation == null ? new Activation.Identity() : activation;
        return builder.op(views -> new AffineBackwardInput(
                views.get("dz"), views.get("w"), used, views.get("value"), accumulate, views.get("dx")));
    }

    static Case backwardWeights(int[] shape, boolean biases, boolean accumulate) {
        int batch = shape[0];
        int out = shape[1];
        int in = shape[2];
        Case.Builder builder = Case.named("affine-backward-weights " + size(shape) + (biases ? "" : " no db")
                        + (accumulate ? " accumulating" : ""))
                .input("dz", batch, out, Values.signed())
                .input("x", batch, in, Values.signed())
                .exactIf(true);
        if (accumulate) {
            builder.inOut("dw", out, in, Values.signed());
        } else {
            builder.output("dw", out, in);
        }
        if (biases && accumulate) {
            builder.inOut("db", 1, out, Values.signed());
        } else if (biases) {
            builder.output("db", 1, out);
        }
        return builder.op(views -> new AffineBackwardWeights(
                views.get("dz"), views.get("x"), accumulate, views.get("dw"), views.get("db")));
    }

    /** Whether the function maps integers to integers, and its derivative too. */
    static boolean isExact(Activation activation) {
        return activation instanceof Activation.Identity
                || activation instanceof Activation.Relu
                || activation instanceof Activation.Abs
                || activation instanceof Activation.Threshold;
    }

    private static String size(int[] shape) {
        return shape[0] + "x" + shape[1] + "x" + shape[2];
    }
}
