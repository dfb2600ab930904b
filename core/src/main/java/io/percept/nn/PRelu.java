package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.backend.Named;
import io.percept.backend.PReluBackward;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * ReLU whose slope below 0 is learned (K. He et al.: "Delving Deep into Rectifiers", 2015): y = x where x > 0, else slope x.
 *
 * @param perUnit whether each unit has a slope of its own, rather than all the same
 * @param slope what slopes start from, finite
 */
public record PRelu(boolean perUnit, double slope) implements Layer, Named {
    static final String TYPE = "prelu";

    public PRelu {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("slope is " + slope + "; it must be a finite number");
        }
    }

    /** One slope for all units that starts from ¼, as PyTorch has it. */
    public PRelu() {
        this(false, 0.25);
    }

    @Override
    public String name() {
        return TYPE;
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
        return List.of(Parameter.vector("weight", Parameter.Kind.SCALE, perUnit ? inputs : 1, slope));
    }

    @Override
    public String summary() {
        return TYPE + (perUnit ? " per unit" : "");
    }

    @Override
    public JsonObject describe(int inputs) {
        return SettingsJson.write(this);
    }

    static PRelu read(JsonObject description, String position, int inputs) {
        return NetworkJson.readSettings(new PRelu(), description, position);
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        MatrixView y = to.at(place, x.rows(), x.columns());
        MatrixView slopes = to.parameter(name + "weight");
        to.append(new io.percept.backend.PRelu(x, slopes, y));
        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient dx = to.scratch(dy);
            to.append(new PReluBackward(dy.view(), x, slopes, false, dx.view(), to.gradient(name + "weight")));
            return dx;
        });
    }
}
