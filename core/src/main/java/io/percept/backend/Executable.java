package io.percept.backend;

import java.util.List;
import java.util.Locale;

/** A compiled list of operations. */
public interface Executable extends AutoCloseable {
    /**
     * Runs the operations once, with the sequential meaning of their list. May return before they are done; allocates nothing, sets
     * nothing and waits for nothing that an earlier call did not.
     */
    void run();

    /** What one {@link #run()} does, a line per launch, in order. */
    List<Launch> describe();

    /** Frees what the executable holds; the buffers that its operations name stay open. */
    @Override
    void close();

    /**
     * One launch of one kernel.
     *
     * @param kernel the kernel's name
     * @param variant which form of it was picked
     * @param sizes the extents it works on
     * @param flops floating-point operations
     * @param bytes bytes that must be moved at least: every input read and every output written once
     */
    record Launch(String kernel, String variant, String sizes, long flops, long bytes) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-24s %-20s %-24s %,15d FLOPs %,15d bytes", kernel, variant, sizes, flops, bytes);
        }
    }
}
