package io.percept.nn;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Inverted dropout (N. Srivastava et al., 2014): in training each element is 0 with a probability p and otherwise multiplied by 1 / (1 - p);
 * in evaluation nothing happens. The seed of the training and the number of the step decide the masks, on every device the same.
 *
 * @param probability p, at least 0 and less than 1
 */
public record Dropout(double probability) implements Layer {
    static final String TYPE = "dropout";

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "the probability of dropout is " + probability + "; it must be at least 0 and less than 1");
        }
    }

    /** Half of the elements, as the paper has it. */
    public Dropout() {
        this(0.5);
    }

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
        return TYPE + " " + probability;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("probability", probability)
                .build();
    }

    static Dropout read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "probability");
        return new Dropout(description.number("probability", new Dropout().probability));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        int layer = to.nextRandomLayer();
        if (!to.training() || probability == 0) {
            if (place != null) {
                to.append(new Activate(x, new Activation.Identity(), place));
            }
            return new Lowered(place == null ? x : place, (dy, wanted) -> dy);
        }
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(dropout(to, layer, x, y));
        return new Lowered(y, (dy, wanted) -> {
            if (!wanted) {
                return null;
            }
            Lowered.Gradient dx = to.scratch(dy);
            to.append(dropout(to, layer, dy.view(), dx.view()));
            return dx;
        });
    }

    private io.percept.backend.Dropout dropout(Lowering to, int layer, MatrixView x, MatrixView y) {
        Lowering.Training training = to.randomness();
        return new io.percept.backend.Dropout(x, probability, training.seed(), layer, training.step(), y);
    }
}
