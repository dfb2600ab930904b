package io.percept.tck.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A protocol buffer's message as it is on the wire: fields by their numbers, without a schema. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    /** A Long for a varint, otherwise the bytes. */
    private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

    private ProtoMessage() {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ProtoMessage parse(byte[] message) {
        ProtoMessage parsed = new ProtoMessage();
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            int key = Math.toIntExact(varint(bytes));
            Object value = switch (key & 7) {
                case VARINT -> varint(bytes);
                case FIXED_64 -> take(bytes, Long.BYTES);
                case BYTES -> take(bytes, Math.toIntExact(varint(bytes)));
                case FIXED_32 -> take(bytes, Integer.BYTES);
                default -> throw new IllegalArgumentException("there is no wire type " + (key & 7));
            };
            parsed.fields.computeIfAbsent(key >>> 3, field -> new ArrayList<>()).add(value);
        }
        return parsed;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /** A field of which there is one; a default is what Protocol Buffers leave out. */
    long integer(int field) {
        return has(field) ? (Long) fields.get(field).get(0) : 0;
    }

    float real(int field) {
        return has(field) ? little(field).getFloat() : 0;
    }

    String string(int field) {
        return has(field) ? text(fields.get(field).get(0)) : "";
    }

    /** The bytes of a field, for numbers of a fixed size one after another. */
    ByteBuffer little(int field) {
        return ByteBuffer.wrap((byte[]) fields.get(field).get(0)).order(ByteOrder.LITTLE_ENDIAN);
    }

    List<String> strings(int field) {
        return values(field).stream().map(ProtoMessage::text).toList();
    }

    List<ProtoMessage> messages(int field) {
        return values(field).stream().map(value -> parse((byte[]) value)).toList();
    }

    /** Repeated integers, whether packed into one field or not. */
    List<Long> integers(int field) {
        List<Long> integers = new ArrayList<>();
        for (Object value : values(field)) {
            if (value instanceof Long one) {
                integers.add(one);
            } else {
                ByteBuffer packed = ByteBuffer.wrap((byte[]) value);
                while (packed.hasRemaining()) {
                    integers.add(varint(packed));
                }
            }
        }
        return integers;
    }

    private List<Object> values(int field) {
        return fields.getOrDefault(field, List.of());
    }

    private static String text(Object value) {
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }
}
