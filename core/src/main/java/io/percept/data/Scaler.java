package io.percept.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * Brings raw features to a common scale: {@code scaled = (raw - shift) * scale}, column by column.
 *
 * <p>Immutable. Two are equal when their numbers are.
 */
public final class Scaler {
    private static final int PIXEL_VALUES = 256;

    private final float[] shift;
    private final float[] scale;

    /**
     * One shift and one scale for each column; both are copied.
     *
     * @throws DataException when the lengths differ or are 0, a number is not finite, or a scale is not positive
     */
    public Scaler(float[] shift, float[] scale) {
        if (shift.length != scale.length || shift.length == 0) {
            throw new DataException("scaling has " + shift.length + " shifts and " + scale.length
                    + " scales; it needs one of each for every column");
        }
        for (int column = 0; column < shift.length; column++) {
            if (!Float.isFinite(shift[column]) || !Float.isFinite(scale[column]) || scale[column] <= 0) {
                throw new DataException("scaling of column " + column + " has shift " + shift[column] + " and scale "
                        + scale[column] + "; both must be finite and the scale positive");
            }
        }
        this.shift = shift.clone();
        this.scale = scale.clone();
    }

    /**
     * Leaves raw features as they are: shift 0, scale 1.
     *
     * @throws DataException when {@code columns} is not positive
     */
    public static Scaler identity(int columns) {
        float[] ones = new float[Math.max(columns, 0)];
        Arrays.fill(ones, 1);
        return new Scaler(new float[ones.length], ones);
    }

    /**
     * The scaling of a data set: its mean and 1 / its population standard deviation, or its smallest value and 1 / its range; computed in
     * double precision, in the order of the rows.
     *
     * <p>The columns of a table have units of their own, so each gets its own numbers; the features of a column of categories are 0 and
     * 1, and stay so. The pixels of byte images share a unit, so they share one shift and one scale over all pixels of all images: this
     * keeps the contrast between pixels, and does not blow up the noise in a corner that is almost always dark. A column with one value
     * only keeps scale 1 and so becomes 0.
     *
     * @param imputer what fills the gaps before, if any
     * @throws DataException when the data set has no rows
     */
    public static Scaler fit(Dataset data, Optional<Imputer> imputer, Scaling scaling) {
        if (data.rows() == 0) {
            throw new DataException("scaling cannot be fitted to a data set without rows");
        }
        if (scaling == Scaling.NONE) {
            return identity(data.columns());
        }
        return data.isBytes() ? fitPixels(data, scaling) : new Fit(data, imputer).scaler(scaling);
    }

    private static Scaler fitPixels(Dataset data, Scaling scaling) {
        long[] histogram = new long[PIXEL_VALUES];
        data.forEachBlock((block, rows) -> {
            for (int i = 0; i < rows * data.columns(); i++) {
                histogram[(int) block[i]]++;
            }
        });
        return scaling == Scaling.MIN_MAX ? rangeOf(histogram, data.columns()) : deviationOf(histogram, data.columns());
    }

    private static Scaler rangeOf(long[] histogram, int columns) {
        int min = 0;
        int max = PIXEL_VALUES - 1;
        while (histogram[min] == 0) {
            min++;
        }
        while (histogram[max] == 0) {
            max--;
        }
        return same(min, max - min, columns);
    }

    private static Scaler deviationOf(long[] histogram, int columns) {
        double n = 0;
        double sum = 0;
        for (int value = 0; value < histogram.length; value++) {
            n += histogram[value];
            sum += (double) value * histogram[value];
        }
        double squares = 0;
        for (int value = 0; value < histogram.length; value++) {
            double deviation = value - sum / n;
            squares += deviation * deviation * histogram[value];
        }
        return same(sum / n, Math.sqrt(squares / n), columns);
    }

    private static Scaler same(double shift, double unit, int columns) {
        float[] shifts = new float[columns];
        float[] scales = new float[columns];
        Arrays.fill(shifts, (float) shift);
        Arrays.fill(scales, scaleOf(unit));
        return new Scaler(shifts, scales);
    }

    /** What the columns of a table need, one pass over the rows after the other. */
    private static final class Fit {
        private final Dataset data;
        private final Optional<Imputer> imputer;
        private final int columns;

        Fit(Dataset data, Optional<Imputer> imputer) {
            this.data = data;
            this.imputer = imputer;
            this.columns = data.columns();
        }

        Scaler scaler(Scaling scaling) {
            double[] shift = new double[columns];
            double[] unit = new double[columns];
            if (scaling == Scaling.MIN_MAX) {
                fitRange(shift, unit);
            } else {
                fitDeviation(shift, unit);
            }
            FeatureColumns features = data.features();
            for (int column = 0; column < features.columns(); column++) {
                if (features.isCategorical(column)) {
                    int first = features.first(column);
                    Arrays.fill(shift, first, first + features.width(column), 0);
                    Arrays.fill(unit, first, first + features.width(column), 1);
                }
            }
            float[] shifts = new float[columns];
            float[] scales = new float[columns];
            for (int column = 0; column < columns; column++) {
                shifts[column] = (float) shift[column];
                scales[column] = scaleOf(unit[column]);
            }
            return new Scaler(shifts, scales);
        }

        private void fitRange(double[] min, double[] range) {
            double[] max = new double[columns];
            Arrays.fill(min, Double.POSITIVE_INFINITY);
            Arrays.fill(max, Double.NEGATIVE_INFINITY);
            forEachValue((column, value) -> {
                min[column] = Math.min(min[column], value);
                max[column] = Math.max(max[column], value);
            });
            for (int column = 0; column < columns; column++) {
                range[column] = max[column] - min[column];
            }
        }

        /**
         * Two passes, so that no digits are lost where the mean is large. The sum of equal floats is exact in double precision (below
         * 2^29 rows), so a constant column has a deviation of exactly 0.
         */
        private void fitDeviation(double[] mean, double[] deviation) {
            double[] sum = new double[columns];
            forEachValue((column, value) -> sum[column] += value);
            for (int column = 0; column < columns; column++) {
                mean[column] = sum[column] / data.rows();
            }
            double[] squares = new double[columns];
            forEachValue((column, value) -> squares[column] += (value - mean[column]) * (value - mean[column]));
            for (int column = 0; column < columns; column++) {
                deviation[column] = Math.sqrt(squares[column] / data.rows());
            }
        }

        private interface Value {
            void at(int column, double value);
        }

        private void forEachValue(Value consumer) {
            data.forEachBlock((block, rows) -> {
                imputer.ifPresent(present -> present.fill(block, rows));
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        consumer.at(column, block[row * columns + column]);
                    }
                }
            });
        }
    }

    /** 1 / unit, or 1 where that is no float: the values are equal, or differ by less than float32 can scale up. */
    private static float scaleOf(double unit) {
        float scale = (float) (1 / unit);
        return Float.isFinite(scale) ? scale : 1;
    }

    /** The number of columns. */
    public int columns() {
        return shift.length;
    }

    /** A copy of what is subtracted, one number for each column. */
    public float[] shift() {
        return shift.clone();
    }

    /** A copy of what is multiplied by then, one number for each column. */
    public float[] scale() {
        return scale.clone();
    }

    /**
     * Scales raw features where they are.
     *
     * @param features whole rows of {@link #columns()} features, row-major; modified
     * @throws IllegalArgumentException when they are not whole rows
     */
    public void apply(float[] features) {
        if (features.length % shift.length != 0) {
            throw new IllegalArgumentException(features.length + " features are not whole rows of " + shift.length);
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (features[i] - shift[i % shift.length]) * scale[i % shift.length];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scaler that && Arrays.equals(shift, that.shift) && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shift) + Arrays.hashCode(scale);
    }

    @Override
    public String toString() {
        return "Scaler of " + shift.length + " columns";
    }
}
