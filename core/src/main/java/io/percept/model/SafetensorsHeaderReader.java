package io.percept.model;

import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.json.JsonString;
import io.percept.model.SafetensorsHeader.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the header of one file and checks all of it. */
final class SafetensorsHeaderReader {
    private final Path path;

    SafetensorsHeaderReader(Path path) {
        this.path = path;
    }

    /**
     * Reads a header.
     *
     * @param header at least one byte
     * @param dataBytes the length of what follows the header, which the tensors must fill exactly
     */
    SafetensorsHeader read(byte[] header, long dataBytes) {
        if (header[0] != '{') {
            throw invalid("its header does not begin with '{'");
        }
        try {
            JsonObject object = JsonObject.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString());
            Map<String, String> metadata = metadata(object);
            List<Entry> entries = entries(object);
            requireTiling(entries, dataBytes);
            return new SafetensorsHeader(metadata, entries);
        } catch (CharacterCodingException e) {
            throw invalid("its header is not UTF-8 text");
        } catch (JsonException e) {
            throw invalid("in its header, " + e.getMessage());
        }
    }

    private static Map<String, String> metadata(JsonObject header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (header.has(SafetensorsHeader.METADATA)) {
            JsonObject texts = header.object(SafetensorsHeader.METADATA);
            texts.members().keySet().forEach(key -> metadata.put(key, texts.string(key)));
        }
        return metadata;
    }

    private List<Entry> entries(JsonObject header) {
        List<Entry> entries = new ArrayList<>();
        for (String name : header.members().keySet()) {
            if (!name.equals(SafetensorsHeader.METADATA)) {
                entries.add(entry(name, header.object(name)));
            }
        }
        return entries;
    }

    private Entry entry(String name, JsonObject description) {
        description.refuseOthers("dtype", "shape", "data_offsets");
        long[] offsets = description.longIntegers("data_offsets");
        if (offsets.length != 2 || offsets[0] < 0 || offsets[0] > offsets[1]) {
            throw invalid("the data offsets of tensor " + JsonString.quoted(name) + " are "
                    + description.get("data_offsets") + ", not a begin and an end");
        }
        DType type = type(name, description.string("dtype"));
        Entry entry = new Entry(name, type, shape(name, description), offsets[0], offsets[1]);
        requireLength(entry);
        return entry;
    }

    private DType type(String name, String type) {
        return Arrays.stream(DType.values())
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow(() -> invalid("the type of tensor " + JsonString.quoted(name) + " is "
                        + JsonString.quoted(type) + ", not one of " + Arrays.toString(DType.values())));
    }

    private List<Integer> shape(String name, JsonObject description) {
        int[] shape = description.integers("shape");
        if (Arrays.stream(shape).anyMatch(dimension -> dimension < 0)) {
            throw invalid("the shape of tensor " + JsonString.quoted(name) + " has a negative dimension: "
                    + Arrays.toString(shape));
        }
        return Arrays.stream(shape).boxed().toList();
    }

    private void requireLength(Entry entry) {
        long size = Tensor.size(entry.shape());
        long needed = size * entry.type().bytes();
        if (needed > Safetensors.MAX_TENSOR_BYTES) {
            throw invalid(entry + " of type " + entry.type() + " and shape " + entry.shape() + " is larger than the "
                    + Safetensors.MAX_TENSOR_BYTES + " bytes that one tensor may take");
        }
        long length = entry.end() - entry.begin();
        if (length != needed) {
            throw invalid(entry + " of type " + entry.type() + " and shape " + entry.shape() + " takes " + needed
                    + " bytes, but its data offsets span " + length);
        }
    }

    private void requireTiling(List<Entry> entries, long dataBytes) {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : inOrder) {
            if (entry.begin() != end) {
                throw invalid(entry + " begins at byte " + entry.begin() + " of the data, "
                        + (entry.begin() < end ? "inside another tensor" : "and no tensor fills the bytes before it"));
            }
            end = entry.end();
        }
        if (end != dataBytes) {
            throw invalid("its tensors take " + end + " bytes, but " + dataBytes + " bytes follow the header");
        }
    }

    private ModelException invalid(String reason) {
        return ModelException.invalid(path, reason);
    }
}
