package io.percept.model;

/** The type of a tensor's values in a file: those of the format's types that Percept uses, under the format's names. */
public enum DType {
    /** IEEE 754 single precision. */
    F32(4),
    /** IEEE 754 double precision. */
    F64(8),
    /** Signed 32-bit integers. */
    I32(4),
    /** Signed 64-bit integers. */
    I64(8),
    /** Unsigned bytes. */
    U8(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per value. */
    public int bytes() {
        return bytes;
    }
}
