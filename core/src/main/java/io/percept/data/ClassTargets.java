package io.percept.data;

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
}
