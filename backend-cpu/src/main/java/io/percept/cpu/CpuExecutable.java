package io.percept.cpu;

import io.percept.backend.Executable;
import io.percept.backend.Lifetimes;
import io.percept.backend.TrackedBuffer;
import java.util.Arrays;
import java.util.List;

/** Kernels to run one after another. */
final class CpuExecutable implements Executable {
    private final WorkerPool workers;
    private final Kernel[] kernels;
    private final TrackedBuffer[] buffers;
    private final Lifetimes.Lifetime lifetime;

    CpuExecutable(WorkerPool workers, Kernel[] kernels, TrackedBuffer[] buffers, Lifetimes.Lifetime lifetime) {
        this.workers = workers;
        this.kernels = kernels;
        this.buffers = buffers;
        this.lifetime = lifetime;
    }

    @Override
    public void run() {
        lifetime.check();
        for (TrackedBuffer buffer : buffers) {
            buffer.checkOpen();
        }
        for (Kernel kernel : kernels) {
            workers.run(kernel);
        }
    }

    @Override
    public List<Launch> describe() {
        return Arrays.stream(kernels).map(Kernel::launch).toList();
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
