package io.percept.nn;

import io.percept.backend.Add;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * A residual block y = x + body(x) (K. He et al.: "Deep Residual Learning for Image Recognition", 2016): the body learns what to change, so
 * that gradients reach the layers before it undiminished.
 *
 * @param body layers, at least one, that end with as many columns as they start with
 */
public record Residual(List<Layer> body) implements Layer {
    static final String TYPE = "residual";

    public Residual {
        body = Chain.of(body, TYPE);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        int outputs = Chain.outputs(body, "body.", inputs);
        if (outputs != inputs) {
            throw new IllegalArgumentException("x + body(x) adds " + inputs + " columns and the body's " + outputs
                    + "; let the body end with " + inputs + " columns, or use dense-concat, which joins them");
        }
        return inputs;
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

    static Residual read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "body");
        return new Residual(NetworkJson.readLayers(description, "body", position + ".body.", inputs));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        Lowered h = to.chain(body, name + "body.", x, null);
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(new Add(x, h.y(), y));
        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient dx = h.backward().append(new Lowered.Gradient(dy.view(), false), wanted);
            return wanted ? to.sum(dy, dx) : null;
        });
    }
}
