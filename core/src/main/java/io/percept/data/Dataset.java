package io.percept.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Rows of raw (not scaled) features and the target of each row; immutable. They are in memory or, where {@link Storage} says so, in a file.
 *
 * <p>Features are rows x columns, row-major, either float32 or unsigned bytes; bytes are how images come, and they stay bytes so
 * that they take a quarter of the memory. A data set may have no rows (the part that a split by 0 gives); one that was read from
 * a file has at least one.
 */
public final class Dataset {
    /** The stream of {@link io.percept.backend.CounterRandom} that {@link #split} draws from: "SPLIT" in ASCII. */
    public static final long SPLIT_STREAM = 0x53504C4954L;

    /** Virtual machines allow arrays of no more than a few elements below 2^31 - 1. */
    static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /** Numbers that {@link #forEachBlock} takes at a time: few enough for the cache. */
    private static final int BLOCK = 1 << 14;

    private final int rows;
    private final int columns;
    private final Features values;
    private final FeatureColumns features;
    private final Targets targets;
    private final Optional<ImageShape> imageShape;
    private final Optional<float[]> weights;
    /** Counted when it is first asked for: that takes a pass over all rows. */
    private volatile int[] missing;

    private Dataset(
            Features values,
            FeatureColumns features,
            Targets targets,
            Optional<ImageShape> imageShape,
            Optional<float[]> weights) {
        this.rows = targets.rows();
        this.columns = features.width();
        this.values = values;
        this.features = features;
        this.targets = targets;
        this.imageShape = imageShape;
        this.weights = weights;
    }

    /** A table of features that are known to be finite or missing. */
    static Dataset of(Features values, FeatureColumns columns, Targets targets) {
        return new Dataset(values, columns, targets, Optional.empty(), Optional.empty());
    }

    /**
     * A table of float32 features, NaN where one is missing.
     *
     * @param features {@code targets.rows()} x {@code names.size()}, row-major; not copied, not to be modified afterwards
     * @throws DataException when there is no column, two have one name, the lengths do not fit or a feature is infinite
     */
    public static Dataset ofFloats(float[] features, List<String> names, Targets targets) {
        return ofFloats(features, FeatureColumns.ofNumbers(names), targets);
    }

    /**
     * A table of float32 features, some of which may be categories: NaN where one is missing, in all features of its column.
     *
     * @param features {@code targets.rows()} x {@code columns.width()}, row-major; not copied, not to be modified afterwards
     * @throws DataException when there is no column, the lengths do not fit or a feature is infinite
     */
    public static Dataset ofFloats(float[] features, FeatureColumns columns, Targets targets) {
        int width = columns.width();
        checkSize(features.length, targets.rows(), width);
        for (int i = 0; i < features.length; i++) {
            if (Float.isInfinite(features[i])) {
                throw new DataException("row " + i / width + " holds " + features[i] + " in column \""
                        + columns.features().get(i % width) + "\"; features must be finite");
            }
        }
        return of(new FloatFeatures(features, targets.rows(), width), columns, targets);
    }

    /**
     * Images of unsigned bytes; the columns are named pixel0, pixel1, ...
     *
     * @param features {@code targets.rows()} x {@code shape.pixels()}, row-major; not copied, not to be modified afterwards
     * @throws DataException when the lengths do not fit
     */
    public static Dataset ofBytes(byte[] features, ImageShape shape, Targets targets) {
        checkSize(features.length, targets.rows(), shape.pixels());
        return ofImages(new ByteFeatures(features, targets.rows(), shape.pixels()), shape, targets);
    }

    /** Images; the columns are named pixel0, pixel1, ... */
    static Dataset ofImages(Features pixels, ImageShape shape, Targets targets) {
        List<String> names = new GeneratedNames(GeneratedNames.PIXEL, shape.pixels());
        return new Dataset(pixels, FeatureColumns.ofNumbers(names), targets, Optional.of(shape), Optional.empty());
    }

    private static void checkSize(int length, int rows, int columns) {
        if (columns == 0) {
            throw new DataException("a data set needs at least one feature column");
        }
        if ((long) rows * columns != length) {
            throw new DataException(length + " features do not fit " + rows + " targets; with " + columns
                    + " columns there must be " + (long) rows * columns);
        }
    }

    /**
     * This data set with its rows read as images.
     *
     * @throws DataException when an image of this shape has another number of pixels than there are columns
     */
    public Dataset withImageShape(ImageShape shape) {
        if (shape.pixels() != columns) {
            throw new DataException(
                    "rows of " + columns + " features are not images of " + shape + " = " + shape.pixels() + " pixels");
        }
        return new Dataset(values, features, targets, Optional.of(shape), weights);
    }

    /**
     * This data set with a weight for each row: what it counts for in a training's loss, which is then a weighted mean.
     *
     * @param newWeights not copied, not to be modified afterwards
     * @throws DataException when there are more or fewer than rows, one is negative or not finite, or none is positive
     */
    public Dataset withWeights(float[] newWeights) {
        if (newWeights.length != rows) {
            throw new DataException("there are " + newWeights.length + " weights for " + rows + " rows");
        }
        boolean positive = rows == 0;
        for (int row = 0; row < rows; row++) {
            if (!(newWeights[row] >= 0 && Float.isFinite(newWeights[row]))) {
                throw new DataException(
                        "row " + row + " has the weight " + newWeights[row] + "; it must be 0 or a positive number");
            }
            positive |= newWeights[row] > 0;
        }
        if (!positive) {
            throw new DataException("all " + rows + " rows have the weight 0; one at least must be positive");
        }
        return new Dataset(values, features, targets, imageShape, Optional.of(newWeights));
    }

    /** What each row counts for in a training's loss: the array itself, not to be modified. Empty when all count the same. */
    public Optional<float[]> weights() {
        return weights;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of features in a row. */
    public int columns() {
        return columns;
    }

    /** Whether the features are unsigned bytes ({@link #bytes()}) and not float32 ({@link #floats()}). */
    public boolean isBytes() {
        return values.isBytes();
    }

    /**
     * For features that are kept in a file: how many rows of them a device shall have at a time, 0 if that is left open. Empty for features
     * in memory.
     */
    public OptionalInt blockRows() {
        return values.blockRows();
    }

    /**
     * The features, rows x columns, row-major: the array itself, not to be modified.
     *
     * @throws IllegalStateException when the features are bytes, or kept in a file
     */
    public float[] floats() {
        if (values instanceof FloatFeatures inMemory) {
            return inMemory.values();
        }
        throw new IllegalStateException(
                "the features are bytes or kept in a file; ask isBytes() and blockRows() first");
    }

    /**
     * The features as unsigned bytes, rows x columns, row-major: the array itself, not to be modified.
     *
     * @throws IllegalStateException when the features are float32, or kept in a file
     */
    public byte[] bytes() {
        if (values instanceof ByteFeatures inMemory) {
            return inMemory.values();
        }
        throw new IllegalStateException(
                "the features are float32 or kept in a file; ask isBytes() and blockRows() first");
    }

    /**
     * One raw feature, whatever way it is stored.
     *
     * @throws IndexOutOfBoundsException when there is no such row or column
     */
    public float feature(int row, int column) {
        float[] all = new float[columns];
        copyRows(row, 1, all);
        return all[Objects.checkIndex(column, columns)];
    }

    /** The columns that the features come from. */
    public FeatureColumns features() {
        return features;
    }

    /** The names of the features, distinct: {@link #columns()} of them. */
    public List<String> featureNames() {
        return features.features();
    }

    /** Takes some rows. */
    @FunctionalInterface
    interface BlockConsumer {
        /** Is called with the features of so many rows, row-major; the array may be modified and is used again. */
        void accept(float[] block, int rows);
    }

    /** Goes through the features of all rows in order, some rows at a time. */
    void forEachBlock(BlockConsumer consumer) {
        int most = Math.max(1, BLOCK / columns);
        float[] block = new float[Math.min(rows, most) * columns];
        for (int first = 0; first < rows; first += most) {
            int count = Math.min(most, rows - first);
            copyRows(first, count, block);
            consumer.accept(block, count);
        }
    }

    /**
     * Copies the features of some rows.
     *
     * @param into receives count x {@link #columns()} features, bytes as their values
     * @throws IndexOutOfBoundsException when there are no such rows, or the array is too short
     */
    public void copyRows(int first, int count, float[] into) {
        Objects.checkFromIndexSize(first, count, rows);
        values.copy(new Features.Rows(null, first, count), into);
    }

    /**
     * Copies the features of some rows in any order.
     *
     * @param order the numbers of rows; null for 0, 1, 2 ...
     * @param first where in the order to begin
     * @param count how many of them
     * @param into receives count x {@link #columns()} features, bytes as their values
     */
    public void copyRows(int[] order, int first, int count, float[] into) {
        values.copy(new Features.Rows(order, first, count), into);
    }

    /**
     * The same for features that are bytes.
     *
     * @throws IllegalStateException when they are float32
     */
    public void copyRows(int[] order, int first, int count, byte[] into) {
        values.copy(new Features.Rows(order, first, count), into);
    }

    /** How many rows miss each of the columns, in the order of {@link FeatureColumns#names()}. */
    public int[] missing() {
        if (missing == null) {
            missing = FeatureScan.countMissing(this);
        }
        return missing.clone();
    }

    /**
     * Makes sure that no feature is missing.
     *
     * @throws DataException when one is
     */
    void requireNoneMissing() {
        int[] counts = missing();
        for (int column = 0; column < counts.length; column++) {
            if (counts[column] > 0) {
                throw new DataException(
                        "column " + Wording.quoted(features.names().get(column)) + " is missing in " + counts[column]
                                + " of " + rows + " rows; missing values must be filled in or their rows removed");
            }
        }
    }

    /**
     * Makes sure that no feature is infinite.
     *
     * @throws DataException when one is, which names the file
     */
    void requireFinite(String file) {
        FeatureScan.requireFinite(this, file);
    }

    /** What is to be predicted. */
    public Targets targets() {
        return targets;
    }

    /** The shape of the images, when the rows are images. */
    public Optional<ImageShape> imageShape() {
        return imageShape;
    }

    /**
     * How many rows each class has, in the order of {@link ClassTargets#classes()}.
     *
     * @throws IllegalStateException when the targets are real numbers
     */
    public int[] classCounts() {
        return classTargets().counts();
    }

    /**
     * Makes sure that there is something to tell apart.
     *
     * @throws DataException when fewer than two classes have rows
     * @throws IllegalStateException when the targets are real numbers
     */
    public void requireAtLeastTwoClasses() {
        classTargets().requireAtLeastTwo();
    }

    private ClassTargets classTargets() {
        if (targets instanceof ClassTargets classes) {
            return classes;
        }
        throw new IllegalStateException("the targets are real numbers; only class targets can be counted");
    }

    /**
     * These rows, in this order; a row may be named more than once. Features in memory are copied.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws DataException when the copy is too large for an array
     */
    public Dataset select(int[] rows) {
        if (blockRows().isEmpty() && (long) rows.length * columns > MAX_ARRAY) {
            throw new DataException(rows.length + " rows of " + columns + " features do not fit an array of at most "
                    + MAX_ARRAY + " elements; select fewer rows");
        }
        for (int row : rows) {
            Objects.checkIndex(row, this.rows);
        }
        Optional<float[]> selectedWeights = weights.map(all -> {
            float[] some = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                some[i] = all[rows[i]];
            }
            return some;
        });
        return new Dataset(values.select(rows), features, targets.select(rows), imageShape, selectedWeights);
    }

    /**
     * Splits a random part off. With class targets each class gives its share of the part, so the classes keep their
     * proportions as nearly as whole rows allow. The same data, fraction and seed give the same split, drawn from stream
     * {@link #SPLIT_STREAM}.
     *
     * @param fraction of the rows for {@link Split#part()}: it gets {@code Math.round(fraction * rows())} rows, 0 for a fraction of 0
     * @throws DataException when the fraction is not in [0, 1), or leaves the part (for a fraction above 0) or the rest empty
     */
    public Split split(double fraction, long seed) {
        return Splitter.split(this, fraction, seed);
    }

    /**
     * A copy in random order, of which every beginning has the classes in their proportions, as nearly as whole rows allow: for smaller
     * samples of the same kind. The same data and seed give the same order.
     */
    public Dataset mixed(long seed) {
        return select(Mixing.order(targets, seed));
    }

    @Override
    public String toString() {
        return rows + " rows of " + columns + (isBytes() ? " byte" : " float") + " features, " + targets.description();
    }
}
