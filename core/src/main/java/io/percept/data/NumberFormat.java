package io.percept.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a number is stored in a file of rows; named as NumPy names it, but for the order of the bytes. */
enum NumberFormat {
    FLOAT32("f4", Float.BYTES),
    FLOAT64("f8", Double.BYTES),
    INT8("i1", Byte.BYTES),
    INT16("i2", Short.BYTES),
    INT32("i4", Integer.BYTES),
    INT64("i8", Long.BYTES),
    UINT8("u1", Byte.BYTES),
    UINT16("u2", Short.BYTES),
    UINT32("u4", Integer.BYTES),
    UINT64("u8", Long.BYTES),
    BOOL("b1", Byte.BYTES);

    private final String code;
    private final int bytes;

    NumberFormat(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    private static double unsigned(long value) {
        // The lowest bit stays set, so that halving and doubling round as once.
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    static Optional<NumberFormat> of(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }

    String code() {
        return code;
    }

    /** The size of a number. */
    int bytes() {
        return bytes;
    }

    boolean isInteger() {
        return this != FLOAT32 && this != FLOAT64;
    }

    /** The number at an index. Integers beyond 2^53 are rounded. */
    double read(ByteBuffer segment, int index) {
        return switch (this) {
            case FLOAT32 -> segment.getFloat(index);
            case FLOAT64 -> segment.getDouble(index);
            case INT8 -> segment.get(index);
            case INT16 -> segment.getShort(index);
            case INT32 -> segment.getInt(index);
            case INT64 -> segment.getLong(index);
            case UINT8 -> Byte.toUnsignedInt(segment.get(index));
            case UINT16 -> Short.toUnsignedInt(segment.getShort(index));
            case UINT32 -> Integer.toUnsignedLong(segment.getInt(index));
            case UINT64 -> unsigned(segment.getLong(index));
            case BOOL -> segment.get(index) == 0 ? 0 : 1;
        };
    }
}
