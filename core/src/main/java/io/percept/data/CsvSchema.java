package io.percept.data;

import java.util.List;
import java.util.Optional;

/**
 * The columns that a further CSV file must have, to go with a first one: a test set, or rows to predict.
 *
 * <p>A file with a header is matched by name, in any order, and may have more columns. A file without one, and any file when the
 * feature names are only generated ones (column0, pixel0, ...), is matched by position.
 *
 * @param features the feature columns, and the categories of those that hold any
 * @param targets the names of the target columns, one where the targets are classes
 * @param classes the classes of the target; none when the targets are real numbers
 * @param missingAllowed whether features may be missing
 */
public record CsvSchema(
        FeatureColumns features, List<String> targets, Optional<List<String>> classes, boolean missingAllowed) {
    /**
     * Checks that there are columns.
     *
     * @throws DataException when there is no feature or no target
     */
    public CsvSchema {
        if (features.width() == 0 || targets.isEmpty()) {
            throw new DataException("a CSV schema needs at least one feature column and one target column");
        }
        targets = List.copyOf(targets);
        classes = classes.map(List::copyOf);
    }

    /** Columns whose features may be missing. */
    public CsvSchema(FeatureColumns features, List<String> targets, Optional<List<String>> classes) {
        this(features, targets, classes, true);
    }

    /** The columns of a data set. */
    public static CsvSchema of(Dataset data) {
        return data.targets() instanceof ClassTargets targets
                ? new CsvSchema(data.features(), List.of(targets.name()), Optional.of(targets.classes()))
                : new CsvSchema(data.features(), ((RealTargets) data.targets()).names(), Optional.empty());
    }

    /** Whether the features can only be found by their position. */
    boolean isByPosition() {
        return GeneratedNames.areGenerated(features.names());
    }
}
