package io.percept.cpu;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows as vectors; what does not fill a vector takes the plain way, which gives the same bits.
 */
final class VectorRows implements RowLoops {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;

    /** The smallest vectors of bytes have 8. */
    private static final int BYTES = Math.max(L, 8);

    private static final VectorSpecies<Byte> BYTE_SPECIES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTES * Byte.SIZE));
    private static final int UNSIGNED = 0xFF;

    private final RowLoops plain = new PlainRows();

    @Override
    public void add(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n) {
        int whole = n - n % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, a, aStart + j)
                    .add(FloatVector.fromArray(S, b, bStart + j))
                    .intoArray(y, yStart + j);
        }
        plain.add(a, aStart + whole, b, bStart + whole, y, yStart + whole, n - whole);
    }

    @Override
    public void multiply(float[] a, int aStart, float[] b, int bStart, float[] y, int yStart, int n) {
        int whole = n - n % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, a, aStart + j)
                    .mul(FloatVector.fromArray(S, b, bStart + j))
                    .intoArray(y, yStart + j);
        }
        plain.multiply(a, aStart + whole, b, bStart + whole, y, yStart + whole, n - whole);
    }

    @Override
    public void multiply(float factor, float[] x, int xStart, float[] y, int yStart, int n) {
        int whole = n - n % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, x, xStart + j).mul(factor).intoArray(y, yStart + j);
        }
        plain.multiply(factor, x, xStart + whole, y, yStart + whole, n - whole);
    }

    /** The sum of lanes is not left to the Vector API, whose order is its own. */
    @Override
    public double exponentials(float[] x, int xStart, float max, float[] y, int n) {
        System.arraycopy(x, xStart, y, 0, n);
        Arrays.fill(y, n, y.length, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < n; j += L) {
            Exponentials.expBelow60(FloatVector.fromArray(S, y, j).sub(max)).intoArray(y, j);
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += y[j];
        }
        return sum;
    }

    @Override
    public int room(int n) {
        return (n + L - 1) / L * L;
    }

    @Override
    public void subtract(float factor, float[] x, int xStart, float[] y, int yStart, int n) {
        int whole = n - n % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, y, yStart + j)
                    .sub(FloatVector.fromArray(S, x, xStart + j).mul(factor))
                    .intoArray(y, yStart + j);
        }
        plain.subtract(factor, x, xStart + whole, y, yStart + whole, n - whole);
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
        int whole = n - n % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, x, xStart + j)
                    .sub(FloatVector.fromArray(S, mean, meanStart + j))
                    .mul(FloatVector.fromArray(S, scale, scaleStart + j))
                    .intoArray(y, yStart + j);
        }
        plain.standardize(
                x, xStart + whole, mean, meanStart + whole, scale, scaleStart + whole, y, yStart + whole, n - whole);
    }

    @Override
    public void widen(byte[] x, int xStart, float[] y, int yStart, int n) {
        int whole = n - n % BYTES;
        for (int j = 0; j < whole; j += BYTES) {
            ByteVector bytes = ByteVector.fromArray(BYTE_SPECIES, x, xStart + j);
            for (int part = 0; part < BYTES / L; part++) {
                IntVector integers = (IntVector) bytes.convertShape(VectorOperators.B2I, Lanes.INTEGERS, part);
                integers.and(UNSIGNED)
                        .convert(VectorOperators.I2F, 0)
                        .reinterpretAsFloats()
                        .intoArray(y, yStart + j + part * L);
            }
        }
        plain.widen(x, xStart + whole, y, yStart + whole, n - whole);
    }
}
