package io.percept.data;

/** Passes over all features of a data set. */
final class FeatureScan {
    private FeatureScan() {}

    /** How many rows miss each of the columns. */
    static int[] countMissing(Dataset data) {
        FeatureColumns features = data.features();
        int width = data.columns();
        int[] counts = new int[features.columns()];
        if (data.isBytes()) {
            return counts; // Every byte is a number.
        }
        data.forEachBlock((block, count) -> {
            for (int row = 0; row < count; row++) {
                for (int column = 0; column < counts.length; column++) {
                    counts[column] += Float.isNaN(block[row * width + features.first(column)]) ? 1 : 0;
                }
            }
        });
        return counts;
    }

    static void requireFinite(Dataset data, String file) {
        int width = data.columns();
        int[] first = {0};
        data.forEachBlock((block, count) -> {
            for (int i = 0; i < count * width; i++) {
                if (Float.isInfinite(block[i])) {
                    throw new DataException(file + ": row " + (first[0] + i / width) + " holds " + block[i]
                            + " in column \"" + data.featureNames().get(i % width) + "\"; features must be finite");
                }
            }
            first[0] += count;
        });
    }
}
