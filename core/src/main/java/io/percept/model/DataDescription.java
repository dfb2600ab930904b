package io.percept.model;

import io.percept.data.ClassTargets;
import io.percept.data.CsvSchema;
import io.percept.data.Dataset;
import io.percept.data.ImageShape;
import io.percept.data.RealTargets;
import io.percept.data.Standardizer;
import java.util.List;
import java.util.Optional;

/**
 * What a model must know of the data that it was trained with, to be used on other data.
 *
 * @param features names of the feature columns
 * @param targets names of the target columns, one for classes
 * @param classes names of the classes; empty when the targets are real numbers
 * @param imageShape height and width when the features are an image's pixels
 * @param standardizer applied to raw features before the network sees them
 */
public record DataDescription(
        List<String> features,
        List<String> targets,
        Optional<List<String>> classes,
        Optional<ImageShape> imageShape,
        Standardizer standardizer) {
    public DataDescription {
        if (standardizer.columns() != features.size()) {
            throw new IllegalArgumentException(
                    "a standardizer of " + standardizer.columns() + " columns for " + features.size() + " features");
        }
    }

    /** What there is to know of a data set. */
    public static DataDescription of(Dataset data, Standardizer standardizer) {
        boolean classes = data.targets() instanceof ClassTargets;
        return new DataDescription(
                data.featureNames(),
                classes ? List.of(((ClassTargets) data.targets()).name()) : ((RealTargets) data.targets()).names(),
                classes ? Optional.of(((ClassTargets) data.targets()).classes()) : Optional.empty(),
                data.imageShape(),
                standardizer);
    }

    /** The columns that a CSV file for the model must have. */
    public CsvSchema csvSchema() {
        return new CsvSchema(features, targets, classes);
    }
}
