package io.percept.tck.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.tck.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * ONNX's own tests of the operators that Percept has too, as Debian's package libonnx-testdata brings them: one test for each folder of
 * the folder that the system property {@code percept.onnx} names. Where it is not there, the tests are skipped and say so, or fail where
 * {@code -Dtck.require=onnx} asks for them.
 */
public abstract class OnnxNodes {
    private static final String USUAL_FOLDER = "/usr/share/libonnx-testdata/data/node";

    private static final Pattern WANTED = Pattern.compile("test_(gemm|relu|sigmoid|tanh|elu|leakyrelu|prelu|selu|celu"
            + "|hardsigmoid|hardswish|softplus|softsign|softmax|logsoftmax|nllloss|sce|layer_normalization|batchnorm"
            + "|adam|momentum|nesterov|adagrad)(_.*)?");

    /**
     * The cases whose names end so give the same figures to models of many nodes, which are other operators; and the figures of
     * test_adam_multiple are not those of the ε that its model records.
     */
    private static final Pattern LEFT_OUT = Pattern.compile(".*_expanded|test_adam_multiple");

    private static final int AT_LEAST = 70;

    /** A hundredth of what ONNX's own runner allows, since all is computed in float32 at least: relative, and of numbers around 1. */
    private static final double TOLERANCE = 1e-5;

    private final AtomicInteger ran = new AtomicInteger();

    /** The backend to compute on. */
    protected abstract BackendProvider provider();

    @TestFactory
    Stream<DynamicTest> nodes() throws IOException {
        Path folder = folder(Path.of(System.getProperty("percept.onnx", USUAL_FOLDER)));
        if (folder == null) {
            String reason = "ONNX's node tests are skipped: " + System.getProperty("percept.onnx", USUAL_FOLDER)
                    + " has none; install libonnx-testdata, or name its folder data/node with -Dpercept.onnx";
            return Stream.of(dynamicTest("nodes", () -> Required.skip("onnx", reason)));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> cases =
                    files.filter(file -> isWanted(nameOf(file))).sorted().toList();
            return Stream.concat(
                    cases.stream().map(each -> dynamicTest(nameOf(each), () -> run(each))),
                    Stream.of(dynamicTest("all " + cases.size() + " cases ran", () -> {
                        assertThat(ran).hasValueGreaterThan(AT_LEAST).hasValue(cases.size());
                    })));
        }
    }

    /** The folder itself, or the place inside the package's where the cases are; null where there are none. */
    private static Path folder(Path named) throws IOException {
        for (Path folder : List.of(named, named.resolve("node"), named.resolve("data/node"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.anyMatch(file -> isWanted(nameOf(file)))) {
                        return folder;
                    }
                }
            }
        }
        return null;
    }

    private static boolean isWanted(String name) {
        return WANTED.matcher(name).matches() && !LEFT_OUT.matcher(name).matches();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private void run(Path folder) throws IOException {
        OnnxCase node = OnnxCase.read(folder);
        BackendProvider provider = provider();
        BackendProvider.Available available = (BackendProvider.Available) provider.probe();
        try (Device device = provider.open(available.devices().get(0), DeviceOptions.defaults());
                Workbench bench = new Workbench(device)) {
            List<double[]> outputs = Operators.run(bench, node);
            assertThat(outputs).as("outputs").hasSameSizeAs(node.outputs());
            for (int i = 0; i < outputs.size(); i++) {
                check(outputs.get(i), node.outputs().get(i).values(), i);
            }
        }
        ran.incrementAndGet();
    }

    private static void check(double[] actual, double[] expected, int output) {
        assertThat(actual).as("output %d", output).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("output %d, element %d", output, i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
