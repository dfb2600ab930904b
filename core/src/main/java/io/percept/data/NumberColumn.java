package io.percept.data;

import java.util.List;

/** A target column of real numbers. */
final class NumberColumn implements TargetColumn {
    private final int position;
    private final String name;
    private final FloatList values = new FloatList();

    NumberColumn(int position, String name) {
        this.position = position;
        this.name = name;
    }

    @Override
    public void add(CsvTable table) {
        values.add(table.number(position));
    }

    @Override
    public Targets finish() {
        return new RealTargets(values.toArray(), List.of(name));
    }
}
