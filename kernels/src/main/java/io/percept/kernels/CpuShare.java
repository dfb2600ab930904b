package io.percept.kernels;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a work-item of {@code gemm_cpu.cl} computes of a product C (m x n) over k.
 *
 * @param block the block that it goes through its share with
 * @param transposedA whether the first operand is stored k x m, and therefore packed
 * @param rows a multiple of the block's rows
 * @param panels panels of the block's columns
 */
public record CpuShare(CpuBlock block, boolean transposedA, int m, int n, int k, int rows, int panels) {
    /**
     * Packing a column of B or a row of A takes about as long as multiplying it so many times: 16 % of 128 x 528 x 784 (NT, 8 x 48,
     * Sapphire Rapids) was packing.
     */
    private static final int PACKING = 20;

    /**
     * Floats of A that a work-item goes over again for each panel: 2 MiB, which its core's cache nearly holds. 2048 x 2048 x 2048 takes
     * 12 % longer where they are 8 MiB (NN, Zen 5), as then they come from memory.
     */
    private static final int MOST_REREAD = 512 * 1024;

    private static final int MOST_ITEMS_PER_UNIT = 4;

    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Units do not all run at the same pace: at the end they wait for a part of an item. */
    private static final double WAITING = 0.05;

    /** The share that gives the busiest compute unit least to do. */
    public static CpuShare of(CpuBlock block, boolean transposedA, int m, int n, int k, int computeUnits) {
        int most = MOST_ITEMS_PER_UNIT * computeUnits;
        int blocks = GemmVariant.divideUp(m, block.mr());
        int panels = GemmVariant.divideUp(n, block.nr());
        int mostBlocks = Math.max(1, MOST_REREAD / Math.min(k, block.depth()) / block.mr());
        return sizes(blocks, GemmVariant.divideUp(blocks, mostBlocks), most)
                .flatMap(rows -> sizes(panels, 1, most)
                        .map(columns -> new CpuShare(block, transposedA, m, n, k, rows * block.mr(), columns)))
                .min(Comparator.comparingDouble(share -> share.time(computeUnits)))
                .orElseThrow();
    }

    /** The sizes of equal parts, the last one perhaps smaller, when there are from so many of them to so many. */
    private static Stream<Integer> sizes(int whole, int fewest, int most) {
        return IntStream.rangeClosed(fewest, Math.max(fewest, Math.min(whole, most)))
                .map(parts -> GemmVariant.divideUp(whole, parts))
                .distinct()
                .boxed();
    }

    /** What the unit with most items does, in multiplications for a step of the sum. */
    private double time(int computeUnits) {
        long[] items = globalSize();
        double rounds = Math.ceil((double) items[0] * items[1] / computeUnits);
        double columns = (double) panels * block.nr();
        double item = rows * columns + PACKING * (columns + (transposedA ? rows : 0));
        return (rounds + WAITING) * item;
    }

    /** Work-items in each of two dimensions. */
    public long[] globalSize() {
        return new long[] {
            GemmVariant.divideUp(GemmVariant.divideUp(n, block.nr()), panels), GemmVariant.divideUp(m, rows)
        };
    }

    /** Floats of workspace: for each work-item a packed panel, its sums while they are unfinished, and its packed rows. */
    public long workspace() {
        long[] items = globalSize();
        long depth = Math.min(k, block.depth());
        long tiles = k > block.depth() ? (long) rows * panels : block.mr();
        long packed = transposedA ? (rows * depth + LINE - 1) / LINE * LINE : 0;
        return items[0] * items[1] * ((depth + tiles) * block.nr() + packed);
    }
}
