package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.backend.SoftmaxBackward;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * The softmax of each row, or its logarithm. Losses such as cross-entropy take logits and need neither; a log-softmax goes with {@link
 * io.percept.backend.NegativeLogLikelihood}.
 *
 * @param logarithm whether it is the logarithm
 */
public record Softmax(boolean logarithm) implements Layer {
    static final String TYPE = "softmax";
    static final String LOG_TYPE = "log-softmax";

    @Override
    public String type() {
        return logarithm ? LOG_TYPE : TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        return List.of();
    }

    @Override
    public String summary() {
        return type();
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder().put("type", type()).build();
    }

    static Softmax read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type");
        return new Softmax(description.string("type").equals(LOG_TYPE));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(new io.percept.backend.Softmax(x, logarithm, y));
        return new Lowered(y, (dy, wanted) -> {
            if (!wanted) {
                return null;
            }
            Lowered.Gradient dx = to.scratch(dy);
            to.append(new SoftmaxBackward(dy.view(), y, logarithm, dx.view()));
            return dx;
        });
    }
}
