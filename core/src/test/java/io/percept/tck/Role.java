package io.percept.tck;

/** What a case's operations do with an operand. */
public enum Role {
    /** Read only: it must be unchanged afterwards. */
    INPUT,
    /** Written only: it starts as NaN, so that an element that is not written shows. */
    OUTPUT,
    /** Read and written, or written in part. */
    IN_OUT
}
