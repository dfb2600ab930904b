package io.percept.data;

import java.util.List;
import java.util.Optional;

/**
 * The columns that a further CSV file must have, to go with a first one: a test set, or rows to predict.
 *
 * <p>A file with a header is matched by name, in any order, and may have more columns. A file without one, and any file when the
 * feature names are only generated ones (column0, pixel0, ...), is matched by position.
 *
 * @param features the names of the feature columns
 * @param target the name of the target column
 * @param classes the classes of the target; none when it is a real number
 */
public record CsvSchema(List<String> features, String target, Optional<List<String>> classes) {
    /**
     * Checks that there is a feature.
     *
     * @throws DataException when there is none
     */
    public CsvSchema {
        if (features.isEmpty()) {
            throw new DataException("a CSV schema needs at least one feature column");
        }
        features = GeneratedNames.unchanging(features);
        classes = classes.map(List::copyOf);
    }

    /**
     * The columns of a data set.
     *
     * @throws DataException when it has more than one target column
     */
    public static CsvSchema of(Dataset data) {
        if (data.targets() instanceof ClassTargets targets) {
            return new CsvSchema(data.featureNames(), targets.name(), Optional.of(targets.classes()));
        }
        List<String> names = ((RealTargets) data.targets()).names();
        if (names.size() != 1) {
            throw new DataException("a CSV file holds one target column, but the data set has " + names);
        }
        return new CsvSchema(data.featureNames(), names.get(0), Optional.empty());
    }

    /** Whether the features can only be found by their position. */
    boolean isByPosition() {
        return GeneratedNames.areGenerated(features);
    }
}
