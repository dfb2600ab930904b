package io.percept.kernels;

/** A product cut in tiles of C, one for each work-group, whose operands pass through local memory. */
public sealed interface TiledVariant extends GemmVariant permits GpuTile, TensorTile {
    /** Rows of C that a group computes. */
    int tileM();

    /** Columns of C that a group computes. */
    int tileN();

    /** Depth of the operands' tiles. */
    int tileK();

    /** Work-items in each of two dimensions; with {@code SPLIT_K} the number of splits is a third. */
    default long[] globalSize(int m, int n) {
        long[] local = localSize();
        return new long[] {GemmVariant.divideUp(n, tileN()) * local[0], GemmVariant.divideUp(m, tileM()) * local[1]};
    }

    /** Floats that {@code SPLIT_K} needs. */
    static long workspace(int m, int n, int splits, boolean columnSums) {
        long pitch = 4 * (long) GemmVariant.divideUp(n, 4);
        return splits * (m * pitch + (columnSums ? m : 0));
    }
}
