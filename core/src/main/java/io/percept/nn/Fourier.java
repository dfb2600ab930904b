package io.percept.nn;

import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Random Fourier features y = [sin 2πxfᵀ, cos 2πxfᵀ] (M. Tancik et al., 2020), which let a network learn an image or another function with
 * fine detail from coordinates. The frequencies f are drawn once, belong to the model and are not trained.
 *
 * @param frequencies how many, at least 1; the output is twice as wide
 * @param scale the standard deviation of f, in turns per unit of the input: the larger, the finer the detail
 * @param seed decides f
 */
public record Fourier(int frequencies, double scale, long seed) implements Layer {
    static final String TYPE = "fourier";

    public Fourier {
        if (frequencies < 1 || frequencies > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "there are " + frequencies + " frequencies; there must be 1 to " + Integer.MAX_VALUE / 2);
        }
        Ranges.positive("scale", scale);
    }

    /** A scale of 1 and a seed of 0. */
    public Fourier(int frequencies) {
        this(frequencies, 1, 0);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return 2 * frequencies;
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        return List.of(new Parameter(
                "frequencies",
                Parameter.Kind.CONSTANT,
                frequencies,
                inputs,
                new Parameter.Initial.Normal(scale, seed)));
    }

    @Override
    public String summary() {
        return TYPE + " " + frequencies;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("frequencies", frequencies)
                .put("scale", scale)
                .put("seed", seed)
                .build();
    }

    static Fourier read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "frequencies", "scale", "seed");
        Fourier standard = new Fourier(description.integer("frequencies"));
        return new Fourier(
                standard.frequencies,
                description.number("scale", standard.scale),
                description.longInteger("seed", standard.seed));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        return lower(to, name, x, place, frequencies);
    }

    /** Sines and cosines with the constants that are named {@code frequencies}. */
    static Lowered lower(Lowering to, String name, MatrixView x, MatrixView place, int count) {
        MatrixView f = to.parameter(name + "frequencies");
        MatrixView y = to.at(place, x.rows(), 2 * count);
        to.append(new FourierFeatures(x, f, y));
        return new Lowered(y, (dy, wanted) -> {
            if (!wanted) {
                return null;
            }
            MatrixView dx = to.values(x.rows(), x.columns());
            to.append(new FourierFeaturesBackward(dy.view(), y, f, dx));
            return new Lowered.Gradient(dx, true);
        });
    }
}
