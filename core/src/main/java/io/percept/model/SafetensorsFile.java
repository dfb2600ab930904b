package io.percept.model;

import io.percept.json.JsonString;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file holds: texts by key, and tensors by name. The lookups that a reader of models needs throw {@link ModelException} with the
 * name of the file.
 */
public final class SafetensorsFile {
    private final Path path;
    private final Map<String, String> metadata;
    private final Map<String, Tensor> tensors;

    SafetensorsFile(Path path, Map<String, String> metadata, Collection<Tensor> tensors) {
        this.path = path;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        Map<String, Tensor> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        this.tensors = Collections.unmodifiableMap(byName);
    }

    /** The file that was read. */
    public Path path() {
        return path;
    }

    /** The texts by key, in the header's order; unmodifiable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The tensors by name, in the header's order; unmodifiable. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /**
     * The text of this key.
     *
     * @throws ModelException when there is none
     */
    public String metadata(String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw invalid("its metadata lacks " + JsonString.quoted(key));
        }
        return text;
    }

    /**
     * The tensor of this name.
     *
     * @throws ModelException when there is none
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw invalid("it lacks the tensor " + JsonString.quoted(name));
        }
        return tensor;
    }

    /**
     * The tensor of this name, type and shape.
     *
     * @throws ModelException when there is none
     */
    public Tensor tensor(String name, DType type, List<Integer> shape) {
        Tensor tensor = tensor(name);
        if (tensor.type() != type || !tensor.shape().equals(shape)) {
            throw invalid(tensor + " should be " + type + shape);
        }
        return tensor;
    }

    /** The exception for a fault in the file's contents, given as part of a sentence such as "it lacks a layer". */
    ModelException invalid(String reason) {
        return ModelException.invalid(path, reason);
    }
}
