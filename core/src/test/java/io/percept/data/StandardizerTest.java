package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    @Test
    void fitsEachColumnOfATable() {
        // Column a: mean 2.5, population variance 1.25. Column b: mean 10, variance 100.
        Standardizer fitted = Standardizer.fit(table(1, 0, 2, 20, 3, 0, 4, 20));
        assertThat(fitted.mean()).containsExactly(2.5f, 10);
        assertThat(fitted.scale()).containsExactly((float) (1 / Math.sqrt(1.25)), 0.1f);
    }

    @Test
    void standardisedColumnsHaveMeanZeroAndDeviationOne() {
        float[] values = {1, 0, 2, 20, 3, 0, 4, 20};
        Standardizer fitted = Standardizer.fit(table(values));
        fitted.apply(values);
        assertThat(values[1]).isEqualTo(-1);
        assertThat(values[3]).isEqualTo(1);
        assertThat(values[0]).isEqualTo(-1.5f * fitted.scale()[0]);
        assertThat(Standardizer.fit(table(values)).scale()[1]).isEqualTo(1);
    }

    @Test
    void keepsItsDigitsWhenTheMeanIsLarge() {
        // Squares of 8 million need 46 bits and their float32 sums would lose the deviation of 1.
        float large = 8_000_000;
        Standardizer fitted = Standardizer.fit(table(large - 1, 0, large + 1, 1, large - 1, 0, large + 1, 1));
        assertThat(fitted.mean()[0]).isEqualTo(large);
        assertThat(fitted.scale()[0]).isEqualTo(1);
    }

    @Test
    void constantColumnsBecomeZero() {
        float[] values = new float[2 * 1001];
        Arrays.fill(values, 0.1f);
        Standardizer fitted = Standardizer.fit(table(values));
        assertThat(fitted.mean()).containsExactly(0.1f, 0.1f);
        assertThat(fitted.scale()).containsExactly(1, 1);
        fitted.apply(values);
        assertThat(values).containsOnly(0);
    }

    @Test
    void valuesTooCloseForAFloatScaleKeepScaleOne() {
        Standardizer fitted = Standardizer.fit(table(0, 0, Float.MIN_VALUE, 1));
        assertThat(fitted.scale()[0]).isEqualTo(1);
        assertThat(fitted.scale()[1]).isEqualTo(2);
    }

    @Test
    void fitsTheLargestFloats() {
        Standardizer fitted = Standardizer.fit(table(Float.MAX_VALUE, 0, -Float.MAX_VALUE, 1));
        assertThat(fitted.mean()[0]).isZero();
        assertThat(fitted.scale()[0]).isEqualTo(1 / Float.MAX_VALUE);
    }

    @Test
    void pixelsShareOneMeanAndDeviation() {
        // 0, 0, 255, 255: mean 127.5, deviation 127.5, although the first column is constant.
        ClassTargets labels = new ClassTargets(new int[2], List.of("x"));
        byte[] pixels = {0, 0, 0, (byte) 255, (byte) 255, (byte) 255};
        Dataset images = Dataset.ofBytes(pixels, new ImageShape(1, 3), labels);
        Standardizer fitted = Standardizer.fit(images);
        assertThat(fitted.mean()).containsExactly(127.5f, 127.5f, 127.5f);
        assertThat(fitted.scale()).containsExactly(1 / 127.5f, 1 / 127.5f, 1 / 127.5f);

        Dataset blank = Dataset.ofBytes(new byte[] {7, 7}, new ImageShape(1, 1), labels);
        assertThat(Standardizer.fit(blank)).isEqualTo(new Standardizer(new float[] {7}, new float[] {1}));
    }

    @Test
    void identityChangesNothing() {
        float[] values = {1, 2, 3, 4};
        Standardizer.identity(2).apply(values);
        assertThat(values).containsExactly(1, 2, 3, 4);
        assertThat(Standardizer.identity(2).columns()).isEqualTo(2);
    }

    @Test
    void isComparedByContentAndCannotBeChanged() {
        float[] mean = {1, 2};
        float[] scale = {3, 4};
        Standardizer one = new Standardizer(mean, scale);
        assertThat(one)
                .isEqualTo(new Standardizer(mean, scale))
                .hasSameHashCodeAs(new Standardizer(mean, scale))
                .isNotEqualTo(new Standardizer(scale, mean))
                .isNotEqualTo(Standardizer.identity(2));
        mean[0] = 9;
        one.mean()[0] = 9;
        one.scale()[0] = 9;
        assertThat(one.mean()).containsExactly(1, 2);
        assertThat(one.scale()).containsExactly(3, 4);
    }

    @Test
    void refusesNumbersThatDoNotStandardise() {
        assertRefused(new float[1], new float[2], "standardisation has 1 means and 2 scales");
        assertRefused(new float[0], new float[0], "standardisation has 0 means and 0 scales");
        assertRefused(new float[2], new float[] {1, 0}, "standardisation of column 1 has mean 0.0 and scale 0.0");
        assertRefused(new float[] {Float.NaN}, new float[] {1}, "standardisation of column 0 has mean NaN");
        assertRefused(new float[1], new float[] {Float.POSITIVE_INFINITY}, "and scale Infinity");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Standardizer.identity(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Standardizer.identity(2).apply(new float[3]))
                .withMessage("3 features are not whole rows of 2");
    }

    @Test
    void refusesADataSetWithoutRows() {
        Dataset empty = table(1, 2).select(new int[0]);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Standardizer.fit(empty))
                .withMessage("standardisation cannot be fitted to a data set without rows");
    }

    private static void assertRefused(float[] mean, float[] scale, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new Standardizer(mean, scale))
                .withMessageContaining(message);
    }

    /** A table of two columns, row-major. */
    private static Dataset table(float... values) {
        return Dataset.ofFloats(values, List.of("a", "b"), new RealTargets(new float[values.length / 2], List.of("y")));
    }
}
