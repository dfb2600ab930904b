package io.percept.cpu;

import io.percept.backend.Executable.Launch;

/** Multiplies panels of two operands, one of which is packed for all threads; a chunk is a rectangle of the product. */
abstract class Multiply extends Kernel {
    /** Rows or columns of a chunk at most on the side that is packed already. */
    private static final int LONGEST_SIDE = 1024;

    /** With more blocks along k, rows that lie far apart would fall out of the caches from one to the next. */
    private static final int MOST_BLOCKS_STRAIGHT = 2;

    final LeftPanels left;
    final RightPanels right;
    final Destination destination;
    /** What a thread packs. */
    final float[][] own;

    private final Gemm.Product product;
    private final Cut rows;
    private final Cut columns;
    private final Rectangle[] rectangles;

    Multiply(
            Gemm.Product product,
            LeftPanels left,
            RightPanels right,
            Cut rows,
            Cut columns,
            boolean turned,
            int threads,
            int ownSize) {
        super(
                new Launch(
                        product.name(),
                        "vector " + left.height() + "x" + right.width() + (turned ? " turned" : ""),
                        product.sizes(),
                        product.flops(),
                        product.a().bytes() + product.b().bytes() + (long) Float.BYTES * product.m() * product.n()),
                rows.chunks() * columns.chunks());
        this.product = product;
        this.left = left;
        this.right = right;
        this.rows = rows;
        this.columns = columns;
        this.own = new float[threads][ownSize];
        this.rectangles = new Rectangle[threads];
        for (int i = 0; i < threads; i++) {
            rectangles[i] = new Rectangle(i);
        }
        int size = rows.perChunk() * left.height() * columns.perChunk() * right.width();
        this.destination = !turned
                        && left.blocks() <= MOST_BLOCKS_STRAIGHT
                        && product.sink() instanceof StoreRows store
                        && !store.accumulates()
                ? new Straight(left, right, store.target(), threads)
                : new HandedOn(product, left, right, threads, size, turned);
    }

    static Cut allRows(LeftPanels left) {
        return new Cut(left.panels(), Math.min(left.panels(), LONGEST_SIDE / left.height()));
    }

    static Cut allColumns(RightPanels right) {
        return new Cut(right.panels(), Math.min(right.panels(), LONGEST_SIDE / right.width()));
    }

    /** Gives the destination all that contributes to a rectangle: to each part of it the blocks along k in order. */
    abstract void multiply(Rectangle at, float[] own);

    @Override
    final void warmUp() {
        WarmUp.run(product, left, right.width() / Lanes.COUNT);
    }

    @Override
    final void run(int chunk, int worker) {
        Rectangle at = rectangles[worker];
        at.firstRow = rows.first(chunk / columns.chunks());
        at.endRow = rows.first(chunk / columns.chunks() + 1);
        at.firstColumn = columns.first(chunk % columns.chunks());
        at.endColumn = columns.first(chunk % columns.chunks() + 1);
        multiply(at, own[worker]);
        destination.finish(at);
    }
}
