package io.percept.backend;

/** What a buffer's elements are. */
public enum ElementType {
    /** Values: IEEE 754 binary32. (The reference keeps these in double precision.) */
    FLOAT32(4),
    /** Class labels, permutations and cursors: 32-bit integers. */
    INT32(4),
    /** Images: unsigned bytes, 0 to 255. */
    UINT8(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }
}
