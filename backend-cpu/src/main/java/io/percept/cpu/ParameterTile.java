package io.percept.cpu;

import io.percept.backend.Update;

/**
 * A copy of some parameters with their gradients and states, each in an array of its own from index 0 on. The virtual machine makes vector
 * instructions of loops over several arrays only when they have the same index in all; that is worth more than the copying.
 */
final class ParameterTile {
    /** Parameters of a tile: with three states they take 20 KB, which the first-level cache holds. */
    static final int SIZE = 1024;

    final float[] w = new float[SIZE];
    final float[] g = new float[SIZE];
    private final float[][] states;
    private final Row allW;
    private final Row allGradients;
    private final Row allStates;

    ParameterTile(Update op) {
        this.allW = new Row(op.w());
        this.allGradients = new Row(op.gradient());
        this.allStates = op.state() == null ? null : new Row(op.state());
        this.states = new float[op.rule().stateSlots()][SIZE];
    }

    float[] state(int slot) {
        return states[slot];
    }

    void load(int from, int n) {
        System.arraycopy(allW.data, allW.start(0) + from, w, 0, n);
        System.arraycopy(allGradients.data, allGradients.start(0) + from, g, 0, n);
        for (int slot = 0; slot < states.length; slot++) {
            System.arraycopy(allStates.data, allStates.start(slot) + from, states[slot], 0, n);
        }
    }

    /** Stores what a step changes: all but the gradients. */
    void store(int from, int n) {
        System.arraycopy(w, 0, allW.data, allW.start(0) + from, n);
        for (int slot = 0; slot < states.length; slot++) {
            System.arraycopy(states[slot], 0, allStates.data, allStates.start(slot) + from, n);
        }
    }
}
