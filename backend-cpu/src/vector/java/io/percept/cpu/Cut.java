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

    private static final int ENOUGH_CHUNKS = 16;

    /**
     * As many panels as make a chunk worth a thread's while, or more where enough chunks remain for many threads: what is packed already is
     * then read less often. No fewer than {@code least}, nor more than {@code most}.
     */
    static Cut byWork(Gemm.Product product, int panels, int least, int most) {
        long enough = Math.max(FLOPS_PER_CHUNK * panels / product.flops(), panels / ENOUGH_CHUNKS);
        return new Cut(panels, (int) Math.min(Math.max(least, enough), Math.min(panels, most)));
    }

    int chunks() {
        return Kernel.divideUp(panels, perChunk);
    }

    /** The first panel of a chunk; of the one after the last, the number of panels. Chunks differ by one panel at most. */
    int first(int chunk) {
        return (int) ((long) panels * chunk / chunks());
    }
}
