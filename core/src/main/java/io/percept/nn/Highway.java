package io.percept.nn;

import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A highway block y = t h(x) + (1 - t) x with a learned gate t = sigmoid(x wᵀ + b) (R. K. Srivastava, K. Greff, J. Schmidhuber: "Training
 * Very Deep Networks", 2015).
 *
 * @param body the layers h, at least one, that end with as many columns as they start with
 * @param gateBias what the gate's biases b start from; below 0, so that the block starts by letting x pass
 */
public record Highway(List<Layer> body, double gateBias) implements Layer {
    static final String TYPE = "highway";

    /** The paper takes -1 to -10, the deeper the lower; -1 lets three quarters of x pass at first. */
    public static final double GATE_BIAS = -1;

    public Highway {
        body = Chain.of(body, TYPE);
        if (!Double.isFinite(gateBias)) {
            throw new IllegalArgumentException("gateBias is " + gateBias + "; it must be finite");
        }
    }

    /** A gate that starts from {@link #GATE_BIAS}. */
    public Highway(List<Layer> body) {
        this(body, GATE_BIAS);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        int outputs = Chain.outputs(body, "body.", inputs);
        if (outputs != inputs) {
            throw new IllegalArgumentException("t h(x) + (1 - t) x blends " + inputs + " columns with the body's "
                    + outputs + "; let the body end with " + inputs + " columns");
        }
        return inputs;
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        List<Parameter> parameters = new ArrayList<>(Chain.parameters(body, "h.", inputs));
        parameters.add(Parameter.weight("gate.weight", inputs, inputs));
        parameters.add(Parameter.vector("gate.bias", Parameter.Kind.BIAS, inputs, gateBias));
        return parameters;
    }

    @Override
    public String summary() {
        return TYPE + " (" + Chain.summary(body) + ")";
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .putArray("body", Chain.describe(body, inputs))
                .put("gateBias", gateBias)
                .build();
    }

    static Highway read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "body", "gateBias");
        return new Highway(
                NetworkJson.readLayers(description, "body", position + ".body.", inputs),
                description.number("gateBias", GATE_BIAS));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        Activation sigmoid = new Activation.Sigmoid();
        MatrixView w = to.parameter(name + "gate.weight");
        MatrixView t = to.values(x.rows(), x.columns());
        to.append(new Affine(x, w, to.parameter(name + "gate.bias"), sigmoid, null, t));
        Lowered h = to.chain(body, name + "h.", x, null);
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(new Blend(t, h.y(), x, y));
        return new Lowered(y, (dy, wanted) -> {
            MatrixView dt = to.values(x.rows(), x.columns());
            MatrixView dh = to.values(x.rows(), x.columns());
            Lowered.Gradient dx = to.scratch(dy);
            to.append(new BlendBackward(dy.view(), t, h.y(), x, dt, dh, dx.view()));
            to.append(new ActivateBackward(dt, sigmoid, t, dt));
            to.append(new AffineBackwardWeights(
                    dt, x, false, to.gradient(name + "gate.weight"), to.gradient(name + "gate.bias")));
            Lowered.Gradient through = h.backward().append(new Lowered.Gradient(dh, true), wanted);
            if (!wanted) {
                return null;
            }
            Lowered.Gradient sum = to.sum(dx, through);
            to.append(new AffineBackwardInput(dt, w, new Activation.Identity(), null, true, sum.view()));
            return sum;
        });
    }
}
