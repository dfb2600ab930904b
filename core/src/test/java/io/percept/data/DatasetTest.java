package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final List<String> AB = List.of("a", "b");
    private static final ClassTargets LABELS = new ClassTargets(new int[] {0, 2, 2}, List.of("x", "y", "z"));

    @Test
    void holdsATableOfFloats() {
        float[] features = {1, 2, 3, 4, 5, 6};
        Dataset data = Dataset.ofFloats(features, AB, LABELS);

        assertThat(data.rows()).isEqualTo(3);
        assertThat(data.columns()).isEqualTo(2);
        assertThat(data.isBytes()).isFalse();
        assertThat(data.floats()).isSameAs(features);
        assertThat(data.feature(2, 0)).isEqualTo(5);
        assertThat(data.featureNames()).containsExactly("a", "b");
        assertThat(data.imageShape()).isEmpty();
        assertThat(data.targets()).isSameAs(LABELS);
        assertThat(data).hasToString("3 rows of 2 float features, 3 classes");
        assertThatIllegalStateException().isThrownBy(data::bytes);
    }

    @Test
    void holdsImagesOfUnsignedBytes() {
        byte[] pixels = {0, (byte) 255, 7, 8, 9, 10};
        Dataset data = Dataset.ofBytes(pixels, new ImageShape(1, 2), LABELS);

        assertThat(data.isBytes()).isTrue();
        assertThat(data.bytes()).isSameAs(pixels);
        assertThat(data.feature(0, 1)).isEqualTo(255);
        assertThat(data.featureNames()).containsExactly("pixel0", "pixel1");
        assertThat(data.imageShape()).contains(new ImageShape(1, 2));
        assertThatIllegalStateException().isThrownBy(data::floats);
    }

    @Test
    void refusesFeaturesOutsideTheTable() {
        Dataset data = Dataset.ofFloats(new float[6], AB, LABELS);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.feature(0, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.feature(3, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> data.select(new int[] {3}));
    }

    @Test
    void namesTheRowAndColumnOfAFeatureThatIsNotFinite() {
        assertRefused(
                () -> Dataset.ofFloats(new float[] {1, 2, 3, Float.POSITIVE_INFINITY, 5, 6}, AB, LABELS),
                "row 1 holds Infinity in column \"b\"; features must be finite");
        assertRefused(
                () -> new RealTargets(new float[] {1, 2, Float.NEGATIVE_INFINITY, 4}, AB),
                "row 1 has the target -Infinity in column \"a\"; targets must be finite");
    }

    @Test
    void refusesLengthsThatDoNotFit() {
        assertRefused(
                () -> Dataset.ofFloats(new float[5], AB, LABELS),
                "5 features do not fit 3 targets; with 2 columns there must be 6");
        assertRefused(
                () -> Dataset.ofBytes(new byte[6], new ImageShape(2, 2), LABELS),
                "6 features do not fit 3 targets; with 4 columns there must be 12");
        assertRefused(
                () -> Dataset.ofFloats(new float[0], List.of(), LABELS),
                "a data set needs at least one feature column");
        assertRefused(() -> new RealTargets(new float[3], AB), "3 target values do not make whole rows of 2");
        assertRefused(
                () -> new RealTargets(new float[] {1, 0, 1, 0.5f}, AB, true),
                "row 1 has the label 0.5 in column \"b\"; labels must be 0 or 1");
    }

    @Test
    void refusesNamesThatAreNotDistinct() {
        assertRefused(
                () -> Dataset.ofFloats(new float[6], List.of("a", "a"), LABELS),
                "the names of the feature columns must be distinct, but are [a, a]");
        assertRefused(
                () -> new ClassTargets(new int[0], List.of("x", "x")),
                "the names of the classes must be distinct, but are [x, x]");
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        for (int label : new int[] {-1, 2}) {
            assertRefused(
                    () -> new ClassTargets(new int[] {0, label}, AB),
                    "row 1 has label " + label + "; labels must be from 0 to 1 for 2 classes");
        }
        assertRefused(() -> new ClassTargets(new int[0], List.of()), "class targets need at least one class");
    }

    @Test
    void refusesImagesThatAreNone() {
        assertRefused(
                () -> new ImageShape(0, 3),
                "images cannot be 0 x 3 pixels; both sides must be positive and their product below 2^31");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> new ImageShape(1 << 16, 1 << 16));
        assertRefused(
                () -> Dataset.ofFloats(new float[6], AB, LABELS).withImageShape(new ImageShape(2, 2)),
                "rows of 2 features are not images of 2 x 2 = 4 pixels");
    }

    @Test
    void selectsRowsInAnyOrder() {
        Dataset table = Dataset.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, AB, LABELS);
        Dataset selected = table.select(new int[] {2, 0, 2});
        assertThat(selected.floats()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(((ClassTargets) selected.targets()).labels()).containsExactly(2, 0, 2);
        assertThat(((ClassTargets) selected.targets()).classes()).containsExactly("x", "y", "z");
        assertThat(selected.featureNames()).isEqualTo(AB);

        Dataset images = Dataset.ofBytes(new byte[] {1, 2, 3}, new ImageShape(1, 1), LABELS);
        assertThat(images.select(new int[] {1, 0}).bytes()).containsExactly(2, 1);
        assertThat(images.select(new int[] {1}).imageShape()).contains(new ImageShape(1, 1));

        RealTargets pairs = new RealTargets(new float[] {10, 11, 20, 21}, AB);
        Dataset regression = Dataset.ofFloats(new float[] {1, 2}, List.of("a"), pairs);
        assertThat(((RealTargets) regression.select(new int[] {1}).targets()).values())
                .containsExactly(20, 21);
    }

    @Test
    void countsTheRowsOfEachClass() {
        assertThat(Dataset.ofFloats(new float[6], AB, LABELS).classCounts()).containsExactly(1, 0, 2);
        Dataset regression = Dataset.ofFloats(new float[6], AB, new RealTargets(new float[3], List.of("y")));
        assertThatIllegalStateException().isThrownBy(regression::classCounts);
    }

    @Test
    void saysWhichClassIsTheOnlyOne() {
        Dataset data = Dataset.ofFloats(new float[6], AB, LABELS);
        data.requireAtLeastTwoClasses();
        assertRefused(
                () -> data.select(new int[] {1, 2}).requireAtLeastTwoClasses(),
                "all 2 rows are of class \"z\"; training a classifier needs rows of at least two classes");
        assertRefused(
                () -> data.select(new int[0]).requireAtLeastTwoClasses(),
                "the data set has no rows; training needs rows of at least two classes");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(DataException.class).isThrownBy(call).withMessage(message);
    }
}
