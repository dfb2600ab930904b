package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor FLOATS = Tensor.ofFloats("w", List.of(1, 2), 0.1f, 2);
    private static final Tensor DOUBLES = Tensor.ofDoubles("w", List.of(2), 0.1, 2);
    private static final Tensor INTS = Tensor.ofInts("w", List.of(2), -1, 2);
    private static final Tensor LONGS = Tensor.ofLongs("w", List.of(2), -1, 1L << 40);
    private static final Tensor BYTES = Tensor.ofBytes("w", List.of(2), (byte) 1, (byte) -1);

    @Test
    void givesItsValues() {
        assertThat(FLOATS.floats()).containsExactly(0.1f, 2f);
        assertThat(DOUBLES.doubles()).containsExactly(0.1, 2);
        assertThat(INTS.ints()).containsExactly(-1, 2);
        assertThat(LONGS.longs()).containsExactly(-1, 1L << 40);
        assertThat(BYTES.bytes()).containsExactly(1, -1);
        assertThat(FLOATS.size()).isEqualTo(2);
        assertThat(LONGS.size()).isEqualTo(2);
        assertThat(FLOATS).hasToString("tensor \"w\" F32[1, 2]");
    }

    @Test
    void widensWithoutLoss() {
        assertThat(FLOATS.doubles()).containsExactly(0.1f, 2);
        assertThat(INTS.longs()).containsExactly(-1, 2);
    }

    @Test
    void neverNarrowsOrConverts() {
        assertThatThrownBy(DOUBLES::floats)
                .isInstanceOf(ModelException.class)
                .hasMessage("tensor \"w\" holds F64 values, where F32 is needed");
        assertThatThrownBy(INTS::doubles)
                .isInstanceOf(ModelException.class)
                .hasMessage("tensor \"w\" holds I32 values, where F64 or F32 is needed");
        assertThatThrownBy(LONGS::ints)
                .isInstanceOf(ModelException.class)
                .hasMessage("tensor \"w\" holds I64 values, where I32 is needed");
        assertThatThrownBy(BYTES::longs)
                .isInstanceOf(ModelException.class)
                .hasMessage("tensor \"w\" holds U8 values, where I64 or I32 is needed");
        assertThatThrownBy(FLOATS::bytes)
                .isInstanceOf(ModelException.class)
                .hasMessage("tensor \"w\" holds F32 values, where U8 is needed");
    }

    @Test
    void doesNotChangeWithTheArraysItIsMadeOfOrGives() {
        byte[] values = {1, 2};
        Tensor tensor = Tensor.ofBytes("b", List.of(2), values);
        values[0] = 9;
        tensor.bytes()[1] = 9;
        assertThat(tensor.bytes()).containsExactly(1, 2);
    }

    @Test
    void equalityIsThatOfAllContent() {
        assertThat(FLOATS)
                .isEqualTo(Tensor.ofFloats("w", List.of(1, 2), 0.1f, 2))
                .hasSameHashCodeAs(Tensor.ofFloats("w", List.of(1, 2), 0.1f, 2))
                .isNotEqualTo(Tensor.ofFloats("v", List.of(1, 2), 0.1f, 2))
                .isNotEqualTo(Tensor.ofFloats("w", List.of(2, 1), 0.1f, 2))
                .isNotEqualTo(Tensor.ofFloats("w", List.of(1, 2), 0.1f, 3));
        assertThat(Tensor.ofFloats("w", List.of(1), 0f)).isNotEqualTo(Tensor.ofInts("w", List.of(1), 0));
    }

    @Test
    void refusesValuesThatDoNotFillTheShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.ofInts("w", List.of(2, 2), 1, 2, 3))
                .withMessage("tensor \"w\" has 3 values, which do not fill its shape [2, 2] exactly");
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.ofInts("w", List.of(), 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.ofInts("w", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.ofInts("w", List.of(1 << 16, 1 << 16)))
                .withMessage("tensor \"w\" has 0 values, which do not fill its shape [65536, 65536] exactly");
    }

    @Test
    void refusesNegativeDimensions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.ofInts("w", List.of(-1, -1), 1))
                .withMessage("tensor \"w\" has a negative dimension: its shape is [-1, -1]");
    }
}
