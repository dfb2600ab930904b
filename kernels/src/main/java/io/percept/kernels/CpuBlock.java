package io.percept.kernels;

import java.util.List;
import java.util.Map;

/**
 * How {@code gemm_cpu.cl} cuts a product: a work-item keeps mr rows of {@code vectors} vectors in registers.
 *
 * @param mr rows of the block
 * @param vectors vectors in each of its rows
 * @param width floats of a vector: 16 for AVX-512, 8 for AVX2, 4 for SSE and NEON
 * @param depth steps of a sum for which operands are packed
 */
public record CpuBlock(int mr, int vectors, int width, int depth) implements GemmVariant {
    /** With it, a panel of 64 columns takes 256 KiB. 512 was up to 5 % slower at 2048 x 2048 x 2048 (Zen 5, 1 MiB of L2 cache). */
    private static final int USUAL_DEPTH = 1024;

    public CpuBlock(int mr, int vectors, int width) {
        this(mr, vectors, width, USUAL_DEPTH);
    }

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
        return mr + "x" + nr() + (depth == USUAL_DEPTH ? "" : "x" + depth) + "/" + width;
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
                "WIDTH", Integer.toString(width),
                "DEPTH", Integer.toString(depth));
    }

    @Override
    public int localBytes() {
        return 0;
    }

    @Override
    public long[] localSize() {
        return new long[] {1, 1};
    }
}
