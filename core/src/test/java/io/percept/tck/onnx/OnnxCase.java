package io.percept.tck.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A test of one operator: a model of a single node, what it is given and what it must give.
 *
 * @param operator ONNX's name of it
 * @param attributes attributes by name
 * @param inputs in the node's order, null for one that is left out
 * @param outputs in the node's order; those that are left out stand nowhere
 */
record OnnxCase(
        String operator, Map<String, ProtoMessage> attributes, List<OnnxTensor> inputs, List<OnnxTensor> outputs) {
    /** Numbers of fields of ModelProto, GraphProto, NodeProto and AttributeProto. */
    private static final int GRAPH = 7;

    private static final int NODE = 1;
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;
    private static final int ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_REAL = 2;
    private static final int ATTRIBUTE_INTEGER = 3;
    private static final int ATTRIBUTE_STRING = 4;

    /** Reads a case's folder. */
    static OnnxCase read(Path folder) throws IOException {
        ProtoMessage model = ProtoMessage.parse(Files.readAllBytes(folder.resolve("model.onnx")));
        List<ProtoMessage> nodes = model.messages(GRAPH).get(0).messages(NODE);
        if (nodes.size() != 1) {
            throw new IOException(folder + " is a model of " + nodes.size() + " nodes");
        }
        ProtoMessage node = nodes.get(0);
        Map<String, ProtoMessage> attributes = node.messages(ATTRIBUTE).stream()
                .collect(Collectors.toMap(attribute -> attribute.string(ATTRIBUTE_NAME), attribute -> attribute));
        Path data = folder.resolve("test_data_set_0");
        List<OnnxTensor> outputs = tensors(data, "output_", node.strings(OUTPUT));
        outputs.removeIf(output -> output == null);
        return new OnnxCase(node.string(OPERATOR), attributes, tensors(data, "input_", node.strings(INPUT)), outputs);
    }

    /** What is left out has an empty name and no file. */
    private static List<OnnxTensor> tensors(Path data, String prefix, List<String> names) throws IOException {
        List<OnnxTensor> tensors = new ArrayList<>();
        int files = 0;
        for (String name : names) {
            tensors.add(name.isEmpty() ? null : OnnxTensor.read(data.resolve(prefix + files++ + ".pb")));
        }
        return tensors;
    }

    double real(String attribute, double standard) {
        return attributes.containsKey(attribute) ? attributes.get(attribute).real(ATTRIBUTE_REAL) : standard;
    }

    int integer(String attribute, int standard) {
        return attributes.containsKey(attribute)
                ? (int) attributes.get(attribute).integer(ATTRIBUTE_INTEGER)
                : standard;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    String string(String attribute, String standard) {
        return attributes.containsKey(attribute) ? attributes.get(attribute).string(ATTRIBUTE_STRING) : standard;
    }

    /** An input, or null where it is left out. */
    OnnxTensor input(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }
}
