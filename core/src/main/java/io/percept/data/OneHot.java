package io.percept.data;

import java.util.Arrays;

/** Turns rows of codes, a number for each column, into features. */
final class OneHot {
    private final FeatureColumns columns;
    private final int[][] places;

    /**
     * Of these columns.
     *
     * @param places the category of each code, for every column of categories; null where the codes are the categories' places
     */
    OneHot(FeatureColumns columns, int[][] places) {
        this.columns = columns;
        this.places = places;
    }

    /** The number of features. */
    int width() {
        return columns.width();
    }

    /** Whether the features are the codes. */
    boolean isIdentity() {
        return columns.categories().isEmpty();
    }

    /** Encodes a row that begins at {@code from}; its features go to {@code into} from {@code to} on. */
    void encode(float[] codes, int from, float[] into, int to) {
        for (int column = 0; column < columns.columns(); column++) {
            float code = codes[from + column];
            int first = to + columns.first(column);
            if (!columns.isCategorical(column)) {
                into[first] = code;
                continue;
            }
            Arrays.fill(into, first, first + columns.width(column), Float.isNaN(code) ? Float.NaN : 0);
            if (code >= 0) {
                into[first + (places[column] == null ? (int) code : places[column][(int) code])] = 1;
            }
        }
    }
}
