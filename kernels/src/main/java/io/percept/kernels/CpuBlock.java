package io.percept.kernels;

import java.util.List;
import java.util.Map;

/**
 * How {@code gemm_cpu.cl} cuts a product: a work-item keeps mr rows of {@code vectors} vectors in registers.
 *
 * @param mr rows of the block
 * @param vectors vectors in each of its rows
 * @param width floats of a vector: 16 for AVX-512, 8 for AVX2, 4 for SSE and NEON
 */
public record CpuBlock(int mr, int vectors, int width) implements GemmVariant {
    /** Packing a panel takes about as long as computing so many rows of it: 16 % of 128 x 528 x 784 (NT, 8 x 48, Sapphire Rapids). */
    private static final int ROWS_PER_PACKING = 20;

    private static final int MOST_ITEMS_PER_UNIT = 4;

    /** The variants to choose from on a device whose native vectors hold so many floats, the one to take untuned first. */
    public static List<CpuBlock> all(int width) {
        if (width == 16) {
            // 32 registers: 24 or 28 sums, and room for a row of the panel and a number of A.
            return List.of(new CpuBlock(8, 3, 16), new CpuBlock(6, 4, 16), new CpuBlock(14, 2, 16));
        }
        // 16 registers: 12 sums.
        return List.of(new CpuBlock(6, 2, width), new CpuBlock(4, 3, width));
    }

    /** Columns of a panel. */
    public int nr() {
        return vectors * width;
    }

    @Override
    public String name() {
        return mr + "x" + nr() + "/" + width;
    }

    @Override
    public Program program() {
        return Program.GEMM_CPU;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "MR", Integer.toString(mr),
                "VECTORS", Integer.toString(vectors),
                "WIDTH", Integer.toString(width));
    }

    @Override
    public int localBytes() {
        return 0;
    }

    @Override
    public long[] localSize() {
        return new long[] {1, 1};
    }

    /** Work-items in each of two dimensions. */
    public long[] globalSize(int m, int n, int rowsPerItem) {
        return new long[] {GemmVariant.divideUp(n, nr()), GemmVariant.divideUp(m, rowsPerItem)};
    }

    /** Floats of workspace: a panel of k x nr for each work-item. */
    public long workspace(int m, int n, int k, int rowsPerItem) {
        long[] items = globalSize(m, n, rowsPerItem);
        return items[0] * items[1] * k * nr();
    }

    /**
     * How many rows to give a work-item so that the busiest compute unit has least to do. Each item packs its own panel, so rows are shared
     * out only where that costs less than units that wait.
     */
    public int rowsPerItem(int m, int n, int computeUnits) {
        int blocks = GemmVariant.divideUp(m, mr);
        int best = mr * blocks;
        for (int parts = 2; parts <= Math.min(blocks, MOST_ITEMS_PER_UNIT * computeUnits); parts++) {
            int rows = mr * GemmVariant.divideUp(blocks, parts);
            if (busiest(m, n, rows, computeUnits) < busiest(m, n, best, computeUnits)) {
                best = rows;
            }
        }
        return best;
    }

    /** What the unit with most items does, in rows of a panel. */
    private long busiest(int m, int n, int rowsPerItem, int computeUnits) {
        long[] items = globalSize(m, n, rowsPerItem);
        long rounds = (items[0] * items[1] + computeUnits - 1) / computeUnits;
        return rounds * (rowsPerItem + ROWS_PER_PACKING);
    }
}
