package io.percept.cpu;

import io.percept.backend.Executable.Launch;

/** Warms up kernels, each as a chunk. */
final class WarmUps extends Kernel {
    private final Kernel[] kernels;

    WarmUps(Kernel[] kernels) {
        super(new Launch("WarmUp", "", kernels.length + " kernels", 0, 0), kernels.length);
        this.kernels = kernels;
    }

    @Override
    void run(int chunk, int worker) {
        kernels[chunk].warmUp();
    }
}
