package io.percept.model;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The header of a file in the safetensors format.
 *
 * @param metadata the texts by key
 * @param entries one per tensor, in the header's order
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    /** The format's own limit is 100 MB; this one has room for 100,000 tensors. */
    static final int MAX_BYTES = 16 << 20;

    /** The header's length, a 64-bit integer, stands before the header. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** So that values of every type are aligned in a mapped file whose tensors are. */
    private static final int ALIGNMENT = 8;

    static final String METADATA = "__metadata__";

    /** Where a tensor stands: bytes {@code begin} up to, not including, {@code end}, counted from the end of the header. */
    record Entry(String name, DType type, List<Integer> shape, long begin, long end) {
        @Override
        public String toString() {
            return "tensor " + JsonString.quoted(name);
        }
    }

    /** The length and the header itself, padded with spaces. */
    static ByteBuffer encode(Path path, Map<String, String> metadata, Collection<Tensor> tensors) {
        ByteBuffer header = utf8(describe(metadata, tensors).toString());
        int length = (header.remaining() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (length > MAX_BYTES) {
            throw ModelException.cannotWrite(
                    path,
                    "names, shapes and metadata would take " + length + " bytes, more than the " + MAX_BYTES
                            + " that a reader accepts");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(header);
        Arrays.fill(bytes.array(), bytes.position(), bytes.limit(), (byte) ' ');
        return bytes.rewind();
    }

    private static JsonObject describe(Map<String, String> metadata, Collection<Tensor> tensors) {
        JsonObjectBuilder header = JsonObject.builder();
        if (!metadata.isEmpty()) {
            JsonObjectBuilder texts = JsonObject.builder();
            metadata.forEach((key, text) -> texts.put(encodable(key), encodable(text)));
            header.put(METADATA, texts.build());
        }
        long begin = 0;
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(METADATA)) {
                throw new IllegalArgumentException("a tensor cannot be named " + METADATA);
            }
            long end = begin + tensor.littleEndian().remaining();
            header.put(
                    encodable(tensor.name()),
                    JsonObject.builder()
                            .put("dtype", tensor.type().name())
                            .putIntegers(
                                    "shape",
                                    tensor.shape().stream().mapToInt(n -> n).toArray())
                            .putIntegers("data_offsets", begin, end)
                            .build());
            begin = end;
        }
        return header.build();
    }

    /** A lone surrogate would be written as an escape that no strict reader accepts. */
    private static String encodable(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(JsonString.quoted(text) + " cannot be encoded as UTF-8");
        }
        return text;
    }

    private static ByteBuffer utf8(String text) {
        return StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    }
}
