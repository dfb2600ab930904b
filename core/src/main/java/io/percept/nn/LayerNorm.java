package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Layer normalisation (J. L. Ba, J. R. Kiros, G. E. Hinton, 2016): each row is brought to mean 0 and variance 1, and then each column is
 * scaled and shifted by what is learned.
 *
 * @param epsilon added to variances, positive
 */
public record LayerNorm(double epsilon) implements Layer {
    static final String TYPE = "layer-norm";

    public LayerNorm {
        Ranges.positive("epsilon", epsilon);
    }

    /** PyTorch's: ε = 10⁻⁵. */
    public LayerNorm() {
        this(1e-5);
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
        return List.of(
                Parameter.vector("weight", Parameter.Kind.SCALE, inputs, 1),
                Parameter.vector("bias", Parameter.Kind.BIAS, inputs, 0));
    }

    @Override
    public String summary() {
        return TYPE;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder().put("type", TYPE).put("epsilon", epsilon).build();
    }

    static LayerNorm read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "epsilon");
        return new LayerNorm(description.number("epsilon", new LayerNorm().epsilon));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        MatrixView y = to.at(place, x.rows(), x.columns());
        MatrixView gain = to.parameter(name + "weight");
        MatrixView shift = to.parameter(name + "bias");
        MatrixView mean = to.training() ? to.values(1, x.rows()) : null;
        MatrixView inverse = to.training() ? to.values(1, x.rows()) : null;
        to.append(new NormalizeRows(x, gain, shift, epsilon, mean, inverse, y));
        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient dx = to.scratch(dy);
            to.append(new NormalizeRowsBackward(
                    dy.view(),
                    x,
                    mean,
                    inverse,
                    gain,
                    false,
                    dx.view(),
                    to.gradient(name + "weight"),
                    to.gradient(name + "bias")));
            return dx;
        });
    }
}
