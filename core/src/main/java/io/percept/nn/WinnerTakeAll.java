package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/** In each row 1 for the largest column, the first of equals, and 0 for the others. It is for inference: nothing before it can learn. */
public record WinnerTakeAll() implements Layer {
    static final String TYPE = "winner-take-all";

    @Override
    public String type() {
        return TYPE;
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
        return TYPE;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder().put("type", TYPE).build();
    }

    static WinnerTakeAll read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type");
        return new WinnerTakeAll();
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(new io.percept.backend.WinnerTakeAll(x, y));
        return new Lowered(y, (dy, wanted) -> {
            if (wanted) {
                throw Lowered.cannotLearn(TYPE);
            }
            return null;
        });
    }
}
