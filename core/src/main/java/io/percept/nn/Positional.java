package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Positional encoding by octaves (B. Mildenhall et al.: "NeRF", 2020): sin 2ᵏπx and cos 2ᵏπx of each input x, for k from 0 on; for inputs
 * between -1 and 1.
 *
 * @param octaves how many k, 1 to 24, beyond which float32 inputs have no digits left
 */
public record Positional(int octaves) implements Layer {
    static final String TYPE = "positional";
    private static final int MOST = 24;

    public Positional {
        if (octaves < 1 || octaves > MOST) {
            throw new IllegalArgumentException("there are " + octaves + " octaves; there must be 1 to " + MOST);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return Math.multiplyExact(2 * octaves, inputs);
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        return List.of(new Parameter(
                "frequencies",
                Parameter.Kind.CONSTANT,
                octaves * inputs,
                inputs,
                new Parameter.Initial.Octaves(octaves)));
    }

    @Override
    public String summary() {
        return TYPE + " " + octaves;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder().put("type", TYPE).put("octaves", octaves).build();
    }

    static Positional read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "octaves");
        return new Positional(description.integer("octaves"));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        return Fourier.lower(to, name, x, place, octaves * x.columns());
    }
}
