package io.percept.cpu;

/**
 * How one side of a product is cut into chunks.
 *
 * @param panels in all
 * @param perChunk of them at most
 */
record Cut(int panels, int perChunk) {
    /** About 20 µs of work. */
    private static final long FLOPS_PER_CHUNK = 2_000_000;

    /** As many panels as make a chunk worth a thread's while, and no fewer than {@code least} nor more than {@code most}. */
    static Cut byWork(Gemm.Product product, int panels, int least, int most) {
        long enough = Math.max(least, FLOPS_PER_CHUNK * panels / product.flops());
        return new Cut(panels, (int) Math.min(enough, Math.min(panels, most)));
    }

    int chunks() {
        return Kernel.divideUp(panels, perChunk);
    }

    /** The first panel of a chunk; of the one after the last, the number of panels. Chunks differ by one panel at most. */
    int first(int chunk) {
        return (int) ((long) panels * chunk / chunks());
    }
}
