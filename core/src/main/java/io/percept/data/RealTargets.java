package io.percept.data;

import java.util.List;

/**
 * One or more real numbers for each row. Two of them are equal only when they share their array.
 *
 * @param values rows x {@code names.size()} numbers, row-major; not copied, not to be modified
 * @param names the names of the target columns
 */
@SuppressWarnings("ArrayRecordComponent")
public record RealTargets(float[] values, List<String> names) implements Targets {
    /**
     * Checks the values.
     *
     * @throws DataException when there is no column, the values are not whole rows, or one of them is not finite
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
        }
    }

    @Override
    public int rows() {
        return values.length / names.size();
    }
}
