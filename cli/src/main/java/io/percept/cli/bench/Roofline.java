package io.percept.cli.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a device can do at most (S. Williams, A. Waterman, D. Patterson, 2009, "Roofline: an insightful visual performance model for
 * multicore architectures"): at an intensity of I floating-point operations for each byte, min(peak, I x bandwidth).
 *
 * <p>Both ceilings are attained ones, measured on the device itself, since nothing knows the peaks of every device: the fastest of some
 * large matrix products, and the sum of two vectors far larger than any cache. A workload can come out above them: its data may lie in a
 * cache, which is faster than the memory.
 *
 * @param compute the figure that gives the compute ceiling
 * @param memory the figure that gives the bandwidth ceiling
 */
public record Roofline(Figure compute, Figure memory) {
    /**
     * The roofline of a device.
     *
     * @param products large ones, at least one
     * @param add the sum of two large vectors
     */
    static Roofline of(List<Figure> products, Figure add) {
        ToDoubleFunction<Figure> speed = figure -> figure.gflops().mean();
        return new Roofline(
                products.stream().max(Comparator.comparingDouble(speed)).orElseThrow(), add);
    }

    /** The compute ceiling, in GFLOP/s. */
    public double gflops() {
        return compute.gflops().mean();
    }

    /** The bandwidth ceiling, in GB/s. */
    public double gigabytesPerSecond() {
        return memory.gigabytesPerSecond().mean();
    }

    /** GFLOP/s that can be had at an intensity. */
    public double attainable(double intensity) {
        return Math.min(gflops(), intensity * gigabytesPerSecond());
    }

    /** How much of what it could reach a workload reaches, 1 for all. */
    public double fraction(Figure figure) {
        return figure.gflops().mean() / attainable(figure.intensity());
    }
}
