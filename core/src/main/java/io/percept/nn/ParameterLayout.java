package io.percept.nn;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.MatrixView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter of a network lies in one flat buffer, so that one operation updates them all. Weights come first, because
 * penalties apply to a leading part, and what is not trained comes last, because optimizers leave it alone; each parameter starts at a
 * multiple of 16 elements (64 bytes), because devices load aligned vectors. The gaps stay zero.
 */
public final class ParameterLayout {
    private static final int ALIGNMENT = 16;

    private final List<Parameter> parameters;
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final int penalised;
    private final int trained;
    private final int size;

    /**
     * Lays out parameters with distinct names.
     *
     * @throws IllegalArgumentException when they have more than 2³¹ - 1 elements together
     */
    public ParameterLayout(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        List<Parameter> weightsFirst = new ArrayList<>(this.parameters);
        weightsFirst.sort((a, b) -> a.kind().compareTo(b.kind()));
        long next = 0;
        long endOfWeights = 0;
        long endOfTrained = 0;
        for (Parameter parameter : weightsFirst) {
            offsets.put(parameter.name(), (int) next);
            next += (parameter.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
            if (next > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the network has more than 2147483647 parameters");
            }
            if (parameter.kind() == Parameter.Kind.WEIGHT) {
                endOfWeights = next;
            }
            if (parameter.kind().trained()) {
                endOfTrained = next;
            }
        }
        this.penalised = (int) endOfWeights;
        this.trained = (int) endOfTrained;
        this.size = (int) next;
    }

    /** The parameters in the network's order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The length of the flat buffer, gaps included. */
    public int size() {
        return size;
    }

    /** How many leading elements penalties apply to. */
    public int penalised() {
        return penalised;
    }

    /** How many leading elements optimizers change. */
    public int trained() {
        return trained;
    }

    /** The index of a parameter's first element. */
    public int offset(Parameter parameter) {
        return offsets.get(parameter.name());
    }

    /** A parameter inside a buffer of this layout. */
    public MatrixView view(DeviceBuffer buffer, Parameter parameter) {
        return buffer.view(offset(parameter), parameter.rows(), parameter.columns());
    }
}
