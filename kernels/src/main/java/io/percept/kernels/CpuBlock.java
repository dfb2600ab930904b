package io.percept.kernels;

import java.util.List;
import java.util.Map;

/**
 * How {@code gemm_cpu.cl} cuts a product: a work-item keeps mr rows of {@code vectors} vectors in registers.
 *
 * @param width floats of a vector: 16 for AVX-512, 8 for AVX2, 4 for SSE and NEON
 */
public record CpuBlock(int mr, int vectors, int width) implements GemmVariant {
    /** The variants to choose from on a device whose native vectors hold so many floats, the one to take untuned first. */
    public static List<CpuBlock> all(int width) {
        if (width == 16) {
            // 32 registers: up to 28 sums, and room for a row of the panel and a number of A.
            return List.of(
                    new CpuBlock(8, 3, 16), new CpuBlock(6, 4, 16), new CpuBlock(12, 2, 16), new CpuBlock(14, 1, 16));
        }
        // 16 registers: 12 sums.
        return List.of(new CpuBlock(6, 2, width), new CpuBlock(4, 3, width), new CpuBlock(12, 1, width));
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
     * How many rows to give a work-item so that all compute units have about equally much to do. Each item packs its own panel, so rows are
     * shared out only where there are not enough panels.
     */
    public int rowsPerItem(int m, int n, int computeUnits) {
        int panels = GemmVariant.divideUp(n, nr());
        int parts = 1;
        while (parts * panels % computeUnits != 0 && parts * panels < 4 * computeUnits) {
            parts++;
        }
        return mr * GemmVariant.divideUp(m, mr * parts);
    }
}
