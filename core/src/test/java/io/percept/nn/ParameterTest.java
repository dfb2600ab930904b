package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.nn.Parameter.Kind;
import org.junit.jupiter.api.Test;

class ParameterTest {
    @Test
    void theLargestSizeIsThatOfAnArray() {
        assertThat(new Parameter("weight", Kind.WEIGHT, Integer.MAX_VALUE, 1).size())
                .isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new Parameter("weight", Kind.WEIGHT, 1 << 16, 1 << 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight would be 65536 x 32768; a parameter has at most 2147483647 elements");
    }
}
