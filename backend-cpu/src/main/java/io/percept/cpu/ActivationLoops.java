package io.percept.cpu;

/** An activation over parts of rows: {@code n} elements of each array, from an index of its own on. */
interface ActivationLoops {
    /** y = f(x); the rows may be the same. */
    void forward(float[] x, int xStart, float[] y, int yStart, int n);

    /** dx = dy ⊙ f′(value); dx may be dy. */
    void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n);

    /** Which form of it this is, for descriptions. */
    default String variant() {
        return "rows";
    }
}
