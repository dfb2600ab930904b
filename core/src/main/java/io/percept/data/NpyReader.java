package io.percept.data;

import java.util.Optional;

/** Makes data sets of NumPy's arrays: one of features, rows x columns or images, and one of targets. */
final class NpyReader {
    private NpyReader() {}

    /** A first data set. */
    static Dataset read(NpyArray x, NpyArray y, CsvOptions options) {
        Targets targets = new NpyTargets(y, x.rows(), x.name()).learn(options.kind());
        Features features = x.features(options.storage());
        Dataset data = x.imageShape()
                .map(shape -> Dataset.ofImages(features, shape, targets))
                .orElseGet(() -> Dataset.of(
                        features,
                        FeatureColumns.ofNumbers(new GeneratedNames(GeneratedNames.COLUMN, x.columns())),
                        targets));
        data.requireFinite(x.name());
        return data;
    }

    /** A data set that goes with one that is known. */
    static Dataset read(NpyArray x, NpyArray y, CsvSchema schema, Optional<ImageShape> image, CsvOptions options) {
        requireFit(x, schema);
        Targets targets = new NpyTargets(y, x.rows(), x.name()).matching(schema);
        Dataset data = Dataset.of(x.features(options.storage()), schema.features(), targets);
        data.requireFinite(x.name());
        return image.map(data::withImageShape).orElse(data);
    }

    /** Makes sure that an array can be the features of a model. */
    static void requireFit(NpyArray x, CsvSchema schema) {
        FeatureColumns features = schema.features();
        if (!features.categories().isEmpty()) {
            throw new DataException(x.name() + " is an array of numbers, but the training data has the categories of "
                    + Wording.some(features.categories().keySet().stream().toList()) + "; give a CSV file");
        }
        if (x.columns() != features.width()) {
            throw new DataException(x.name() + " has rows of " + x.columns() + " features, but the training data has "
                    + features.width());
        }
    }
}
