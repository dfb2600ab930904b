package io.percept.model;

import io.percept.data.ClassTargets;
import io.percept.data.CsvSchema;
import io.percept.data.Dataset;
import io.percept.data.FeatureColumns;
import io.percept.data.ImageShape;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import java.util.List;
import java.util.Optional;

/**
 * What a model must know of the data that it was trained with, to be used on other data.
 *
 * @param features the feature columns, and the categories of those that hold any
 * @param targets names of the target columns, one for classes
 * @param classes names of the classes; empty when the targets are real numbers
 * @param imageShape height and width when the features are an image's pixels
 * @param preparation what is done to raw features before the network sees them
 */
public record DataDescription(
        FeatureColumns features,
        List<String> targets,
        Optional<List<String>> classes,
        Optional<ImageShape> imageShape,
        Preparation preparation) {
    public DataDescription {
        if (preparation.columns() != features.width()) {
            throw new IllegalArgumentException(
                    "a preparation of " + preparation.columns() + " features for " + features.width());
        }
    }

    /** What there is to know of a data set. */
    public static DataDescription of(Dataset data, Preparation preparation) {
        boolean classes = data.targets() instanceof ClassTargets;
        return new DataDescription(
                data.features(),
                classes ? List.of(((ClassTargets) data.targets()).name()) : ((RealTargets) data.targets()).names(),
                classes ? Optional.of(((ClassTargets) data.targets()).classes()) : Optional.empty(),
                data.imageShape(),
                preparation);
    }

    /** The columns that a CSV file for the model must have. */
    public CsvSchema csvSchema() {
        return new CsvSchema(features, targets, classes, preparation.imputer().isPresent());
    }
}
