package io.percept.data;

import java.util.Arrays;

/**
 * Shifts and scales raw features so that they have mean 0 and standard deviation 1:
 * {@code standardised = (raw - mean) * scale}, column by column.
 *
 * <p>Immutable. Two are equal when their numbers are.
 */
public final class Standardizer {
    private final float[] mean;
    private final float[] scale;

    /**
     * One mean and one scale, 1 / standard deviation, for each column; both are copied.
     *
     * @throws DataException when the lengths differ or are 0, a number is not finite, or a scale is not positive
     */
    public Standardizer(float[] mean, float[] scale) {
        if (mean.length != scale.length || mean.length == 0) {
            throw new DataException("standardisation has " + mean.length + " means and " + scale.length
                    + " scales; it needs one of each for every column");
        }
        for (int column = 0; column < mean.length; column++) {
            if (!Float.isFinite(mean[column]) || !Float.isFinite(scale[column]) || scale[column] <= 0) {
                throw new DataException("standardisation of column " + column + " has mean " + mean[column]
                        + " and scale " + scale[column] + "; both must be finite and the scale positive");
            }
        }
        this.mean = mean.clone();
        this.scale = scale.clone();
    }

    /**
     * Leaves raw features as they are: mean 0, scale 1.
     *
     * @throws DataException when {@code columns} is not positive
     */
    public static Standardizer identity(int columns) {
        float[] ones = new float[Math.max(columns, 0)];
        Arrays.fill(ones, 1);
        return new Standardizer(new float[ones.length], ones);
    }

    /**
     * The standardisation of a data set: means and population standard deviations, computed in double precision.
     *
     * <p>The columns of a table have units of their own, so each gets its own numbers. The pixels of byte images share a unit, so
     * they share one mean and one deviation over all pixels of all images: this keeps the contrast between pixels, and does not blow
     * up the noise in a corner that is almost always dark. A column with one value only keeps scale 1 and so becomes 0.
     *
     * @throws DataException when the data set has no rows
     */
    public static Standardizer fit(Dataset data) {
        if (data.rows() == 0) {
            throw new DataException("standardisation cannot be fitted to a data set without rows");
        }
        return data.isBytes() ? fitPixels(data) : fitColumns(data);
    }

    private static Standardizer fitPixels(Dataset data) {
        long[] histogram = new long[256];
        for (byte pixel : data.bytes()) {
            histogram[Byte.toUnsignedInt(pixel)]++;
        }
        double n = data.bytes().length;
        double sum = 0;
        for (int value = 0; value < histogram.length; value++) {
            sum += (double) value * histogram[value];
        }
        double squares = 0;
        for (int value = 0; value < histogram.length; value++) {
            double deviation = value - sum / n;
            squares += deviation * deviation * histogram[value];
        }
        float[] mean = new float[data.columns()];
        float[] scale = new float[data.columns()];
        Arrays.fill(mean, (float) (sum / n));
        Arrays.fill(scale, scaleOf(Math.sqrt(squares / n)));
        return new Standardizer(mean, scale);
    }

    /**
     * Two passes, so that no digits are lost where the mean is large. The sum of equal floats is exact in double precision (below
     * 2^29 rows), so a constant column has a deviation of exactly 0.
     */
    private static Standardizer fitColumns(Dataset data) {
        int columns = data.columns();
        int rows = data.rows();
        float[] x = data.floats();
        double[] sum = new double[columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                sum[column] += x[row * columns + column];
            }
        }
        double[] squares = new double[columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double deviation = x[row * columns + column] - sum[column] / rows;
                squares[column] += deviation * deviation;
            }
        }
        float[] mean = new float[columns];
        float[] scale = new float[columns];
        for (int column = 0; column < columns; column++) {
            mean[column] = (float) (sum[column] / rows);
            scale[column] = scaleOf(Math.sqrt(squares[column] / rows));
        }
        return new Standardizer(mean, scale);
    }

    /** 1 / deviation, or 1 where that is no float: the values are equal, or differ by less than float32 can scale up. */
    private static float scaleOf(double deviation) {
        float scale = (float) (1 / deviation);
        return Float.isFinite(scale) ? scale : 1;
    }

    /** The number of columns. */
    public int columns() {
        return mean.length;
    }

    /** A copy of the means, one for each column. */
    public float[] mean() {
        return mean.clone();
    }

    /** A copy of the scales, 1 / standard deviation, one for each column. */
    public float[] scale() {
        return scale.clone();
    }

    /**
     * Standardises raw features where they are.
     *
     * @param features whole rows of {@link #columns()} features, row-major; modified
     * @throws IllegalArgumentException when they are not whole rows
     */
    public void apply(float[] features) {
        if (features.length % mean.length != 0) {
            throw new IllegalArgumentException(features.length + " features are not whole rows of " + mean.length);
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (features[i] - mean[i % mean.length]) * scale[i % mean.length];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardizer that && Arrays.equals(mean, that.mean) && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }

    @Override
    public String toString() {
        return "Standardizer of " + mean.length + " columns";
    }
}
