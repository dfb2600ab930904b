package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.StandardNet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A training step, in one precision.
 *
 * @param optimizer its name
 * @param launches how many kernels a step launches
 * @param torch what it was compared with: PyTorch's ways to run such a step
 */
public record StepFigure(
        StandardNet net,
        String optimizer,
        Precision precision,
        int launches,
        Timing percept,
        Map<TorchMode, Beside> torch) {
    public StepFigure {
        Map<TorchMode, Beside> modes = new EnumMap<>(TorchMode.class);
        modes.putAll(torch);
        torch = Collections.unmodifiableMap(modes);
    }

    /**
     * Two that took turns.
     *
     * @param percept its own timing, which may be of another time than the figure's
     */
    public record Beside(Timing percept, Timing torch) {
        /** How many times as fast Percept is. */
        double speed() {
            return percept.speedOver(torch);
        }
    }

    /** "net A sgd float32". */
    String name() {
        return name(net, optimizer, precision);
    }

    static String name(StandardNet net, String optimizer, Precision precision) {
        return "net " + net.name() + " " + optimizer + " " + precision.label();
    }

    /** Whether the other is of the same step. */
    boolean isLike(StepFigure other) {
        return name().equals(other.name());
    }

    /** This, compared with what the other was compared with as well. */
    StepFigure with(StepFigure other) {
        Map<TorchMode, Beside> both = new EnumMap<>(TorchMode.class);
        both.putAll(torch);
        both.putAll(other.torch);
        return new StepFigure(net, optimizer, precision, launches, percept, both);
    }
}
