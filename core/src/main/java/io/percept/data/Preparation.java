package io.percept.data;

import java.util.Optional;

/**
 * What is done to raw features before a network sees them: first the gaps are filled, then all is scaled. It is learned from training
 * data and stays with the model.
 *
 * @param imputer fills the gaps; empty where missing features are refused
 * @param scaler scales
 */
public record Preparation(Optional<Imputer> imputer, Scaler scaler) {
    /**
     * Checks that the parts fit.
     *
     * @throws DataException when they are for different numbers of features
     */
    public Preparation {
        imputer.filter(parts -> parts.columns() != scaler.columns()).ifPresent(parts -> {
            throw new DataException("there are imputations of " + parts.columns() + " features but scales of "
                    + scaler.columns() + "; they must be for the same features");
        });
    }

    /**
     * Learns it.
     *
     * @param training the rows to learn from
     * @throws DataException when there are no rows, a column has no value in any of them, or one is missing and shall be refused
     */
    public static Preparation fit(Dataset training, Missing missing, Scaling scaling) {
        boolean refuses = missing == Missing.ERROR;
        if (refuses) {
            training.requireNoneMissing();
        }
        Optional<Imputer> imputer = refuses || training.isBytes() || training.rows() == 0
                ? Optional.empty()
                : Optional.of(Imputer.fit(training, missing));
        return new Preparation(imputer, Scaler.fit(training, imputer, scaling));
    }

    /** Leaves raw features as they are. */
    public static Preparation none(int columns) {
        return new Preparation(Optional.empty(), Scaler.identity(columns));
    }

    /** The number of features. */
    public int columns() {
        return scaler.columns();
    }

    /**
     * Fills gaps, but does not scale yet, which devices do on their own.
     *
     * @param features so many rows of {@link #columns()} features, row-major; modified
     */
    public void fill(float[] features, int rows) {
        imputer.ifPresent(present -> present.fill(features, rows));
    }

    /**
     * Makes sure that a data set can be prepared.
     *
     * @throws DataException when features are missing that are refused
     */
    public void requireFit(Dataset data) {
        if (imputer.isEmpty()) {
            data.requireNoneMissing();
        }
    }
}
