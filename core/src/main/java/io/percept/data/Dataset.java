package io.percept.data;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows of raw (not standardised) features and the target of each row; immutable.
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

    private final int rows;
    private final int columns;
    private final float[] floats;
    private final byte[] bytes;
    private final List<String> featureNames;
    private final Targets targets;
    private final Optional<ImageShape> imageShape;

    private Dataset(
            float[] floats, byte[] bytes, List<String> names, Targets targets, Optional<ImageShape> imageShape) {
        this.rows = targets.rows();
        this.columns = names.size();
        this.floats = floats;
        this.bytes = bytes;
        this.featureNames = names;
        this.targets = targets;
        this.imageShape = imageShape;
    }

    /**
     * A table of float32 features.
     *
     * @param features {@code targets.rows()} x {@code featureNames.size()}, row-major; not copied, not to be modified afterwards
     * @throws DataException when there is no column, two have one name, the lengths do not fit or a feature is not finite
     */
    public static Dataset ofFloats(float[] features, List<String> featureNames, Targets targets) {
        List<String> names = GeneratedNames.unchanging(featureNames);
        if (new HashSet<>(names).size() < names.size()) {
            throw new DataException("the names of the feature columns must be distinct, but are " + names);
        }
        checkSize(features.length, targets.rows(), names.size());
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new DataException("row " + i / names.size() + " holds " + features[i] + " in column \""
                        + names.get(i % names.size()) + "\"; features must be finite");
            }
        }
        return new Dataset(features, null, names, targets, Optional.empty());
    }

    /**
     * Images of unsigned bytes; the columns are named pixel0, pixel1, ...
     *
     * @param features {@code targets.rows()} x {@code shape.pixels()}, row-major; not copied, not to be modified afterwards
     * @throws DataException when the lengths do not fit
     */
    public static Dataset ofBytes(byte[] features, ImageShape shape, Targets targets) {
        checkSize(features.length, targets.rows(), shape.pixels());
        List<String> names = new GeneratedNames(GeneratedNames.PIXEL, shape.pixels());
        return new Dataset(null, features, names, targets, Optional.of(shape));
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
        return new Dataset(floats, bytes, featureNames, targets, Optional.of(shape));
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
        return bytes != null;
    }

    /**
     * The features, rows x columns, row-major: the array itself, not to be modified.
     *
     * @throws IllegalStateException when the features are bytes
     */
    public float[] floats() {
        if (floats == null) {
            throw new IllegalStateException("the features are bytes; ask isBytes() first");
        }
        return floats;
    }

    /**
     * The features as unsigned bytes, rows x columns, row-major: the array itself, not to be modified.
     *
     * @throws IllegalStateException when the features are float32
     */
    public byte[] bytes() {
        if (bytes == null) {
            throw new IllegalStateException("the features are float32; ask isBytes() first");
        }
        return bytes;
    }

    /**
     * One raw feature, whatever way it is stored.
     *
     * @throws IndexOutOfBoundsException when there is no such row or column
     */
    public float feature(int row, int column) {
        int index = Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns);
        return bytes == null ? floats[index] : Byte.toUnsignedInt(bytes[index]);
    }

    /** The names of the columns, distinct; columns that their file does not name are column0, column1, ... or pixel0, ... */
    public List<String> featureNames() {
        return featureNames;
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
        if (!(targets instanceof ClassTargets classTargets)) {
            throw new IllegalStateException("the targets are real numbers; only class targets can be counted");
        }
        int[] counts = new int[classTargets.classes().size()];
        for (int label : classTargets.labels()) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * Makes sure that there is something to tell apart.
     *
     * @throws DataException when fewer than two classes have rows
     * @throws IllegalStateException when the targets are real numbers
     */
    public void requireAtLeastTwoClasses() {
        int[] counts = classCounts();
        int present = 0;
        int last = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                present++;
                last = k;
            }
        }
        if (present == 0) {
            throw new DataException("the data set has no rows; training needs rows of at least two classes");
        }
        if (present == 1) {
            throw new DataException("all " + rows + " rows are of class \""
                    + ((ClassTargets) targets).classes().get(last)
                    + "\"; training a classifier needs rows of at least two classes");
        }
    }

    /**
     * A copy of these rows, in this order; a row may be named more than once.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws DataException when the copy is too large for an array
     */
    public Dataset select(int[] rows) {
        if ((long) rows.length * columns > MAX_ARRAY) {
            throw new DataException(rows.length + " rows of " + columns + " features do not fit an array of at most "
                    + MAX_ARRAY + " elements; select fewer rows");
        }
        for (int row : rows) {
            Objects.checkIndex(row, this.rows);
        }
        Object source = isBytes() ? bytes : floats;
        float[] selectedFloats = isBytes() ? null : new float[rows.length * columns];
        byte[] selectedBytes = isBytes() ? new byte[rows.length * columns] : null;
        Object selected = isBytes() ? selectedBytes : selectedFloats;
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(source, rows[i] * columns, selected, i * columns, columns);
        }
        return new Dataset(selectedFloats, selectedBytes, featureNames, selectTargets(rows), imageShape);
    }

    private Targets selectTargets(int[] rows) {
        if (targets instanceof ClassTargets classTargets) {
            int[] labels = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = classTargets.labels()[rows[i]];
            }
            return new ClassTargets(labels, classTargets.classes(), classTargets.name());
        }
        RealTargets realTargets = (RealTargets) targets;
        int width = realTargets.names().size();
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(realTargets.values(), rows[i] * width, values, i * width, width);
        }
        return new RealTargets(values, realTargets.names(), realTargets.labels());
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

    @Override
    public String toString() {
        String what = targets instanceof ClassTargets classTargets
                ? classTargets.classes().size() + " classes"
                : (((RealTargets) targets).labels() ? "labels " : "real targets ") + ((RealTargets) targets).names();
        return rows + " rows of " + columns + (isBytes() ? " byte" : " float") + " features, " + what;
    }
}
