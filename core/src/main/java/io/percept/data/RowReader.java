package io.percept.data;

/** Rows of features to predict, one after the other. */
public interface RowReader extends AutoCloseable {
    /**
     * Reads the next row.
     *
     * @param into takes the features, in the order of the model's: NaN where one is missing
     * @return false when there is no further row; {@code into} is then as it was
     * @throws DataException when the row cannot be one for the model
     * @throws IllegalArgumentException when {@code into} has another length than the model has features
     */
    boolean next(float[] into);

    @Override
    void close();
}
