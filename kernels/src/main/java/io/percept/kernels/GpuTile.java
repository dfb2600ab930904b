package io.percept.kernels;

import java.util.List;
import java.util.Map;

/**
 * How {@code gemm_gpu.cl} cuts a product: a work-group computes tileM x tileN, a work-item itemM x itemN, and tiles of the operands that are
 * tileK deep pass through local memory.
 *
 * @param tileM rows of C that a group computes
 * @param tileN columns of C that a group computes
 * @param tileK depth of the tiles
 * @param itemM rows that a work-item computes
 * @param itemN columns that a work-item computes
 * @param pad floats between the rows of a tile in local memory
 */
public record GpuTile(int tileM, int tileN, int tileK, int itemM, int itemN, int pad) implements TiledVariant {
    private static final int VECTOR = 4;
    private static final int STAGES = 2;

    /**
     * @throws IllegalArgumentException when the work-items of a group could not share each tile's vectors of four equally
     */
    public GpuTile {
        int items = (tileM / itemM) * (tileN / itemN);
        if (tileM % itemM != 0
                || tileN % itemN != 0
                || tileM * tileK % (VECTOR * items) != 0
                || tileN * tileK % (VECTOR * items) != 0) {
            throw new IllegalArgumentException("a tile of " + tileM + " x " + tileN + " x " + tileK + " with items of "
                    + itemM + " x " + itemN + " cannot be shared equally by a group's work-items");
        }
    }

    /** With the usual depth and padding. */
    private GpuTile(int tileM, int tileN, int itemM, int itemN) {
        this(tileM, tileN, 16, itemM, itemN, 4);
    }

    /** The variants to choose from. */
    public static List<GpuTile> all() {
        return List.of(
                new GpuTile(128, 128, 8, 8),
                new GpuTile(64, 64, 4, 4),
                new GpuTile(32, 32, 4, 4),
                new GpuTile(128, 64, 8, 8),
                new GpuTile(64, 128, 8, 8),
                new GpuTile(64, 32, 4, 4),
                new GpuTile(32, 64, 4, 4),
                new GpuTile(128, 128, 8, 8, 8, 4),
                new GpuTile(128, 256, 8, 8, 16, 4),
                new GpuTile(256, 128, 8, 16, 8, 4));
    }

    /** What to take untuned: the largest square tile that gives every compute unit one, or else the smallest. */
    public static GpuTile untuned(int m, int n, int computeUnits) {
        List<GpuTile> squares = all().subList(0, 3);
        return squares.stream()
                .filter(tile -> (long) GemmVariant.divideUp(m, tile.tileM) * GemmVariant.divideUp(n, tile.tileN)
                        >= computeUnits)
                .findFirst()
                .orElse(squares.get(2));
    }

    /**
     * Rows of tiles in a band of work-groups, see {@code tile_order.cl}. Products of many small tiles have few columns of them, or are done
     * soon.
     */
    public int band() {
        return tileM * tileN >= 128 * 128 ? 8 : 1;
    }

    @Override
    public String name() {
        return tileM + "x" + tileN + "x" + tileK + "/" + itemM + "x" + itemN;
    }

    @Override
    public Program program() {
        return Program.GEMM_GPU;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "TILE_M", Integer.toString(tileM),
                "TILE_N", Integer.toString(tileN),
                "TILE_K", Integer.toString(tileK),
                "ITEM_M", Integer.toString(itemM),
                "ITEM_N", Integer.toString(itemN),
                "PAD", Integer.toString(pad));
    }

    @Override
    public int localBytes() {
        return Float.BYTES * STAGES * tileK * (tileM + tileN + 2 * pad);
    }

    @Override
    public long[] localSize() {
        return new long[] {tileN / itemN, tileM / itemM};
    }
}
