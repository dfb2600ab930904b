package io.percept.nn;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes a network's operations for one batch size: first forward, then, if gradients are wanted, backward. The buffers between the
 * layers go to the owner that the caller names.
 */
public final class Lowering {
    private final Device device;
    private final Network network;
    private final ParameterLayout layout;
    private final DeviceBuffer parameters;
    private final DeviceBuffer gradients;
    private final List<Op> ops = new ArrayList<>();
    private final Owned owned;
    /** What remains to be done backwards, the last layer on top. */
    private final Deque<Backward> backwards = new ArrayDeque<>();

    /**
     * Prepares to write operations.
     *
     * @param owned takes the buffers
     * @param parameters the network's parameters, 1 x the layout's size
     * @param gradients receives their gradients, of the same shape; null when only the forward part is wanted
     */
    public Lowering(Device device, Owned owned, Network network, DeviceBuffer parameters, DeviceBuffer gradients) {
        this.device = device;
        this.owned = owned;
        this.network = network;
        this.layout = new ParameterLayout(network.parameters());
        this.parameters = parameters;
        this.gradients = gradients;
    }

    /** Takes the gradient of a layer's output, which it may overwrite, and returns that of its input; null when nobody wants it. */
    private interface Backward {
        MatrixView apply(MatrixView dy, boolean wanted);
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
        return owned.own(device.allocate(rows, columns, type)).view();
    }

    /** Appends the forward operations and returns the network's output, batch x outputs. */
    public MatrixView forward(MatrixView x) {
        MatrixView value = x;
        List<Layer> layers = network.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Linear linear) {
                Activation after = new Activation.Identity();
                int position = i;
                if (i + 1 < layers.size() && layers.get(i + 1) instanceof Layer.Elementwise elementwise) {
                    after = elementwise.activation();
                    i++;
                }
                value = linear(value, linear, position + ".", after);
            } else if (layers.get(i) instanceof Layer.Elementwise elementwise) {
                value = elementwise(value, elementwise.activation());
            }
        }
        return value;
    }

    /**
     * Appends the backward operations of the last {@link #forward}.
     *
     * @param dy gradient of the network's output; overwritten
     */
    public void backward(MatrixView dy) {
        MatrixView gradient = dy;
        while (!backwards.isEmpty()) {
            Backward backward = backwards.pop();
            gradient = backward.apply(gradient, !backwards.isEmpty());
        }
    }

    private MatrixView linear(MatrixView x, Layer.Linear layer, String prefix, Activation activation) {
        List<Parameter> own = layer.parameters(x.columns()).stream()
                .map(parameter -> parameter.withPrefix(prefix))
                .toList();
        MatrixView w = layout.view(parameters, own.get(0));
        MatrixView b = layer.bias() ? layout.view(parameters, own.get(1)) : null;
        MatrixView y = buffer(x.rows(), layer.units(), ElementType.FLOAT32);
        boolean keepZ = gradients != null && !activation.derivativeFromOutput();
        MatrixView z = keepZ ? buffer(x.rows(), layer.units(), ElementType.FLOAT32) : null;
        ops.add(new Affine(x, w, b, activation, z, y));

        backwards.push((dy, wanted) -> {
            MatrixView dz = throughActivation(dy, activation, keepZ ? z : y);
            MatrixView dw = layout.view(gradients, own.get(0));
            MatrixView db = layer.bias() ? layout.view(gradients, own.get(1)) : null;
            ops.add(new AffineBackwardWeights(dz, x, false, dw, db));
            if (!wanted) {
                return null;
            }
            MatrixView dx = buffer(x.rows(), x.columns(), ElementType.FLOAT32);
            ops.add(new AffineBackwardInput(dz, w, dx));
            return dx;
        });
        return y;
    }

    private MatrixView elementwise(MatrixView x, Activation activation) {
        MatrixView y = buffer(x.rows(), x.columns(), ElementType.FLOAT32);
        ops.add(new Activate(x, activation, y));
        backwards.push((dy, wanted) ->
                wanted ? throughActivation(dy, activation, activation.derivativeFromOutput() ? y : x) : null);
        return y;
    }

    /** dy ← dy ⊙ f′(value), as a part of the operation that computed dy where that is possible. */
    private MatrixView throughActivation(MatrixView dy, Activation activation, MatrixView value) {
        if (activation instanceof Activation.Identity) {
            return dy;
        }
        Op last = ops.get(ops.size() - 1);
        if (last instanceof AffineBackwardInput source && source.dx().equals(dy) && source.value() == null) {
            ops.set(
                    ops.size() - 1,
                    new AffineBackwardInput(source.dz(), source.w(), activation, value, source.accumulate(), dy));
        } else {
            ops.add(new ActivateBackward(dy, activation, value, dy));
        }
        return dy;
    }
}
