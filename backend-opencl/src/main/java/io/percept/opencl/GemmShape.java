package io.percept.opencl;

/** A matrix product C (m x n) over k. */
record GemmShape(GemmPlanner.Form form, int m, int n, int k) {
    /** The class that it is tuned with: each size rounded up to a power of two. */
    GemmShape rounded() {
        return new GemmShape(form, roundUp(m), roundUp(n), roundUp(k));
    }

    private static int roundUp(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }

    double flops() {
        return 2.0 * m * n * k;
    }

    @Override
    public String toString() {
        return form + " " + m + " x " + n + " x " + k;
    }
}
