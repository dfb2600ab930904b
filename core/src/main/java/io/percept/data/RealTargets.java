package io.percept.data;

import java.util.List;

/**
 * One or more real numbers for each row. Two of them are equal only when they share their array.
 *
 * @param values rows x {@code names.size()} numbers, row-major; not copied, not to be modified
 * @param names the names of the target columns
 * @param labels whether the numbers say by 1 or 0 for each column whether a label applies, as in multi-label classification: the loss
 *     is then binary cross-entropy unless another is asked for
 */
@SuppressWarnings("ArrayRecordComponent")
public record RealTargets(float[] values, List<String> names, boolean labels) implements Targets {
    /**
     * Checks the values.
     *
     * @throws DataException when there is no column, the values are not whole rows, one of them is not finite, or a label is neither
     *     0 nor 1
     */
    public RealTargets {
        names = List.copyOf(names);
        if (names.isEmpty() || values.length % names.size() != 0) {
            throw new DataException(values.length + " target values do not make whole rows of " + names.size());
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DataException("row " + i / names.size() + " has the target " + values[i] + " in column \""
                        + names.get(i % names.size()) + "\"; targets must be finite");
            }
            if (labels && values[i] != 0 && values[i] != 1) {
                throw new DataException("row " + i / names.size() + " has the label " + values[i] + " in column \""
                        + names.get(i % names.size()) + "\"; labels must be 0 or 1");
            }
        }
    }

    /** Numbers of any meaning. */
    public RealTargets(float[] values, List<String> names) {
        this(values, names, false);
    }

    /** Labels where there are several columns and every number is 0 or 1, real numbers otherwise. */
    static RealTargets labelsIfBinary(float[] values, List<String> names) {
        boolean binary = names.size() > 1;
        for (int i = 0; i < values.length && binary; i++) {
            binary = values[i] == 0 || values[i] == 1;
        }
        return new RealTargets(values, names, binary);
    }

    @Override
    public int rows() {
        return values.length / names.size();
    }

    @Override
    public RealTargets select(int[] rows) {
        int width = names.size();
        float[] selected = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        return new RealTargets(selected, names, labels);
    }

    @Override
    public String description() {
        return (labels ? "labels " : "real targets ") + names;
    }
}
