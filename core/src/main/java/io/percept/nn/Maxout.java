package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Maxout units (I. Goodfellow et al., 2013): each is the largest of k linear functions of the input. Unit u takes columns u k to u k + k -
 * 1 of one fully connected layer, {@code lin}.
 *
 * @param units outputs, at least 1
 * @param pieces k, at least 1
 * @param bias whether the linear functions have biases
 */
public record Maxout(int units, int pieces, boolean bias) implements Layer {
    static final String TYPE = "maxout";

    private static final String LINEAR = "lin.";

    public Maxout {
        if (units < 1 || pieces < 1) {
            throw new IllegalArgumentException(
                    units + " maxout units of " + pieces + " pieces; there must be at least 1 of each");
        }
        if ((long) units * pieces > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(units + " maxout units of " + pieces
                    + " pieces need more than 2147483647 columns; take fewer of either");
        }
    }

    /** With biases. */
    public Maxout(int units, int pieces) {
        this(units, pieces, true);
    }

    private Linear linear() {
        return new Linear(units * pieces, bias);
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
        return linear().parameters(inputs).stream()
                .map(parameter -> parameter.withPrefix(LINEAR))
                .toList();
    }

    @Override
    public String summary() {
        return TYPE + " " + units + " of " + pieces + (bias ? "" : " without bias");
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("units", units)
                .put("pieces", pieces)
                .put("bias", bias)
                .build();
    }

    static Maxout read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "units", "pieces", "bias");
        return new Maxout(description.integer("units"), description.integer("pieces"), description.bool("bias", true));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        Lowered linear = linear().lower(to, name + LINEAR, x, null);
        MatrixView z = linear.y();
        MatrixView y = to.at(place, x.rows(), units);
        to.append(new MaxOfPieces(z, y));
        return new Lowered(y, (dy, wanted) -> {
            MatrixView dz = to.values(z.rows(), z.columns());
            to.append(new MaxOfPiecesBackward(dy.view(), z, dz));
            return linear.backward().append(new Lowered.Gradient(dz, true), wanted);
        });
    }
}
