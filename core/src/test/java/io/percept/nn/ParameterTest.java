package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterTest {
    @Test
    void theLargestSizeIsThatOfAnArray() {
        assertThat(Parameter.weight("weight", Integer.MAX_VALUE, 1).size()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Parameter.weight("weight", 1 << 16, 1 << 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight would be 65536 x 32768; a parameter has at most 2147483647 elements");
    }
}
