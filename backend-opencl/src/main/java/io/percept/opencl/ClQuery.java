package io.percept.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jocl.Pointer;

/** What OpenCL tells of its objects, as Java values. */
final class ClQuery {
    private ClQuery() {}

    /** One of OpenCL's {@code clGet...Info} functions with its object and the name of a fact filled in. */
    @FunctionalInterface
    interface Getter {
        int get(long size, Pointer value, long[] sizeNeeded);
    }

    /** A text, without the zero at its end. */
    static String text(Getter getter) {
        byte[] bytes = bytes(getter);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    }

    /** An integer, however wide the driver's is: cl_bool, cl_uint, size_t, cl_ulong. */
    static long number(Getter getter) {
        byte[] bytes = bytes(getter);
        ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return bytes.length >= Long.BYTES ? value.getLong() : Integer.toUnsignedLong(value.getInt());
    }

    static boolean flag(Getter getter) {
        return number(getter) != 0;
    }

    private static byte[] bytes(Getter getter) {
        long[] size = new long[1];
        getter.get(0, null, size);
        byte[] bytes = new byte[Math.toIntExact(size[0])];
        if (bytes.length > 0) { // Some drivers refuse to copy an empty text.
            getter.get(bytes.length, Pointer.to(bytes), null);
        }
        return bytes;
    }
}
