package io.percept.cpu;

/** Where blocks of a product are while they are summed up along k, and where they go then. */
interface Destination {
    /**
     * Adds what one block along k contributes to a panel's rows and a panel's columns.
     *
     * @param at the rectangle that both lie in
     * @param a holds the left panel's block from {@code ao} on
     * @param b holds the right panel's block from {@code bo} on, with rows {@code ldb} apart
     */
    void multiply(Rectangle at, int block, int row, int column, float[] a, int ao, float[] b, int bo, int ldb);

    /** Says that a rectangle is complete. */
    void finish(Rectangle at);
}
