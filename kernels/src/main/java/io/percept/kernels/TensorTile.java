package io.percept.kernels;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How {@code gemm_tensor.cl} cuts a product: a work-group computes tileM x tileN, each of its warps warpM x warpN of it.
 *
 * @param operands what the operands are rounded to
 * @param tileM rows of C that a group computes
 * @param tileN columns of C that a group computes
 * @param warpM rows of C that a warp of 32 work-items computes
 * @param warpN columns of C that a warp computes
 * @param stages tiles of each operand in local memory: one to be multiplied, the others on their way
 * @param band rows of tiles of C in a band of work-groups, see {@code tile_order.cl}
 * @param emulated whether the tensor cores are emulated, which any device can do, slowly
 */
public record TensorTile(
        Operands operands, int tileM, int tileN, int warpM, int warpN, int stages, int band, boolean emulated)
        implements TiledVariant {
    private static final int WARP = 32;
    private static final int DEPTH = 16;
    private static final int VECTOR = 4;

    /** What operands are rounded to. */
    public enum Operands {
        /** 11 significant bits. */
        TF32,
        /** Two numbers of 11 significant bits each. */
        TF32X3,
        /** 8 significant bits. */
        BF16;

        /** The name that users know it by. */
        public String label() {
            return this == TF32X3 ? "3xtf32" : name().toLowerCase(Locale.ROOT);
        }

        /** x as the tensor cores see it, in all its parts; both roundings are to nearest, ties as the hardware has them. */
        public float rounded(float x) {
            return switch (this) {
                case TF32 -> toTf32(x);
                case BF16 -> toBf16(x);
                case TF32X3 -> {
                    float high = toTf32(x);
                    yield Float.isFinite(high) ? high + toTf32(x - high) : high;
                }
            };
        }

        /** Ties go away from zero. */
        private static float toTf32(float x) {
            return Float.isNaN(x) ? x : Float.intBitsToFloat((Float.floatToRawIntBits(x) + 0x1000) & 0xffffe000);
        }

        /** Ties go to the even one. */
        private static float toBf16(float x) {
            int bits = Float.floatToRawIntBits(x);
            return Float.isNaN(x) ? x : Float.intBitsToFloat((bits + 0x7fff + (bits >>> 16 & 1)) & 0xffff0000);
        }
    }

    /**
     * @throws IllegalArgumentException when warps do not fill the tile or the work-items could not share the operands' vectors equally
     */
    public TensorTile {
        if (tileM % warpM != 0 || tileN % warpN != 0 || warpM % WARP != 0 || warpN % WARP != 0) {
            throw new IllegalArgumentException("a tile of " + tileM + " x " + tileN + " in warps of " + warpM + " x "
                    + warpN + "; warps must be multiples of " + WARP + " and fill it");
        }
        int items = WARP * (tileM / warpM) * (tileN / warpN);
        if (tileM * DEPTH % (VECTOR * items) != 0 || tileN * DEPTH % (VECTOR * items) != 0) {
            throw new IllegalArgumentException("a tile of " + tileM + " x " + tileN + " in warps of " + warpM + " x "
                    + warpN + " cannot be shared equally by its " + items + " work-items");
        }
    }

    /** The one that takes the least of a device. */
    public static TensorTile smallest(Operands operands, boolean emulated) {
        return new TensorTile(operands, 64, 64, 32, 32, 4, 8, emulated);
    }

    /**
     * The variants to choose from, the largest tile that suits every precision first. Three stages or more hide the memory's latency, where
     * 48 KiB hold them. TF32X3 has no registers left for warps of 64 x 64: kernels/check-nvidia finds spills.
     */
    public static List<TensorTile> all(Operands operands, boolean emulated) {
        List<TensorTile> smaller = List.of(
                new TensorTile(operands, 128, 128, 64, 32, 3, 8, emulated),
                smallest(operands, emulated),
                new TensorTile(operands, 128, 64, 64, 32, 4, 8, emulated),
                new TensorTile(operands, 64, 128, 32, 64, 4, 8, emulated));
        List<TensorTile> larger = List.of(
                new TensorTile(operands, 128, 128, 64, 64, 2, 8, emulated),
                new TensorTile(operands, 128, 256, 64, 64, 2, 8, emulated),
                new TensorTile(operands, 256, 128, 64, 64, 2, 8, emulated));
        return operands == Operands.TF32X3
                ? smaller
                : Stream.concat(smaller.stream(), larger.stream()).toList();
    }

    @Override
    public int tileK() {
        return DEPTH;
    }

    @Override
    public String name() {
        return (emulated ? "emulated-" : "") + operands.label() + "-" + tileM + "x" + tileN + "/" + warpM + "x" + warpN;
    }

    @Override
    public Program program() {
        return Program.GEMM_TENSOR;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "OPERANDS", operands.name(),
                "TILE_M", Integer.toString(tileM),
                "TILE_N", Integer.toString(tileN),
                "WARP_M", Integer.toString(warpM),
                "WARP_N", Integer.toString(warpN),
                "STAGES", Integer.toString(stages),
                "BAND", Integer.toString(band),
                "EMULATED", emulated ? "1" : "0");
    }

    @Override
    public int localBytes() {
        return Float.BYTES * stages * DEPTH * (tileM + tileN);
    }

    @Override
    public long[] localSize() {
        return new long[] {(long) WARP * (tileM / warpM) * (tileN / warpN), 1};
    }
}
