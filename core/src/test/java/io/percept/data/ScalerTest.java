package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalerTest {
    @Test
    void fitsEachColumnOfATable() {
        // Column a: mean 2.5, population variance 1.25. Column b: mean 10, variance 100.
        Scaler fitted = standardize(table(1, 0, 2, 20, 3, 0, 4, 20));
        assertThat(fitted.shift()).containsExactly(2.5f, 10);
        assertThat(fitted.scale()).containsExactly((float) (1 / Math.sqrt(1.25)), 0.1f);
    }

    @Test
    void standardisedColumnsHaveMeanZeroAndDeviationOne() {
        float[] values = {1, 0, 2, 20, 3, 0, 4, 20};
        Scaler fitted = standardize(table(values));
        fitted.apply(values);
        assertThat(values[1]).isEqualTo(-1);
        assertThat(values[3]).isEqualTo(1);
        assertThat(values[0]).isEqualTo(-1.5f * fitted.scale()[0]);
        assertThat(standardize(table(values)).scale()[1]).isEqualTo(1);
    }

    @Test
    void keepsItsDigitsWhenTheMeanIsLarge() {
        // Squares of 8 million need 46 bits and their float32 sums would lose the deviation of 1.
        float large = 8_000_000;
        Scaler fitted = standardize(table(large - 1, 0, large + 1, 1, large - 1, 0, large + 1, 1));
        assertThat(fitted.shift()[0]).isEqualTo(large);
        assertThat(fitted.scale()[0]).isEqualTo(1);
    }

    @Test
    void constantColumnsBecomeZero() {
        float[] values = new float[2 * 1001];
        Arrays.fill(values, 0.1f);
        Scaler fitted = standardize(table(values));
        assertThat(fitted.shift()).containsExactly(0.1f, 0.1f);
        assertThat(fitted.scale()).containsExactly(1, 1);
        fitted.apply(values);
        assertThat(values).containsOnly(0);
    }

    @Test
    void valuesTooCloseForAFloatScaleKeepScaleOne() {
        Scaler fitted = standardize(table(0, 0, Float.MIN_VALUE, 1));
        assertThat(fitted.scale()[0]).isEqualTo(1);
        assertThat(fitted.scale()[1]).isEqualTo(2);
    }

    @Test
    void fitsTheLargestFloats() {
        Scaler fitted = standardize(table(Float.MAX_VALUE, 0, -Float.MAX_VALUE, 1));
        assertThat(fitted.shift()[0]).isZero();
        assertThat(fitted.scale()[0]).isEqualTo(1 / Float.MAX_VALUE);
    }

    @Test
    void pixelsShareOneMeanAndDeviation() {
        // 0, 0, 255, 255: mean 127.5, deviation 127.5, although the first column is constant.
        ClassTargets labels = new ClassTargets(new int[2], List.of("x"));
        byte[] pixels = {0, 0, 0, (byte) 255, (byte) 255, (byte) 255};
        Dataset images = Dataset.ofBytes(pixels, new ImageShape(1, 3), labels);
        Scaler fitted = standardize(images);
        assertThat(fitted.shift()).containsExactly(127.5f, 127.5f, 127.5f);
        assertThat(fitted.scale()).containsExactly(1 / 127.5f, 1 / 127.5f, 1 / 127.5f);

        Dataset blank = Dataset.ofBytes(new byte[] {7, 7}, new ImageShape(1, 1), labels);
        assertThat(standardize(blank)).isEqualTo(new Scaler(new float[] {7}, new float[] {1}));
    }

    @Test
    void minMaxBringsColumnsToZeroUpToOne() {
        float[] values = {1, 0, 2, 20, 3, 5, 5, 20};
        Scaler fitted = Scaler.fit(table(values), Optional.empty(), Scaling.MIN_MAX);
        assertThat(fitted.shift()).containsExactly(1, 0);
        assertThat(fitted.scale()).containsExactly(0.25f, 0.05f);
        fitted.apply(values);
        assertThat(values).containsExactly(0, 0, 0.25f, 1, 0.5f, 0.25f, 1, 1);

        Scaler constant = Scaler.fit(table(7, 1, 7, 2), Optional.empty(), Scaling.MIN_MAX);
        assertThat(constant.shift()).containsExactly(7, 1);
        assertThat(constant.scale()).containsExactly(1, 1);
    }

    @Test
    void minMaxOfPixelsSharesOneRange() {
        ClassTargets labels = new ClassTargets(new int[2], List.of("x"));
        byte[] pixels = {3, 3, 4, (byte) 253, 3, 9};
        Scaler fitted =
                Scaler.fit(Dataset.ofBytes(pixels, new ImageShape(1, 3), labels), Optional.empty(), Scaling.MIN_MAX);
        assertThat(fitted.shift()).containsExactly(3, 3, 3);
        assertThat(fitted.scale()).containsExactly(1 / 250f, 1 / 250f, 1 / 250f);
    }

    @Test
    void categoriesStayZeroAndOne() {
        FeatureColumns columns = new FeatureColumns(List.of("c", "x"), Map.of("c", List.of("a", "b")));
        Dataset data = Dataset.ofFloats(
                new float[] {1, 0, 10, 0, 1, 30}, columns, new RealTargets(new float[2], List.of("y")));
        for (Scaling scaling : List.of(Scaling.STANDARDIZE, Scaling.MIN_MAX)) {
            Scaler fitted = Scaler.fit(data, Optional.empty(), scaling);
            assertThat(fitted.shift()).startsWith(0, 0).endsWith(scaling == Scaling.MIN_MAX ? 10 : 20);
            assertThat(fitted.scale()).startsWith(1, 1).endsWith(scaling == Scaling.MIN_MAX ? 0.05f : 0.1f);
        }
    }

    @Test
    void gapsCountAsWhatFillsThem() {
        Dataset gaps = table(1, Float.NaN, 3, 4);
        Optional<Imputer> imputer = Optional.of(new Imputer(new float[] {0, 8}));
        assertThat(Scaler.fit(gaps, imputer, Scaling.STANDARDIZE).shift()).containsExactly(2, 6);
        assertThat(Scaler.fit(gaps, imputer, Scaling.NONE)).isEqualTo(Scaler.identity(2));
    }

    @Test
    void identityChangesNothing() {
        float[] values = {1, 2, 3, 4};
        Scaler.identity(2).apply(values);
        assertThat(values).containsExactly(1, 2, 3, 4);
        assertThat(Scaler.identity(2).columns()).isEqualTo(2);
    }

    @Test
    void isComparedByContentAndCannotBeChanged() {
        float[] shift = {1, 2};
        float[] scale = {3, 4};
        Scaler one = new Scaler(shift, scale);
        assertThat(one)
                .isEqualTo(new Scaler(shift, scale))
                .hasSameHashCodeAs(new Scaler(shift, scale))
                .isNotEqualTo(new Scaler(scale, shift))
                .isNotEqualTo(Scaler.identity(2));
        shift[0] = 9;
        one.shift()[0] = 9;
        one.scale()[0] = 9;
        assertThat(one.shift()).containsExactly(1, 2);
        assertThat(one.scale()).containsExactly(3, 4);
    }

    @Test
    void refusesNumbersThatDoNotScale() {
        assertRefused(new float[1], new float[2], "scaling has 1 shifts and 2 scales");
        assertRefused(new float[0], new float[0], "scaling has 0 shifts and 0 scales");
        assertRefused(new float[2], new float[] {1, 0}, "scaling of column 1 has shift 0.0 and scale 0.0");
        assertRefused(new float[] {Float.NaN}, new float[] {1}, "scaling of column 0 has shift NaN");
        assertRefused(new float[1], new float[] {Float.POSITIVE_INFINITY}, "and scale Infinity");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Scaler.identity(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scaler.identity(2).apply(new float[3]))
                .withMessage("3 features are not whole rows of 2");
    }

    @Test
    void refusesADataSetWithoutRows() {
        Dataset empty = table(1, 2).select(new int[0]);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> standardize(empty))
                .withMessage("scaling cannot be fitted to a data set without rows");
    }

    private static Scaler standardize(Dataset data) {
        return Scaler.fit(data, Optional.empty(), Scaling.STANDARDIZE);
    }

    private static void assertRefused(float[] shift, float[] scale, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new Scaler(shift, scale))
                .withMessageContaining(message);
    }

    /** A table of two columns, row-major. */
    private static Dataset table(float... values) {
        return Dataset.ofFloats(values, List.of("a", "b"), new RealTargets(new float[values.length / 2], List.of("y")));
    }
}
