package io.percept.cpu;

/** Arithmetic on parts of rows: {@code n} elements of each array, from an index of its own on. A result may be one of the operands. */
interface RowLoops {
    /** y = a + b. */
    void add(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n);

    /** y = a ⊙ b. */
    void multiply(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n);

    /** y = factor x. */
    void multiply(float factor, float[] x, int xStart, float[] y, int yStart, int n);

    /** The largest element; not a number if one is not. */
    static float max(float[] x, int xStart, int n) {
        float max = x[xStart];
        for (int j = 1; j < n; j++) {
            max = Math.max(max, x[xStart + j]);
        }
        return max;
    }

    /**
     * y = eˣ⁻ᵐᵃˣ, where no x is above max.
     *
     * @param y has {@link #room} for them, from its beginning on
     * @return the sum, from the first to the last
     */
    double exponentials(float[] x, int xStart, float max, float[] y, int n);

    /** The length of an array in which {@code n} elements may be computed. */
    int room(int n);

    /** y -= factor x. */
    void subtract(float factor, float[] x, int xStart, float[] y, int yStart, int n);

    /** y = (x - mean) ⊙ scale. */
    void standardize(
            float[] x,
            int xStart,
            float[] mean,
            int meanStart,
            float[] scale,
            int scaleStart,
            float[] y,
            int yStart,
            int n);

    /** y = x, numbers from 0 to 255. */
    void widen(byte[] x, int xStart, float[] y, int yStart, int n);
}
