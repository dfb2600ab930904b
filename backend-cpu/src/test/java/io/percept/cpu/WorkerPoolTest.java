package io.percept.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.Executable.Launch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
    /** Counts how often each chunk runs. */
    private static final class Counting extends Kernel {
        private final AtomicIntegerArray runs;

        private Counting(int chunks) {
            super(new Launch("counting", "", "", 0, 0), chunks);
            this.runs = new AtomicIntegerArray(chunks);
        }

        @Override
        void run(int chunk, int worker) {
            runs.incrementAndGet(chunk);
        }
    }

    /** Many small kernels in a row, so that workers often arrive late, when the next kernel has begun. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyChunkRunsOnce(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            Counting[] kernels = new Counting[7];
            for (int i = 0; i < kernels.length; i++) {
                kernels[i] = new Counting(i * i + 1);
            }
            int rounds = 3000;
            for (int round = 0; round < rounds; round++) {
                for (Counting kernel : kernels) {
                    pool.run(kernel);
                }
            }
            for (Counting kernel : kernels) {
                for (int chunk = 0; chunk < kernel.chunks(); chunk++) {
                    assertThat(kernel.runs.get(chunk)).isEqualTo(rounds);
                }
            }
        }
    }

    @Test
    void kernelsMayHaveManyChunks() {
        try (WorkerPool pool = new WorkerPool(3)) {
            Counting kernel = new Counting(70_000);
            pool.run(kernel);
            pool.run(kernel);
            for (int chunk = 0; chunk < kernel.chunks(); chunk++) {
                assertThat(kernel.runs.get(chunk)).isEqualTo(2);
            }
        }
        assertThatThrownBy(() -> new Counting(WorkerPool.MOST_CHUNKS + 1)).hasMessageContaining("use smaller batches");
    }

    @Test
    void parkedWorkersWakeUp() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            Counting kernel = new Counting(64);
            for (int round = 1; round <= 5; round++) {
                Thread.sleep(20); // Far longer than workers spin.
                pool.run(kernel);
                assertThat(kernel.runs.get(63)).isEqualTo(round);
            }
        }
    }

    @Test
    void whatAKernelThrowsReachesTheCaller() {
        Kernel failing = new Kernel(new Launch("failing", "", "", 0, 0), 4) {
            @Override
            void run(int chunk, int worker) {
                if (chunk == 2) {
                    throw new IllegalStateException("chunk 2 is bad");
                }
            }
        };
        try (WorkerPool pool = new WorkerPool(2)) {
            assertThatThrownBy(() -> pool.run(failing)).hasMessageContaining("chunk 2 is bad");
            Counting kernel = new Counting(10);
            pool.run(kernel);
            assertThat(kernel.runs.get(9)).as("the pool works on").isEqualTo(1);
        }
    }
}
