package io.percept.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    @Test
    void readsWhatLinuxSays() {
        assertThat(PeakMemory.parse("Name:\tjava\nVmHWM:\t  524288 kB\nVmRSS:\t  1024 kB\n"))
                .isEqualTo(512);
        assertThat(PeakMemory.parse("Name:\tjava\n")).isZero();
    }
}
