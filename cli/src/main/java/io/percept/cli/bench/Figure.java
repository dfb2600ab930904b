package io.percept.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What was measured of a workload on a device.
 *
 * @param flops floating-point operations of a run
 * @param bytes bytes that a run must move at least: what each of its launches reads and writes, once
 * @param repetitions seconds that a run took, for each repetition
 */
public record Figure(Workload work, long flops, long bytes, List<Double> repetitions) {
    private static final double GIGA = 1e9;

    public Figure {
        repetitions = List.copyOf(repetitions);
    }

    static Figure of(Workload work, long flops, long bytes, double... repetitions) {
        return new Figure(work, flops, bytes, Arrays.stream(repetitions).boxed().toList());
    }

    /** Subject and variant. */
    public String name() {
        return work.subject() + (work.variant().isEmpty() ? "" : " " + work.variant());
    }

    /** Seconds of a run. */
    public Sample seconds() {
        double[] values = times().toArray();
        return Sample.of(Arrays.stream(values).min().orElseThrow(), values);
    }

    /** Billions of floating-point operations in a second. */
    public Sample gflops() {
        return rate(flops / GIGA);
    }

    /** Billions of bytes in a second. */
    public Sample gigabytesPerSecond() {
        return rate(bytes / GIGA);
    }

    /** Rows trained with in a second. */
    public Sample samplesPerSecond() {
        return rate(work.rows());
    }

    private Sample rate(double ofRun) {
        double[] rates = times().map(seconds -> ofRun / seconds).toArray();
        return Sample.of(Arrays.stream(rates).max().orElseThrow(), rates);
    }

    private DoubleStream times() {
        return repetitions.stream().mapToDouble(Double::doubleValue);
    }

    /** Operational intensity: floating-point operations for each byte. */
    public double intensity() {
        return (double) flops / bytes;
    }
}
