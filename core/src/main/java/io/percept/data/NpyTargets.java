package io.percept.data;

import io.percept.data.CsvOptions.TargetKind;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Turns an array of NumPy's into targets: classes or real numbers. */
final class NpyTargets {
    /** Integers are labels rather than measurements as long as there are no more of them, and each has some rows. */
    private static final int MOST_CLASSES = 1000;

    private static final int ROWS_PER_CLASS = 2;
    /** Integers that doubles tell apart. */
    private static final double LARGEST = 0x1p53;

    private static final String TARGET = "target";

    private final NpyArray array;

    NpyTargets(NpyArray array, int rows, String features) {
        this.array = array;
        if (array.rows() != rows) {
            throw new DataException(features + " holds " + rows + " rows but " + array.name() + " holds " + array.rows()
                    + " targets; there must be one for each row");
        }
    }

    /** Targets of a first set. */
    Targets learn(TargetKind kind) {
        if (array.columns() > 1) {
            if (kind == TargetKind.CLASSES) {
                throw new DataException(array.name() + " holds " + array.columns()
                        + " targets a row, which cannot be classes; classes are one whole number a row");
            }
            return real(kind == TargetKind.AUTO, names());
        }
        if (kind == TargetKind.REAL) {
            return real(false, names());
        }
        TreeMap<Long, Integer> labels = new TreeMap<>();
        int most = kind == TargetKind.CLASSES ? array.rows() : mostClasses();
        for (int row = 0; row < array.rows() && labels.size() <= most; row++) {
            double value = array.matrix().at(row, 0);
            if (!isLabel(value)) {
                if (kind == TargetKind.CLASSES) {
                    throw notALabel(row, value);
                }
                return real(false, names());
            }
            labels.put((long) value, 0);
        }
        boolean few = labels.size() <= most && labels.size() * (long) ROWS_PER_CLASS <= array.rows();
        if (kind == TargetKind.AUTO && !few) {
            return real(false, names());
        }
        return classes(labels.keySet().stream().map(String::valueOf).toList(), ClassTargets.DEFAULT_NAME);
    }

    private int mostClasses() {
        return array.header().format().isInteger() ? MOST_CLASSES : TargetColumn.MOST_NUMBERS;
    }

    private static boolean isLabel(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST;
    }

    private DataException notALabel(int row, double value) {
        return new DataException(
                array.name() + " holds " + value + " in row " + row + "; labels of classes are whole numbers");
    }

    /** Targets that go with those of a first set. */
    Targets matching(CsvSchema schema) {
        if (schema.classes().isPresent()) {
            if (array.columns() > 1) {
                throw new DataException(array.name() + " holds " + array.columns()
                        + " targets a row, but the training data has classes: one whole number a row");
            }
            return classes(schema.classes().get(), schema.targets().get(0));
        }
        if (array.columns() != schema.targets().size()) {
            throw new DataException(
                    array.name() + " holds " + array.columns() + " targets a row, but the training data has "
                            + schema.targets().size());
        }
        return real(true, schema.targets());
    }

    private Targets classes(List<String> names, String name) {
        KnownTexts known = new KnownTexts(names);
        int[] labels = new int[array.rows()];
        for (int row = 0; row < labels.length; row++) {
            double value = array.matrix().at(row, 0);
            if (!isLabel(value)) {
                throw notALabel(row, value);
            }
            labels[row] = known.place(String.valueOf((long) value));
            if (labels[row] == KnownTexts.UNKNOWN) {
                throw new DataException(array.name() + " holds the unknown class " + (long) value + " in row " + row
                        + "; the known classes are " + Wording.some(names));
            }
        }
        return new ClassTargets(labels, names, name);
    }

    private List<String> names() {
        return array.columns() == 1
                ? List.of(TARGET)
                : IntStream.range(0, array.columns()).mapToObj(i -> TARGET + i).toList();
    }

    private Targets real(boolean perhapsLabels, List<String> names) {
        long numbers = (long) array.rows() * array.columns();
        if (numbers > Dataset.MAX_ARRAY) {
            throw new DataException(
                    array.name() + " holds " + numbers + " targets; at most " + Dataset.MAX_ARRAY + " are possible");
        }
        float[] values = new float[(int) numbers];
        for (int row = 0; row < array.rows(); row++) {
            array.matrix().row(row, values, row * array.columns());
        }
        return perhapsLabels ? RealTargets.labelsIfBinary(values, names) : new RealTargets(values, names);
    }
}
