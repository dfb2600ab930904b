package io.percept.nn;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** An elementwise activation y = f(x). */
public record Elementwise(Activation activation) implements Layer {
    public Elementwise {
        Objects.requireNonNull(activation, "activation");
    }

    @Override
    public String type() {
        return activation.name();
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
        return activation.name();
    }

    @Override
    public JsonObject describe(int inputs) {
        return SettingsJson.write(activation);
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        MatrixView y = to.at(place, x.rows(), x.columns());
        to.append(new Activate(x, activation, y));
        return new Lowered(
                y,
                (dy, wanted) -> wanted
                        ? to.throughActivation(dy, activation, activation.derivativeFromOutput() ? y : x)
                        : null);
    }
}
