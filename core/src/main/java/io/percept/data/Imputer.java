package io.percept.data;

import java.util.Arrays;

/**
 * Fills the gaps of raw features: has a value for each feature to stand where a row has none, that is NaN.
 *
 * <p>Immutable. Two are equal when their numbers are.
 */
public final class Imputer {
    private final float[] values;

    /**
     * One value for each feature; copied.
     *
     * @throws DataException when there is none, or one is not finite
     */
    public Imputer(float[] values) {
        if (values.length == 0) {
            throw new DataException("an imputation needs a value for each feature, but has none");
        }
        for (int feature = 0; feature < values.length; feature++) {
            if (!Float.isFinite(values[feature])) {
                throw new DataException(
                        "the imputation of feature " + feature + " is " + values[feature] + "; it must be finite");
            }
        }
        this.values = values.clone();
    }

    /**
     * Learns what to fill in from the rows that are not missing. The sums are computed in double precision, in the order of the rows.
     *
     * @param missing the mean or the median; columns of categories take their most frequent one, the first of equals
     * @throws DataException when a column has no value in any row
     * @throws IllegalArgumentException when missing features are to be refused
     */
    public static Imputer fit(Dataset data, Missing missing) {
        if (missing == Missing.ERROR) {
            throw new IllegalArgumentException("nothing stands for missing features that are refused");
        }
        double[] sums = new double[data.columns()];
        long[] counts = new long[data.columns()];
        data.forEachBlock((block, rows) -> addUp(block, rows, sums, counts));
        requireValues(data, counts);
        float[] values = new float[data.columns()];
        for (int feature = 0; feature < values.length; feature++) {
            values[feature] = (float) (sums[feature] / counts[feature]);
        }
        if (missing == Missing.MEDIAN) {
            Medians.of(data, values);
        }
        takeMostFrequent(data.features(), sums, values);
        return new Imputer(values);
    }

    private static void addUp(float[] block, int rows, double[] sums, long[] counts) {
        int columns = sums.length;
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < columns; feature++) {
                float value = block[row * columns + feature];
                if (!Float.isNaN(value)) {
                    sums[feature] += value;
                    counts[feature]++;
                }
            }
        }
    }

    private static void requireValues(Dataset data, long[] counts) {
        FeatureColumns features = data.features();
        for (int column = 0; column < features.columns(); column++) {
            if (counts[features.first(column)] == 0) {
                throw new DataException("the column "
                        + Wording.quoted(features.names().get(column)) + " is missing in all " + data.rows()
                        + " rows to learn from; leave it out");
            }
        }
    }

    /** The sums of columns of 0 and 1 are counts. */
    private static void takeMostFrequent(FeatureColumns features, double[] sums, float[] values) {
        for (int column = 0; column < features.columns(); column++) {
            if (features.isCategorical(column)) {
                int first = features.first(column);
                int end = first + features.width(column);
                int best = first;
                for (int feature = first; feature < end; feature++) {
                    best = sums[feature] > sums[best] ? feature : best;
                }
                Arrays.fill(values, first, end, 0);
                values[best] = 1;
            }
        }
    }

    /** The number of features. */
    public int columns() {
        return values.length;
    }

    /** A copy of the values, one for each feature. */
    public float[] values() {
        return values.clone();
    }

    /**
     * Fills the gaps where they are.
     *
     * @param features so many rows of {@link #columns()} features, row-major; modified
     */
    void fill(float[] features, int rows) {
        for (int row = 0; row < rows; row++) {
            int start = row * values.length;
            for (int feature = 0; feature < values.length; feature++) {
                if (Float.isNaN(features[start + feature])) {
                    features[start + feature] = values[feature];
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Imputer that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Imputer of " + values.length + " features";
    }
}
