package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.MatrixView;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * A fully connected layer y = x wᵀ + b.
 *
 * @param units outputs, at least 1
 * @param bias whether there is a b
 */
public record Linear(int units, boolean bias) implements Layer {
    static final String TYPE = "linear";

    public Linear {
        if (units < 1) {
            throw new IllegalArgumentException("a layer of width " + units + "; it must be at least 1");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return units;
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        Parameter weight = Parameter.weight("weight", units, inputs);
        return bias ? List.of(weight, Parameter.bias("bias", units)) : List.of(weight);
    }

    @Override
    public String summary() {
        return TYPE + " " + units + (bias ? "" : " without bias");
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("in", inputs)
                .put("out", units)
                .put("bias", bias)
                .build();
    }

    static Linear read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "in", "out", "bias");
        int in = description.integer("in", inputs);
        if (in != inputs) {
            throw new JsonException("layer " + position + " (linear) takes " + in
                    + " inputs, but what comes before it gives " + inputs + "; make them equal, or leave \"in\" out");
        }
        int out = description.integer("out");
        if (out < 1) {
            throw new JsonException("layer " + position + " (linear) has " + out + " outputs; it must have at least 1");
        }
        return new Linear(out, description.bool("bias", true));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView y) {
        return lower(to, name, x, new Activation.Identity(), y);
    }

    /** The same with the activation that follows, as a part of the product. */
    Lowered lower(Lowering to, String name, MatrixView x, Activation activation, MatrixView place) {
        MatrixView w = to.parameter(name + "weight");
        MatrixView b = bias ? to.parameter(name + "bias") : null;
        MatrixView y = to.at(place, x.rows(), units);
        boolean keepZ = to.training() && !activation.derivativeFromOutput();
        MatrixView z = keepZ ? to.values(x.rows(), units) : null;
        to.append(new Affine(x, w, b, activation, z, y));

        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient dz = to.throughActivation(dy, activation, keepZ ? z : y);
            MatrixView db = bias ? to.gradient(name + "bias") : null;
            to.append(new AffineBackwardWeights(dz.view(), x, false, to.gradient(name + "weight"), db));
            if (!wanted) {
                return null;
            }
            MatrixView dx = to.values(x.rows(), x.columns());
            to.append(new AffineBackwardInput(dz.view(), w, dx));
            return new Lowered.Gradient(dx, true);
        });
    }
}
