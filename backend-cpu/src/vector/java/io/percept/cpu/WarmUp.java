package io.percept.cpu;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs an inner loop until Java's compiler has made machine code of it, once in a virtual machine. Before that it is a thousand times slower,
 * and a loop that a training uses seldom, say for the smaller last batch, would stay so for many epochs.
 */
final class WarmUp {
    /** Below this a product is not worth it. */
    private static final long LEAST_FLOPS = 1_000_000;

    /** Compiled loops do 10 times as many floating-point operations in a nanosecond, others a tenth, per float of a vector. */
    private static final double COMPILED = 0.25;

    /** Few, so that whole calls are compiled and not only the loop in them, and that it takes little until then. */
    private static final int STEPS = 8;

    private static final int CALLS = 64;
    private static final double MOST_NANOS = 2e9;

    /** For the compiler, which may need this very processor. */
    private static final long PAUSE_NANOS = 1_000_000;

    private static final Map<Loop, Double> DONE = new ConcurrentHashMap<>();

    private record Loop(boolean transposed, int rows, int vectors) {}

    private WarmUp() {}

    static void run(Gemm.Product product, LeftPanels left, int vectors) {
        if (product.flops() >= LEAST_FLOPS) {
            // Others who need the same loop wait.
            DONE.computeIfAbsent(new Loop(left.transposed(), left.height(), vectors), loop -> run(left, vectors));
        }
    }

    /** Seconds that it took. */
    private static double run(LeftPanels left, int vectors) {
        float[] a = new float[LeftPanels.blockSize()];
        float[] b = new float[STEPS * vectors * Lanes.COUNT];
        int row = vectors * Lanes.COUNT;
        float[] c = new float[left.height() * row];
        double flops = 2.0 * c.length * STEPS * CALLS;
        long start = System.nanoTime();
        while (true) {
            long before = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                left.multiply(STEPS, a, 0, vectors, b, 0, row, c, 0, row, c, 0, row);
            }
            long now = System.nanoTime();
            if (flops / (now - before) >= COMPILED * Lanes.COUNT || now - start >= MOST_NANOS) {
                return (now - start) / 1e9;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
