package io.percept.tck;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;

import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.ClipNorm;
import io.percept.backend.ElementType;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.OutputLoss;
import io.percept.backend.Rectifier;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whole training steps as networks of dense layers write them, in the sizes and with the options where a backend that does several of their
 * operations at once has its edges. Parameters start at round positions, with gaps between them that an update goes over.
 */
final class DenseStepCases {
    private static final int STEPS = 3;
    private static final int ALIGNMENT = 16;
    private static final Activation RELU = new Activation.Relu();
    private static final Regularizer BOTH = new Regularizer(0.001, 0.002);

    private DenseStepCases() {}

    static List<Case> all() {
        Loss classes = new Loss.CrossEntropy();
        Loss numbers = new Loss.MeanSquaredError();
        UpdateRule sgd = new UpdateRule.Sgd();
        Step adam = new Step(31, UINT8, RELU, classes, new AdamRule.Adam(), 10, 33, 7).standardised();
        return List.of(
                        new Step(1, FLOAT32, RELU, numbers, sgd, 7, 1),
                        new Step(32, UINT8, RELU, classes, new AdamRule.Amsgrad(), 33, 10).standardised(),
                        adam,
                        adam.regularised(BOTH).without("biases"),
                        new Step(
                                        32,
                                        UINT8,
                                        new Rectifier.Gelu(),
                                        new Loss.CrossEntropy(0.1),
                                        new AdamRule.AdamW(),
                                        129,
                                        33,
                                        10)
                                .decaying(new WeightDecay(0.25, true, false)),
                        new Step(
                                        33,
                                        FLOAT32,
                                        new Activation.Tanh(),
                                        new Loss.BinaryCrossEntropy(),
                                        new AdaptiveRule.RmsProp(0.9, 1e-6, 0.5, true),
                                        33,
                                        129,
                                        7,
                                        1)
                                .standardised()
                                .regularised(BOTH),
                        new Step(
                                        33,
                                        FLOAT32,
                                        RELU,
                                        new Loss.Huber(0.7),
                                        new UpdateRule.Momentum(0.75, 0.3),
                                        7,
                                        10,
                                        33,
                                        10,
                                        7)
                                .clipped(0.01),
                        new Step(
                                        31,
                                        UINT8,
                                        new Activation.Sigmoid(),
                                        new Loss.Quantile(0.9),
                                        new UpdateRule.Nesterov(0.9),
                                        129,
                                        1,
                                        1)
                                .decaying(new WeightDecay(0.25, false, true)),
                        new Step(1, FLOAT32, RELU, numbers, new AdaptiveRule.Adagrad(), 33, 33, 33),
                        new Step(32, UINT8, RELU, classes, sgd, 64, 64, 64, 4).standardised(),
                        new Step(
                                33,
                                FLOAT32,
                                new Rectifier.Silu(),
                                new Loss.SoftCrossEntropy(0.3),
                                new AdamRule.NAdam(),
                                16,
                                32,
                                64),
                        new Step(16, FLOAT32, RELU, classes, sgd, 12, 40, 65),
                        new Step(16, UINT8, RELU, classes, sgd, 12, 65).standardised(),
                        new Step(257, FLOAT32, RELU, classes, sgd, 20, 70, 5),
                        new Step(31, FLOAT32, RELU, classes, sgd, 7, 10, 7).with("weights"),
                        new Step(31, FLOAT32, RELU, new OutputLoss.Perceptron(), sgd, 7, 10).with("weights"),
                        adam.with("accumulated loss"),
                        adam.with("norm"))
                .stream()
                .map(Step::build)
                .toList();
    }

    /**
     * A step.
     *
     * @param source what the features are
     * @param widths of the input and of each layer's output
     * @param words what is different from usual
     */
    private record Step(
            int batch,
            ElementType source,
            Activation activation,
            Loss loss,
            UpdateRule rule,
            List<Integer> widths,
            Regularizer regularizer,
            WeightDecay decay,
            double clipValue,
            List<String> words) {
        Step(int batch, ElementType source, Activation activation, Loss loss, UpdateRule rule, int... widths) {
            this(
                    batch,
                    source,
                    activation,
                    loss,
                    rule,
                    Arrays.stream(widths).boxed().toList(),
                    Regularizer.NONE,
                    WeightDecay.NONE,
                    Double.POSITIVE_INFINITY,
                    List.of());
        }

        Step with(String word) {
            return copy(regularizer, decay, clipValue, word);
        }

        Step without(String word) {
            return with("no " + word);
        }

        Step standardised() {
            return with("standardised");
        }

        Step regularised(Regularizer other) {
            return copy(other, decay, clipValue, "regularised");
        }

        Step decaying(WeightDecay other) {
            return copy(regularizer, other, clipValue, "decaying");
        }

        Step clipped(double limit) {
            return copy(regularizer, decay, limit, "clipped");
        }

        private Step copy(Regularizer penalty, WeightDecay weightDecay, double limit, String word) {
            List<String> more = new ArrayList<>(words);
            more.add(word);
            return new Step(batch, source, activation, loss, rule, widths, penalty, weightDecay, limit, more);
        }

        private boolean has(String word) {
            return words.contains(word);
        }

        private int layers() {
            return widths.size() - 1;
        }

        /** The last layer has no activation, and those whose derivative comes from the output need not keep z. */
        private boolean keepsZ(int layer) {
            return layer < layers() && !activation.derivativeFromOutput();
        }

        private int outputs() {
            return widths.get(layers());
        }

        private int weightCount() {
            int count = 0;
            for (int layer = 1; layer <= layers(); layer++) {
                count += rounded(widths.get(layer) * widths.get(layer - 1));
            }
            return count;
        }

        private int parameterCount() {
            int count = weightCount();
            for (int layer = 1; layer <= layers() && !has("no biases"); layer++) {
                count += rounded(widths.get(layer));
            }
            return count;
        }

        private static int rounded(int size) {
            return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }

        private MatrixView weights(MatrixView flat, int layer) {
            int first = 0;
            for (int i = 1; i < layer; i++) {
                first += rounded(widths.get(i) * widths.get(i - 1));
            }
            int in = widths.get(layer - 1);
            return new MatrixView(flat.buffer(), flat.offset() + first, widths.get(layer), in, in);
        }

        private MatrixView biases(MatrixView flat, int layer) {
            if (has("no biases")) {
                return null;
            }
            int first = weightCount();
            for (int i = 1; i < layer; i++) {
                first += rounded(widths.get(i));
            }
            return flat.columnRange(first, widths.get(layer));
        }

        private String name() {
            String sizes = widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
            return "training-step " + activation.name() + " " + loss.name() + " " + rule.name() + " of " + batch + "x"
                    + sizes + words.stream().map(word -> " " + word).collect(Collectors.joining());
        }

        Case build() {
            int examples = STEPS * batch + 2;
            Operand target = LossCases.target(loss, "t", Role.OUTPUT, batch, outputs());
            Values features = source == UINT8 ? Values.below(256) : Values.signed();
            int coefficients = rule.coefficientCount() + decay.coefficientCount();
            Case.Builder builder = Case.named(name())
                    .add(new Operand("source", Role.INPUT, source, examples, widths.get(0), features))
                    .add(LossCases.target(loss, "targets", Role.INPUT, examples, outputs()))
                    .add(new Operand("permutation", Role.INPUT, INT32, 1, examples, Values.below(examples)))
                    .cursor(Role.IN_OUT, 0)
                    .output("x0", batch, widths.get(0))
                    .add(new Operand("t", Role.OUTPUT, target.type(), target.rows(), target.columns(), null))
                    .inOut(
                            "parameters",
                            1,
                            parameterCount(),
                            Values.signed(source == UINT8 && !has("standardised") ? 0.003 : 0.3))
                    .inOut("gradients", 1, parameterCount(), Values.signed())
                    .input("schedule", STEPS, coefficients, UpdateCases.schedule(rule, decay))
                    .inOut("losses", 1, STEPS, Values.signed())
                    .runs(STEPS);
            if (has("standardised")) {
                double mean = source == UINT8 ? 127.5 : 0.2;
                builder.input("mean", 1, widths.get(0), Values.all(mean))
                        .input("scale", 1, widths.get(0), Values.all(source == UINT8 ? 0.0123 : 0.9));
            }
            if (has("weights")) {
                builder.input("rowWeightSource", examples, 1, Values.unit())
                        .output("rowWeights", batch, 1)
                        .input("classWeights", 1, outputs(), Values.unit())
                        .input(
                                "divisors",
                                1,
                                STEPS,
                                (mode, random, row, column) -> batch * (0.5 + random.nextDouble()));
            }
            if (has("norm")) {
                builder.output("normScale", 1, 1);
            }
            if (rule.stateSlots() > 0) {
                builder.inOut("state", rule.stateSlots(), parameterCount(), Values.all(0));
            }
            for (int layer = 1; layer <= layers(); layer++) {
                builder.output("x" + layer, batch, widths.get(layer)).output("dz" + layer, batch, widths.get(layer));
                if (keepsZ(layer)) {
                    builder.output("z" + layer, batch, widths.get(layer));
                }
            }
            return builder.ops(this::ops);
        }

        private List<Op> ops(Views views) {
            MatrixView cursor = views.get("cursor");
            List<Op> ops = new ArrayList<>(gathers(views));
            MatrixView parameters = views.get("parameters");
            for (int layer = 1; layer <= layers(); layer++) {
                ops.add(new Affine(
                        views.get("x" + (layer - 1)),
                        weights(parameters, layer),
                        biases(parameters, layer),
                        layer < layers() ? activation : new Activation.Identity(),
                        views.get("z" + layer),
                        views.get("x" + layer)));
            }
            ops.add(new LossGradient(
                    loss,
                    views.get("x" + layers()),
                    views.get("t"),
                    views.get("classWeights"),
                    views.get("rowWeights"),
                    cursor,
                    views.get("divisors"),
                    has("accumulated loss"),
                    views.get("losses"),
                    views.get("dz" + layers())));
            ops.addAll(backward(views));
            ops.addAll(update(views));
            ops.add(new Advance(cursor));
            return ops;
        }

        private List<Op> gathers(Views views) {
            MatrixView permutation = views.get("permutation");
            MatrixView cursor = views.get("cursor");
            List<Op> ops = new ArrayList<>();
            ops.add(new GatherRows(
                    views.get("source"),
                    permutation,
                    cursor,
                    batch,
                    views.get("mean"),
                    views.get("scale"),
                    views.get("x0")));
            ops.add(new GatherRows(views.get("targets"), permutation, cursor, batch, views.get("t")));
            if (has("weights")) {
                ops.add(new GatherRows(
                        views.get("rowWeightSource"), permutation, cursor, batch, views.get("rowWeights")));
            }
            return ops;
        }

        private List<Op> backward(Views views) {
            List<Op> ops = new ArrayList<>();
            MatrixView gradients = views.get("gradients");
            for (int layer = layers(); layer >= 1; layer--) {
                MatrixView dz = views.get("dz" + layer);
                ops.add(new AffineBackwardWeights(
                        dz, views.get("x" + (layer - 1)), false, weights(gradients, layer), biases(gradients, layer)));
                if (layer > 1) {
                    MatrixView value = views.get((keepsZ(layer - 1) ? "z" : "x") + (layer - 1));
                    MatrixView w = weights(views.get("parameters"), layer);
                    ops.add(new AffineBackwardInput(dz, w, activation, value, false, views.get("dz" + (layer - 1))));
                }
            }
            return ops;
        }

        private List<Op> update(Views views) {
            List<Op> ops = new ArrayList<>();
            MatrixView parameters = views.get("parameters");
            MatrixView gradients = views.get("gradients");
            if (has("norm")) {
                ops.add(new ClipNorm(0.5, regularizer, weightCount(), parameters, gradients, views.get("normScale")));
            }
            ops.add(new Update(
                    rule,
                    regularizer,
                    decay,
                    clipValue,
                    weightCount(),
                    parameters,
                    gradients,
                    views.get("normScale"),
                    views.get("state"),
                    views.get("schedule"),
                    views.get("cursor")));
            return ops;
        }
    }
}
