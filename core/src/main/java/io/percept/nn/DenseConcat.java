package io.percept.nn;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * A densely connected block y = [x, body(x)] (G. Huang et al.: "Densely Connected Convolutional Networks", 2017): what comes after it sees
 * the body's columns to the right of x's own.
 *
 * @param body layers, at least one
 */
public record DenseConcat(List<Layer> body) implements Layer {
    static final String TYPE = "dense-concat";

    public DenseConcat {
        body = Chain.of(body, TYPE);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return Math.addExact(inputs, Chain.outputs(body, "body.", inputs));
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        return Chain.parameters(body, "body.", inputs);
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
                .build();
    }

    static DenseConcat read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "body");
        return new DenseConcat(NetworkJson.readLayers(description, "body", position + ".body.", inputs));
    }

    /** The layer before it writes x into y's left columns and the body writes into the right ones, so that joining them costs nothing. */
    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        int inputs = x.columns();
        int added = outputs(inputs) - inputs;
        MatrixView y = to.at(place, x.rows(), inputs + added);
        MatrixView left = y.columnRange(0, inputs);
        if (!left.equals(x)) { // x is the network's input, or an enclosing block's.
            to.append(new Activate(x, new Activation.Identity(), left));
        }
        Lowered h = to.chain(body, name + "body.", x, y.columnRange(inputs, added));
        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient direct = new Lowered.Gradient(dy.view().columnRange(0, inputs), dy.scratch());
            Lowered.Gradient dx = h.backward()
                    .append(new Lowered.Gradient(dy.view().columnRange(inputs, added), dy.scratch()), wanted);
            return wanted ? to.sum(direct, dx) : null;
        });
    }
}
