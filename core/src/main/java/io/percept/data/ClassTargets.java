package io.percept.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A class for each row. Two of them are equal only when they share their array.
 *
 * @param labels the index into {@code classes} for each row; not copied, not to be modified
 * @param classes the distinct names of the classes; a class need not occur
 * @param name what is predicted: the name of the target column
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassTargets(int[] labels, List<String> classes, String name) implements Targets {
    /** The name of targets that nobody named. */
    public static final String DEFAULT_NAME = "label";

    /**
     * Checks the labels.
     *
     * @throws DataException when there is no class, two have one name, or a label is not an index into {@code classes}
     */
    public ClassTargets {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new DataException("class targets need at least one class");
        }
        if (new HashSet<>(classes).size() < classes.size()) {
            throw new DataException("the names of the classes must be distinct, but are " + classes);
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes.size()) {
                throw new DataException("row " + row + " has label " + labels[row] + "; labels must be from 0 to "
                        + (classes.size() - 1) + " for " + classes.size() + " classes");
            }
        }
    }

    /** Targets with the {@linkplain #DEFAULT_NAME default name}. */
    public ClassTargets(int[] labels, List<String> classes) {
        this(labels, classes, DEFAULT_NAME);
    }

    @Override
    public int rows() {
        return labels.length;
    }

    @Override
    public ClassTargets select(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = labels[rows[i]];
        }
        return new ClassTargets(selected, classes, name);
    }

    @Override
    public String description() {
        return classes.size() + " classes";
    }

    /** How many rows each class has. */
    int[] counts() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** Makes sure that two classes have rows, or more. */
    void requireAtLeastTwo() {
        if (labels.length == 0) {
            throw new DataException("the data set has no rows; training needs rows of at least two classes");
        }
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            throw new DataException("all " + labels.length + " rows are of class \"" + classes.get(labels[0])
                    + "\"; training a classifier needs rows of at least two classes");
        }
    }
}
