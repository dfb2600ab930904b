package io.percept.data;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens data sets by the names that users give them. */
public final class Datasets {
    /** The source that stands for the bundled digits. */
    public static final String DIGITS = "digits";

    private static final ImageShape DIGIT_SHAPE = new ImageShape(8, 8);

    /** What there is to open. */
    public enum Kind {
        /** The bundled digits. */
        DIGITS,
        CSV,
        /** NPY or NPZ files. */
        ARRAYS,
        /** A folder with IDX files. */
        IMAGES
    }

    private Datasets() {}

    /**
     * What a source is, as its name and the names in a folder say.
     *
     * @param source as in {@link #open}
     * @throws DataException when there is no such source
     */
    public static Kind kindOf(String source) {
        if (source.equals(DIGITS)) {
            return Kind.DIGITS;
        }
        Path path = pathOf(source);
        if (Files.isDirectory(path)) {
            return NpyArrays.areIn(path) ? Kind.ARRAYS : Kind.IMAGES;
        }
        return isArray(path) || hasSuffix(path, NpyArrays.PACKED_SUFFIX) ? Kind.ARRAYS : Kind.CSV;
    }

    /**
     * The bundled digits: 1,797 images of 8 x 8 pixels from 0 to 16, classes "0" to "9".
     *
     * <p>Source: the test part of "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, 1998, UCI Machine
     * Learning Repository, https://doi.org/10.24432/C50P49; licence CC BY 4.0.
     */
    public static Dataset digits() {
        InputStream resource = Datasets.class.getResourceAsStream("digits.csv.gz");
        if (resource == null) {
            throw new IllegalStateException("digits.csv.gz is not beside the classes; the jar is not complete");
        }
        Dataset table = CsvReader.read(resource, DIGITS, CsvOptions.DEFAULTS);
        float[] values = table.floats();
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        ClassTargets targets = (ClassTargets) table.targets();
        return Dataset.ofBytes(pixels, DIGIT_SHAPE, new ClassTargets(targets.labels(), targets.classes()));
    }

    /**
     * Opens a data set.
     *
     * @param source {@value #DIGITS} for the bundled set, a folder with IDX files or arrays of NumPy's, or a CSV, NPY or NPZ file. A file or
     *     folder that is itself called {@value #DIGITS} is opened as {@code ./digits}.
     * @param options how to read a CSV file
     * @throws DataException when there is no such source, or it cannot be read
     */
    public static TrainTest open(String source, CsvOptions options) {
        if (source.equals(DIGITS)) {
            refuseTargetFile(Path.of(DIGITS), options);
            return new TrainTest(digits(), Optional.empty());
        }
        Path path = pathOf(source);
        if (isArray(path)) {
            NpyArray x = NpyArray.open(path);
            return new TrainTest(NpyReader.read(x, targetArray(path, options), options), Optional.empty());
        }
        refuseTargetFile(path, options);
        Optional<NpyArrays> arrays = arrays(path, options);
        if (arrays.isPresent()) {
            return arrays.get().open();
        }
        return Files.isDirectory(path)
                ? new IdxFolder(path).open()
                : new TrainTest(CsvReader.read(path, options), Optional.empty());
    }

    /**
     * Opens a data set to train a model further with, given what the model knows of its data.
     *
     * @param source as in {@link #open}
     * @param schema the columns, categories and classes of the model
     * @param image the shape of its images, if it has images
     * @param options how to read a CSV file
     * @throws DataException when there is no such source, it cannot be read, or does not go with the model
     */
    public static TrainTest openLike(String source, CsvSchema schema, Optional<ImageShape> image, CsvOptions options) {
        if (source.equals(DIGITS)) {
            return new TrainTest(requireLike(source, digits(), schema), Optional.empty());
        }
        Path path = pathOf(source);
        Optional<NpyArrays> arrays = arrays(path, options);
        if (arrays.isPresent()) {
            return arrays.get().openLike(schema, image);
        }
        if (!Files.isDirectory(path)) {
            return new TrainTest(openTest(source, schema, image, options), Optional.empty());
        }
        TrainTest folder = new IdxFolder(path).open();
        return new TrainTest(requireLike(source, folder.train(), schema), folder.test());
    }

    /**
     * Opens a data set to test a model with.
     *
     * @param source as in {@link #open}; a folder gives its test part
     * @param like the data set that the model was trained with: the result has its columns and classes
     * @param options how to read a CSV file
     * @throws DataException when there is no such source, it cannot be read, or does not go with {@code like}
     */
    public static Dataset openTest(String source, Dataset like, CsvOptions options) {
        return openTest(source, CsvSchema.of(like), like.imageShape(), options);
    }

    /**
     * Opens a data set to test a model with, given what the model knows of its training data.
     *
     * @param source as in {@link #open}; a folder gives its test part
     * @param schema the columns and classes of the training data
     * @param image the shape of its images, if it had images
     * @param options how to read a CSV file
     * @throws DataException when there is no such source, it cannot be read, or does not go with the training data
     */
    public static Dataset openTest(String source, CsvSchema schema, Optional<ImageShape> image, CsvOptions options) {
        if (source.equals(DIGITS)) {
            return requireLike(source, digits(), schema);
        }
        Path path = pathOf(source);
        if (isArray(path)) {
            return NpyReader.read(NpyArray.open(path), targetArray(path, options), schema, image, options);
        }
        refuseTargetFile(path, options);
        Optional<NpyArrays> arrays = arrays(path, options);
        if (arrays.isPresent()) {
            return arrays.get().openTest(schema, image);
        }
        if (!Files.isDirectory(path)) {
            Dataset test = CsvReader.read(path, schema, options);
            return image.map(test::withImageShape).orElse(test);
        }
        IdxFolder folder = new IdxFolder(path);
        if (!folder.hasTest()) {
            throw new DataException("the folder " + source + " has no test part: neither t10k-images-idx3-ubyte nor"
                    + " t10k-labels-idx1-ubyte is there (nor the same with .gz)");
        }
        return requireLike(source, folder.openTest(classesOf(source, schema)), schema);
    }

    /** Whether a file's name says that it is an array of NumPy's. */
    public static boolean isArray(Path path) {
        return hasSuffix(path, NpyArrays.SUFFIX);
    }

    private static boolean hasSuffix(Path path, String suffix) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(suffix) && !Files.isDirectory(path);
    }

    /** The arrays of a folder or a packed file that has any. */
    private static Optional<NpyArrays> arrays(Path path, CsvOptions options) {
        if (hasSuffix(path, NpyArrays.PACKED_SUFFIX)) {
            return Optional.of(NpyArrays.ofPacked(path, options));
        }
        return Files.isDirectory(path) && NpyArrays.areIn(path)
                ? Optional.of(NpyArrays.ofFolder(path, options))
                : Optional.empty();
    }

    private static NpyArray targetArray(Path path, CsvOptions options) {
        return NpyArray.open(options.targetFile()
                .orElseThrow(() -> new DataException(
                        path + " is an array of features; its targets are another file, which must be named")));
    }

    private static void refuseTargetFile(Path path, CsvOptions options) {
        options.targetFile().ifPresent(targets -> {
            throw new DataException(targets + " cannot be the targets of " + path
                    + ", which has its own; only an NPY file" + " needs another for them");
        });
    }

    private static Path pathOf(String source) {
        try {
            Path path = Path.of(source);
            if (source.isBlank() || Files.notExists(path)) {
                throw new DataException("there is no data set " + Wording.quoted(source) + "; give \"" + DIGITS
                        + "\", a folder with IDX files, or a CSV, NPY or NPZ file");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new DataException(Wording.quoted(source) + " cannot be the name of a file: " + e.getReason(), e);
        }
    }

    private static Dataset requireLike(String source, Dataset test, CsvSchema schema) {
        int columns = schema.features().width();
        if (test.columns() != columns) {
            throw new DataException(
                    source + " has images of " + test.imageShape().orElseThrow() + " = " + test.columns()
                            + " pixels, but the training data has " + columns + " columns");
        }
        List<String> expected = classesOf(source, schema);
        List<String> found = ((ClassTargets) test.targets()).classes();
        if (!found.equals(expected)) {
            throw new DataException(source + " has the classes " + Wording.some(found) + ", but the training data has "
                    + Wording.some(expected));
        }
        return test;
    }

    private static List<String> classesOf(String source, CsvSchema schema) {
        return schema.classes()
                .orElseThrow(
                        () -> new DataException(source + " holds classes, but the training data has real targets"));
    }
}
