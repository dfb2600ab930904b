package io.percept.nn;

import io.percept.backend.Activation;
import java.util.List;
import java.util.Objects;

/** A layer of a network. To add a kind, add a record here, its lowering in {@link Lowering} and its form in {@link NetworkJson}. */
public sealed interface Layer {
    /** The width of its output, given the width of its input. */
    int outputs(int inputs);

    /** What it learns, given the width of its input; names are relative to the layer. */
    List<Parameter> parameters(int inputs);

    /**
     * A fully connected layer y = x wᵀ + b.
     *
     * @param units outputs, at least 1
     * @param bias whether there is a b
     */
    record Linear(int units, boolean bias) implements Layer {
        public Linear {
            if (units < 1) {
                throw new IllegalArgumentException("a layer of width " + units + "; it must be at least 1");
            }
        }

        @Override
        public int outputs(int inputs) {
            return units;
        }

        @Override
        public List<Parameter> parameters(int inputs) {
            Parameter weight = new Parameter("weight", Parameter.Kind.WEIGHT, units, inputs);
            return bias ? List.of(weight, new Parameter("bias", Parameter.Kind.BIAS, 1, units)) : List.of(weight);
        }
    }

    /** An elementwise activation y = f(x). */
    record Elementwise(Activation activation) implements Layer {
        public Elementwise {
            Objects.requireNonNull(activation, "activation");
        }

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public List<Parameter> parameters(int inputs) {
            return List.of();
        }
    }
}
