package io.percept.tck;

import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;

import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Fill;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/** Lists of operations: whole training steps of small networks, and neighbours that a backend may be tempted to merge. */
final class TrainingCases {
    private static final int EXAMPLES = 40;
    private static final int BATCH = 12;
    private static final int STEPS = 3;
    private static final int[] WIDTHS = {11, 9, 7, 5};

    private TrainingCases() {}

    /** Every activation, every loss and every rule, taking turns. */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        List<Activation> activations = Activation.all();
        List<Loss> losses = Loss.all();
        List<UpdateRule> rules = UpdateRule.all();
        int most = Math.max(activations.size(), Math.max(losses.size(), rules.size()));
        for (int i = 0; i < most; i++) {
            cases.add(step(
                    activations.get(i % activations.size()),
                    losses.get(i % losses.size()),
                    rules.get(i % rules.size())));
        }
        cases.add(filledThenAccumulated());
        cases.add(slices());
        return cases;
    }

    private static Case step(Activation activation, Loss loss, UpdateRule rule) {
        int outputs = WIDTHS[WIDTHS.length - 1];
        Operand target = LossCases.target(loss, "t", Role.OUTPUT, BATCH, outputs);
        Operand targets = LossCases.target(loss, "targets", Role.INPUT, EXAMPLES, outputs);
        Case.Builder builder = Case.named("training-step " + activation.name() + " " + loss.name() + " " + rule.name())
                .add(new Operand("source", Role.INPUT, UINT8, EXAMPLES, WIDTHS[0], Values.below(256)))
                .add(targets)
                .add(new Operand("permutation", Role.INPUT, INT32, 1, EXAMPLES, Values.below(EXAMPLES)))
                .input("mean", 1, WIDTHS[0], Values.all(127.5))
                .input("scale", 1, WIDTHS[0], Values.all(0.0123))
                .cursor(Role.IN_OUT, 0)
                .output("x0", BATCH, WIDTHS[0])
                .add(new Operand("t", Role.OUTPUT, target.type(), target.rows(), target.columns(), null))
                .inOut("parameters", 1, Layers.parameters(), Values.signed(0.5))
                // What a step does not write of it, it must leave alone.
                .inOut("gradients", 1, Layers.parameters(), Values.signed())
                .input("schedule", STEPS, rule.coefficientCount(), UpdateCases.schedule(rule))
                .inOut("losses", 1, STEPS, Values.signed())
                .runs(STEPS);
        if (rule.stateSlots() > 0) {
            builder.inOut("state", rule.stateSlots(), Layers.parameters(), Values.all(0));
        }
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            builder.output("x" + layer, BATCH, WIDTHS[layer]).output("dz" + layer, BATCH, WIDTHS[layer]);
            if (isKept(activation, layer)) {
                builder.output("z" + layer, BATCH, WIDTHS[layer]);
            }
        }
        return builder.ops(views -> ops(views, activation, loss, rule));
    }

    /** The last layer has no activation, and those whose derivative comes from the output need not keep z. */
    private static boolean isKept(Activation activation, int layer) {
        return layer < WIDTHS.length - 1 && !activation.derivativeFromOutput();
    }

    private static List<Op> ops(Views views, Activation activation, Loss loss, UpdateRule rule) {
        int last = WIDTHS.length - 1;
        MatrixView cursor = views.get("cursor");
        MatrixView permutation = views.get("permutation");
        List<Op> ops = new ArrayList<>();
        ops.add(new GatherRows(
                views.get("source"),
                permutation,
                cursor,
                BATCH,
                views.get("mean"),
                views.get("scale"),
                views.get("x0")));
        ops.add(new GatherRows(views.get("targets"), permutation, cursor, BATCH, views.get("t")));
        Layers parameters = new Layers(views.get("parameters"));
        for (int layer = 1; layer <= last; layer++) {
            ops.add(new Affine(
                    views.get("x" + (layer - 1)),
                    parameters.weights(layer),
                    parameters.biases(layer),
                    layer < last ? activation : new Activation.Identity(),
                    views.get("z" + layer),
                    views.get("x" + layer)));
        }
        ops.add(new LossGradient(
                loss, views.get("x" + last), views.get("t"), cursor, views.get("losses"), views.get("dz" + last)));
        Layers gradients = new Layers(views.get("gradients"));
        for (int layer = last; layer >= 1; layer--) {
            MatrixView dz = views.get("dz" + layer);
            if (layer > 1) {
                MatrixView value = views.get((isKept(activation, layer - 1) ? "z" : "x") + (layer - 1));
                ops.add(new AffineBackwardInput(
                        dz, parameters.weights(layer), activation, value, false, views.get("dz" + (layer - 1))));
            }
            ops.add(new AffineBackwardWeights(
                    dz, views.get("x" + (layer - 1)), false, gradients.weights(layer), gradients.biases(layer)));
        }
        ops.add(new Update(
                rule,
                new Regularizer(0.001, 0.002),
                Layers.weightCount(),
                parameters.flat(),
                gradients.flat(),
                views.get("state"),
                views.get("schedule"),
                cursor));
        ops.add(new Advance(cursor));
        return ops;
    }

    /** One flat row of all weights and then all biases, seen layer by layer. */
    private record Layers(MatrixView flat) {
        static int weightCount() {
            int count = 0;
            for (int layer = 1; layer < WIDTHS.length; layer++) {
                count += WIDTHS[layer - 1] * WIDTHS[layer];
            }
            return count;
        }

        static int parameters() {
            int count = weightCount();
            for (int layer = 1; layer < WIDTHS.length; layer++) {
                count += WIDTHS[layer];
            }
            return count;
        }

        MatrixView weights(int layer) {
            int first = 0;
            for (int i = 1; i < layer; i++) {
                first += WIDTHS[i - 1] * WIDTHS[i];
            }
            int in = WIDTHS[layer - 1];
            return new MatrixView(flat.buffer(), flat.offset() + first, WIDTHS[layer], in, in);
        }

        MatrixView biases(int layer) {
            int first = weightCount();
            for (int i = 1; i < layer; i++) {
                first += WIDTHS[i];
            }
            return flat.columnRange(first, WIDTHS[layer]);
        }
    }

    /** A Fill that a backend may drop when it turns += into =. */
    private static Case filledThenAccumulated() {
        return Case.named("fill then accumulate")
                .input("dz", 9, 6, Values.signed())
                .input("x", 9, 8, Values.signed())
                .output("dw", 6, 8)
                .output("db", 1, 6)
                .exactIf(true)
                .ops(views -> List.of(
                        new Fill(2, views.get("dw")),
                        new Fill(3, views.get("db")),
                        new AffineBackwardWeights(
                                views.get("dz"), views.get("x"), true, views.get("dw"), views.get("db"))));
    }

    /** Two layers that write the two halves of one matrix, and a sum of the halves. */
    private static Case slices() {
        return Case.named("slices of a wider matrix")
                .input("x", 6, 5, Values.signed())
                .input("w", 4, 5, Values.signed())
                .input("v", 4, 5, Values.signed())
                .output("y", 6, 8)
                .output("sum", 6, 4)
                .exactIf(true)
                .ops(views -> {
                    MatrixView left = views.get("y").columnRange(0, 4);
                    MatrixView right = views.get("y").columnRange(4, 4);
                    return List.of(
                            new Affine(views.get("x"), views.get("w"), null, left),
                            new Affine(views.get("x"), views.get("v"), null, right),
                            new Add(left, right, views.get("sum")));
                });
    }
}
