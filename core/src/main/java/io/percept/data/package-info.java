/**
 * Turns files into data sets, in memory or, where {@link io.percept.data.Storage} wants it, in a file of rows.
 *
 * <p>{@link io.percept.data.Datasets} opens what a user names: the bundled digits, a folder of IDX files, NumPy's arrays or a CSV file. The
 * result is an immutable {@link io.percept.data.Dataset} of raw features and targets; a {@link io.percept.data.Preparation},
 * fitted to it, fills gaps and scales the features. A {@link io.percept.data.RowReader} streams rows that only need a prediction.
 *
 * <p>Files come from strangers: everything that can be wrong with one ends in a {@link io.percept.data.DataException} that names
 * the file, the line and the column.
 */
package io.percept.data;
