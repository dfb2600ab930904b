package io.percept.opencl;

import io.percept.kernels.CpuBlock;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;
import java.util.Comparator;
import java.util.List;

/** Decides how each matrix product is cut. */
@FunctionalInterface
interface GemmPlanner {
    /** The stored orders of a product's operands: neither, the second or the first is transposed. */
    enum Form {
        NN,
        NT,
        TN
    }

    /** A variant for C (m x n) over k. */
    GemmVariant choose(Form form, int m, int n, int k);

    /** What to take on a device that nothing was measured on. */
    static GemmPlanner untuned(DeviceTraits traits) {
        if (traits.kind() == DeviceKind.CPU) {
            List<CpuBlock> blocks = CpuBlock.all(vectorWidth(traits));
            return (form, m, n, k) -> blocks.stream()
                    .min(Comparator.comparingDouble(block -> cpuCost(block, m, n)))
                    .orElseThrow();
        }
        List<GpuTile> tiles = GpuTile.all().stream()
                .filter(tile -> tile.localBytes() <= traits.localMemory()
                        && tile.localSize()[0] * tile.localSize()[1] <= traits.maxWorkGroup())
                .toList();
        return (form, m, n, k) -> tiles.stream()
                .min(Comparator.comparingDouble(tile -> gpuCost(tile, m, n, traits.computeUnits())))
                .orElseThrow();
    }

    /** The widest vectors that the kernels have and the device fills. */
    static int vectorWidth(DeviceTraits traits) {
        return traits.vectorWidth() >= 16 ? 16 : traits.vectorWidth() >= 8 ? 8 : 4;
    }

    /**
     * Multiplications including those with padding, times loads per multiplication: a block of mr x nr loads mr + nr numbers for mr nr
     * multiplications.
     */
    private static double cpuCost(CpuBlock block, int m, int n) {
        double padded = (double) roundUp(m, block.mr()) * roundUp(n, block.nr());
        double vectors = block.vectors();
        return padded * (1 + (block.mr() + vectors) / (block.mr() * vectors));
    }

    /** Rounds of tiles over the compute units, times the work of a tile with its traffic. */
    private static double gpuCost(GpuTile tile, int m, int n, int computeUnits) {
        long tiles = (long) GemmVariant.divideUp(m, tile.tileM()) * GemmVariant.divideUp(n, tile.tileN());
        long rounds = (tiles + computeUnits - 1) / computeUnits;
        double work = (double) tile.tileM() * tile.tileN();
        double traffic = 1 + 16.0 * (tile.itemM() + tile.itemN()) / (tile.itemM() * tile.itemN() * 4.0);
        return rounds * work * traffic;
    }

    private static long roundUp(int a, int b) {
        return (long) GemmVariant.divideUp(a, b) * b;
    }
}
