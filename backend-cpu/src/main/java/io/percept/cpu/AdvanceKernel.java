package io.percept.cpu;

import io.percept.backend.Advance;
import io.percept.backend.Executable.Launch;

/** Moves the cursor on. */
final class AdvanceKernel extends Kernel {
    private final Advance op;

    AdvanceKernel(Advance op) {
        super(new Launch(op.name(), "one", "1 x 1", 0, op.bytes()), 1);
        this.op = op;
    }

    @Override
    void run(int chunk, int worker) {
        CpuBuffer.integers(op.cursor())[op.cursor().offset()]++;
    }
}
