package io.percept.opencl;

import io.percept.backend.ElementType;
import io.percept.backend.Lifetimes;
import io.percept.backend.TrackedBuffer;

/** A buffer in a device's memory. */
final class ClBuffer extends TrackedBuffer {
    private final ClMemory memory;

    ClBuffer(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type, ClMemory memory) {
        super(lifetime, rows, columns, type);
        this.memory = memory;
    }

    ClMemory memory() {
        return memory;
    }

    @Override
    protected void free() {
        memory.release();
    }
}
