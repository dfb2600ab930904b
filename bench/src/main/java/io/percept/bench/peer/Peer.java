package io.percept.bench.peer;

import java.io.IOException;

/** A library that is measured. What it cannot do throws {@link UnsupportedOperationException}. */
public interface Peer {
    /** The library's versions and what it computes with, in a line. */
    String version() throws IOException;

    /**
     * Draws new parameters for a network, and makes everything ready for its steps.
     *
     * @throws IOException when the data cannot be read
     */
    default void prepare(Training training) throws IOException {
        throw new UnsupportedOperationException("trains nothing");
    }

    /** Trains with the next batch of a shuffled epoch, or begins a new epoch; batches that are not full are left out. */
    default void step() {
        throw new UnsupportedOperationException("trains nothing");
    }

    /** The part of the 10,000 test images that the network puts into the right class. */
    default double accuracy() {
        throw new UnsupportedOperationException("trains nothing");
    }

    /**
     * A matrix product of random operands, C (m x n) over k.
     *
     * @param form which operand is stored transposed: NT, NN or TN
     */
    default Runnable product(String form, int m, int n, int k) {
        throw new UnsupportedOperationException("multiplies nothing");
    }

    /** Waits until all that was asked for is computed. */
    default void finish() {}
}
