package io.percept.cpu;

/** As loops over elements. */
final class PlainRows implements RowLoops {
    @Override
    public void add(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] = a[aStart + j] + b[bStart + j];
        }
    }

    @Override
    public void multiply(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] = a[aStart + j] * b[bStart + j];
        }
    }

    @Override
    public void multiply(float factor, float[] x, int xStart, float[] y, int yStart, int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] = factor * x[xStart + j];
        }
    }

    @Override
    public double exponentials(float[] x, int xStart, float max, float[] y, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            y[j] = (float) Math.exp((double) x[xStart + j] - max);
            sum += y[j];
        }
        return sum;
    }

    @Override
    public int room(int n) {
        return n;
    }

    @Override
    public void subtract(float factor, float[] x, int xStart, float[] y, int yStart, int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] -= factor * x[xStart + j];
        }
    }

    @Override
    public void standardize(
            float[] x,
            int xStart,
            float[] mean,
            int meanStart,
            float[] scale,
            int scaleStart,
            float[] y,
            int yStart,
            int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] = (x[xStart + j] - mean[meanStart + j]) * scale[scaleStart + j];
        }
    }

    @Override
    public void widen(byte[] x, int xStart, float[] y, int yStart, int n) {
        for (int j = 0; j < n; j++) {
            y[yStart + j] = x[xStart + j] & 0xFF;
        }
    }
}
