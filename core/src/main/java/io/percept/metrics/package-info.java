/**
 * How good predictions are: figures for classes, for independent labels and for real numbers, computed on the host from plain arrays.
 *
 * <p>The definitions are scikit-learn's. Where a figure would be a quotient with 0 below, precision, recall and F1 are 0, R² is 1 for
 * predictions without an error and 0 otherwise, and the area under the ROC curve is not defined: NaN.
 */
package io.percept.metrics;
