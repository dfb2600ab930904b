package io.percept.nn;

import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.nn.Lowered.Backward;
import io.percept.nn.Lowered.Gradient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a network's operations for one batch size: for evaluation only forward, for training forward and backward. The buffers between
 * the layers go to the owner that the caller names.
 */
public final class Lowering {
    private final Memory memory;
    private final List<Layer> layers;
    private final ParameterLayout layout;
    private final Map<String, Parameter> named = new HashMap<>();
    private final DeviceBuffer parameters;
    private final Training training;
    private final List<Op> ops = new ArrayList<>();
    private Backward backward;
    private int randomLayers;

    /**
     * What training needs besides.
     *
     * @param gradients receives the gradients of the parameters, 1 x the layout's size
     * @param seed decides what is random in a pass
     * @param step 1 x 1 int32: the number of passes before this one, counted over the whole training. Whoever runs the passes advances
     *     it; layers that draw random numbers read it.
     */
    public record Training(DeviceBuffer gradients, long seed, MatrixView step) {}

    /** Where buffers come from. */
    @FunctionalInterface
    interface Memory {
        DeviceBuffer allocate(int rows, int columns, ElementType type);
    }

    private Lowering(
            Memory memory, List<Layer> layers, ParameterLayout layout, DeviceBuffer parameters, Training training) {
        this.memory = memory;
        this.layers = layers;
        this.layout = layout;
        layout.parameters().forEach(parameter -> named.put(parameter.name(), parameter));
        this.parameters = parameters;
        this.training = training;
    }

    /**
     * Prepares to write what computes outputs from a network as it is.
     *
     * @param owned takes the buffers
     * @param parameters the network's parameters, 1 x the layout's size
     */
    public static Lowering evaluation(Device device, Owned owned, Network network, DeviceBuffer parameters) {
        return of(device, owned, network, parameters, null);
    }

    /** Prepares to write what trains a network: dropout drops, and normalisation looks at the batch. */
    public static Lowering training(
            Device device, Owned owned, Network network, DeviceBuffer parameters, Training training) {
        return of(device, owned, network, parameters, training);
    }

    private static Lowering of(
            Device device, Owned owned, Network network, DeviceBuffer parameters, Training training) {
        return new Lowering(
                (rows, columns, type) -> owned.own(device.allocate(rows, columns, type)),
                network.layers(),
                new ParameterLayout(network.parameters()),
                parameters,
                training);
    }

    /** Prepares to write what a layer computes, whose parameters have their names relative to it. */
    static Lowering ofLayer(Memory memory, Layer layer, int inputs) {
        ParameterLayout layout = new ParameterLayout(layer.parameters(inputs));
        DeviceBuffer parameters = memory.allocate(1, Math.max(1, layout.size()), ElementType.FLOAT32);
        return new Lowering(memory, List.of(layer), layout, parameters, null);
    }

    /** The operations so far, in order. */
    public List<Op> ops() {
        return List.copyOf(ops);
    }

    /** Appends an operation of the caller's, before, between or after the network's. */
    public void append(Op op) {
        ops.add(op);
    }

    /** A new buffer of the owner's. */
    public MatrixView buffer(int rows, int columns, ElementType type) {
        return memory.allocate(rows, columns, type).view();
    }

    /** Appends the forward operations and returns the network's output, batch x outputs. */
    public MatrixView forward(MatrixView x) {
        Lowered lowered = chain(layers, "", x, null);
        backward = lowered.backward();
        return lowered.y();
    }

    /**
     * Appends the backward operations of the last {@link #forward}.
     *
     * @param dy gradient of the network's output; overwritten
     */
    public void backward(MatrixView dy) {
        backward.append(new Gradient(dy, true), false);
    }

    /** Whether an operation so far depends on {@link Training#step()}, so that it must be advanced after each pass. */
    public boolean readsStep() {
        return training != null && ops.stream().anyMatch(op -> op.inputs().contains(training.step()));
    }

    boolean training() {
        return training != null;
    }

    /** The seed and the count of the passes; for training only. */
    Training randomness() {
        return training;
    }

    /** A number for a layer that draws random numbers: its place among them. */
    int nextRandomLayer() {
        return randomLayers++;
    }

    /** A parameter by its full name. */
    MatrixView parameter(String name) {
        return layout.view(parameters, named.get(name));
    }

    /** Where the gradient of a trained parameter goes. */
    MatrixView gradient(String name) {
        return layout.view(training.gradients(), named.get(name));
    }

    /** A new matrix of values. */
    MatrixView values(int rows, int columns) {
        return buffer(rows, columns, ElementType.FLOAT32);
    }

    /** The given place, or a new one where there is none. */
    MatrixView at(MatrixView place, int rows, int columns) {
        return place == null ? values(rows, columns) : place;
    }

    /**
     * Appends layers one after another.
     *
     * @param prefix what their parameters' names start with: empty, or {@code 2.body.}
     * @param place receives the last one's output; null for anywhere
     */
    Lowered chain(List<Layer> layers, String prefix, MatrixView x, MatrixView place) {
        MatrixView[] places = places(layers, x, place);
        Deque<Step> steps = new ArrayDeque<>();
        MatrixView value = x;
        for (int i = 0; i < layers.size(); i++) {
            String name = prefix + i + ".";
            boolean learnedBefore = !steps.isEmpty() && (steps.peek().learnedBefore || steps.peek().learns);
            Lowered lowered;
            if (layers.get(i) instanceof Linear linear && activationAt(layers, i + 1) != null) {
                i++;
                lowered = linear.lower(this, name, value, activationAt(layers, i), places[i]);
            } else {
                lowered = layers.get(i).lower(this, name, value, places[i]);
            }
            steps.push(new Step(lowered.backward(), learns(name), learnedBefore));
            value = lowered.y();
        }
        return new Lowered(value, (dy, wanted) -> {
            Gradient gradient = dy;
            for (Step step : steps) {
                if (!wanted && !step.learns && !step.learnedBefore) {
                    return null;
                }
                gradient = step.backward.append(gradient, wanted || step.learnedBefore);
            }
            return gradient;
        });
    }

    /** A layer's backward operations, and whether it or one before it in its chain learns anything. */
    private record Step(Backward backward, boolean learns, boolean learnedBefore) {}

    private static Activation activationAt(List<Layer> layers, int index) {
        return index < layers.size() && layers.get(index) instanceof Elementwise elementwise
                ? elementwise.activation()
                : null;
    }

    private boolean learns(String prefix) {
        return named.values().stream()
                .anyMatch(parameter ->
                        parameter.kind().trained() && parameter.name().startsWith(prefix));
    }

    /** Where each layer's output goes: before a dense-concat into its left columns, otherwise anywhere, which is null. */
    private MatrixView[] places(List<Layer> layers, MatrixView x, MatrixView last) {
        int[] widths = new int[layers.size()];
        int width = x.columns();
        for (int i = 0; i < widths.length; i++) {
            width = layers.get(i).outputs(width);
            widths[i] = width;
        }
        MatrixView[] places = new MatrixView[widths.length];
        places[widths.length - 1] = last;
        for (int i = widths.length - 1; i > 0; i--) {
            if (layers.get(i) instanceof DenseConcat) {
                places[i] = at(places[i], x.rows(), widths[i]);
                places[i - 1] = places[i].columnRange(0, widths[i - 1]);
            }
        }
        return places;
    }

    /**
     * dy ⊙ f′(value), as a part of the operation that computed dy where that is possible.
     *
     * @throws IllegalArgumentException when f′ is 0 everywhere, so that what asks for this gradient would never learn
     */
    Gradient throughActivation(Gradient dy, Activation activation, MatrixView value) {
        if (activation instanceof Activation.Identity) {
            return dy;
        }
        if (activation.inferenceOnly()) {
            throw Lowered.cannotLearn(activation.name());
        }
        if (dy.scratch()
                && lastOp() instanceof AffineBackwardInput source
                && source.dx().equals(dy.view())
                && source.value() == null
                && !source.accumulate()) {
            replaceLast(new AffineBackwardInput(source.dz(), source.w(), activation, value, false, dy.view()));
            return dy;
        }
        Gradient dx = scratch(dy);
        append(new ActivateBackward(dy.view(), activation, value, dx.view()));
        return dx;
    }

    /** a + b, as a part of the operation that computed b where that is possible; b must not be needed elsewhere. */
    Gradient sum(Gradient a, Gradient b) {
        if (a.scratch()
                && lastOp() instanceof AffineBackwardInput source
                && source.dx().equals(b.view())
                && !source.accumulate()
                && source.inputs().stream().noneMatch(input -> input.overlaps(a.view()))) {
            replaceLast(new AffineBackwardInput(
                    source.dz(), source.w(), source.activation(), source.value(), true, a.view()));
            return a;
        }
        Gradient sum = a.scratch() ? a : scratch(b);
        append(new Add(a.view(), b.view(), sum.view()));
        return sum;
    }

    /** Where a gradient of the same shape may be written: over this one where nobody needs it, otherwise anew. */
    Gradient scratch(Gradient gradient) {
        MatrixView view = gradient.view();
        return gradient.scratch() ? gradient : new Gradient(values(view.rows(), view.columns()), true);
    }

    /** The position of the layer whose parameters' names start so. */
    static String position(String name) {
        return name.substring(0, name.length() - 1);
    }

    private Op lastOp() {
        return ops.get(ops.size() - 1);
    }

    private void replaceLast(Op op) {
        ops.set(ops.size() - 1, op);
    }
}
