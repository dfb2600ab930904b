package io.percept.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingTest {
    @Test
    void goesThroughALine() {
        Training training = Training.parse("fashion-mnist 784,512,256,10 128 adam 0.001");
        assertThat(training.widths()).containsExactly(784, 512, 256, 10);
        assertThat(training.layers()).isEqualTo(3);
        assertThat(training.isAdam()).isTrue();
        assertThat(training.isRegression()).isFalse();
        assertThat(training).hasToString("fashion-mnist 784,512,256,10 128 adam 0.001");
    }
}
