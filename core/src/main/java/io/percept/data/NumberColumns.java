package io.percept.data;

import java.util.List;

/** One or more target columns of real numbers. */
final class NumberColumns implements TargetColumn {
    private final int[] positions;
    private final List<String> names;
    private final boolean perhapsLabels;
    private final FloatList values = new FloatList();

    /**
     * Collects these columns.
     *
     * @param perhapsLabels whether several columns of nothing but 0 and 1 are labels
     */
    NumberColumns(int[] positions, List<String> names, boolean perhapsLabels) {
        this.positions = positions;
        this.names = names;
        this.perhapsLabels = perhapsLabels;
    }

    @Override
    public void add(CsvTable table) {
        for (int position : positions) {
            values.add(table.number(position));
        }
    }

    @Override
    public Targets finish() {
        return perhapsLabels
                ? RealTargets.labelsIfBinary(values.toArray(), names)
                : new RealTargets(values.toArray(), names);
    }
}
