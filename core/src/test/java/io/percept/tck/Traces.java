package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.Regularizer;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.model.Predictor;
import io.percept.model.Safetensors;
import io.percept.model.SafetensorsFile;
import io.percept.model.Tensor;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Short trainings that PyTorch did in double precision, done again on a backend: one test for each file of the folder that the system
 * property {@code percept.traces} names. What a file needs and Percept has not is a failure.
 */
public abstract class Traces {
    private static final double REFERENCE_TOLERANCE = 1e-9;
    private static final double FLOAT_LOSS_TOLERANCE = 1e-4;
    private static final double PREDICTION_TOLERANCE = 1e-3;

    /** The backend to train on. */
    protected abstract BackendProvider provider();

    @TestFactory
    Stream<DynamicTest> traces() throws IOException {
        String folder = System.getProperty("percept.traces", "../../shared/traces");
        if (!Files.isDirectory(Path.of(folder))) {
            String reason = "no traces: " + folder + " is not there";
            return Stream.of(dynamicTest("traces", () -> Required.skip("traces", reason)));
        }
        return tests(Path.of(folder));
    }

    /** The traces that are part of the sources, made by {@code make.py} beside them. */
    @TestFactory
    Stream<DynamicTest> moreTraces() throws IOException {
        return tests(Path.of(System.getProperty("percept.root", ".."), "core/src/test/traces"));
    }

    private Stream<DynamicTest> tests(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> traces = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
            assertThat(traces).as("traces in %s", folder).isNotEmpty();
            return traces.stream().map(file -> dynamicTest(nameOf(file), () -> run(file)));
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".safetensors", "");
    }

    private void run(Path path) {
        SafetensorsFile file = Safetensors.read(path);
        Setup setup = Setup.read(file);
        BackendProvider provider = provider();
        BackendProvider.Available available = (BackendProvider.Available) provider.probe();
        try (Device device = provider.open(available.devices().get(0), DeviceOptions.defaults())) {
            check(device, file, setup);
        }
    }

    /** What a trace was trained with. */
    private record Setup(Network network, Loss loss, TrainingConfig config) {
        static Setup read(SafetensorsFile file) {
            Network network = TraceNetwork.read(file);
            TraceLoss loss = TraceLoss.read(file);
            TrainingConfig.Builder config = TrainingConfig.builder()
                    .classWeights(loss.weights())
                    .batchSize(Integer.parseInt(file.metadata("batch")))
                    .epochs(1)
                    .shuffle(false);
            TraceOptimizer.apply(file, config);
            return new Setup(network, loss.loss(), config.build());
        }
    }

    private void check(Device device, SafetensorsFile file, Setup setup) {
        boolean exact = provider().name().equals("reference");
        Dataset data = data(file);
        Preparation raw = Preparation.none(data.columns());
        ParameterLayout layout = new ParameterLayout(setup.network().parameters());
        double[] losses = file.tensor("losses").doubles();
        float[] initial = initial(file, layout);
        try (TrainingSession session =
                new TrainingSession(device, setup.network(), setup.loss(), setup.config(), data, raw, initial)) {
            session.beginEpoch();
            List<Double> penalties = new ArrayList<>();
            penalties.add(penalty(session.parametersInDouble(), layout, setup));
            session.step();
            checkTensors(
                    file, "grad0.", layout, withPenalty(session.gradientsInDouble(), layout, initial, setup), exact);
            while (session.losses().length < session.stepsPerEpoch()) {
                penalties.add(penalty(session.parametersInDouble(), layout, setup));
                session.step();
            }
            double[] ours = session.losses();
            assertThat(ours).hasSize(losses.length / 2);
            for (int step = 0; step < ours.length; step++) {
                double tolerance = exact ? REFERENCE_TOLERANCE : FLOAT_LOSS_TOLERANCE;
                double expected = losses[2 * step];
                double total = losses[2 * step + 1];
                assertThat(ours[step])
                        .as("loss of step %d", step)
                        .isCloseTo(expected, within(tolerance * Math.abs(expected)));
                assertThat(ours[step] + penalties.get(step))
                        .as("loss and penalty of step %d", step)
                        .isCloseTo(total, within(tolerance * Math.abs(total)));
            }
            checkTensors(file, "final.", layout, session.parametersInDouble(), exact);
            Model model = new Model(setup.network(), setup.loss(), DataDescription.of(data, raw), session.parameters());
            checkPredictions(device, file, model, data);
        }
    }

    /** The penalty on the weights, which stand first. */
    private static double penalty(double[] parameters, ParameterLayout layout, Setup setup) {
        Regularizer penalty = setup.config().regularizer();
        double sum = 0;
        for (int i = 0; i < layout.penalised(); i++) {
            sum += penalty.l1() * Math.abs(parameters[i]) + penalty.l2() * parameters[i] * parameters[i];
        }
        return sum;
    }

    private static double[] withPenalty(double[] gradients, ParameterLayout layout, float[] w, Setup setup) {
        for (int i = 0; i < layout.penalised(); i++) {
            gradients[i] += setup.config().regularizer().gradient(w[i]);
        }
        return gradients;
    }

    private static float[] initial(SafetensorsFile file, ParameterLayout layout) {
        float[] initial = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            float[] values = floats(file.tensor("init." + parameter.name()));
            System.arraycopy(values, 0, initial, layout.offset(parameter), values.length);
        }
        return initial;
    }

    private static Dataset data(SafetensorsFile file) {
        Tensor x = file.tensor("x");
        Tensor t = file.tensor("t");
        List<String> features =
                IntStream.range(0, x.shape().get(1)).mapToObj(i -> "x" + i).toList();
        Targets targets;
        if (t.shape().size() == 1) {
            int[] labels = Arrays.stream(t.longs()).mapToInt(Math::toIntExact).toArray();
            int classes = file.tensor("predict").shape().get(1);
            targets = new ClassTargets(
                    labels,
                    IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        } else {
            targets = new RealTargets(
                    floats(t),
                    IntStream.range(0, t.shape().get(1)).mapToObj(i -> "t" + i).toList());
        }
        return Dataset.ofFloats(floats(x), features, targets);
    }

    /** Data and initial values, which are exact in float32. */
    private static float[] floats(Tensor tensor) {
        double[] doubles = tensor.doubles();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
            assertThat((double) floats[i]).isEqualTo(doubles[i]);
        }
        return floats;
    }

    private static void checkTensors(
            SafetensorsFile file, String prefix, ParameterLayout layout, double[] values, boolean exact) {
        if (!exact) {
            return; // Float32 weights drift apart where gradients nearly cancel; losses and predictions say how much it
            // matters.
        }
        for (Parameter parameter : layout.parameters()) {
            if (prefix.startsWith("grad") && !parameter.kind().trained()) {
                continue; // Running statistics have no gradient.
            }
            double[] expected = file.tensor(prefix + parameter.name()).doubles();
            int from = layout.offset(parameter);
            for (int i = 0; i < expected.length; i++) {
                assertThat(values[from + i])
                        .as("%s%s[%d]", prefix, parameter.name(), i)
                        .isCloseTo(expected[i], within(REFERENCE_TOLERANCE * Math.abs(expected[i]) + 1e-15));
            }
        }
    }

    private static void checkPredictions(Device device, SafetensorsFile file, Model model, Dataset data) {
        Tensor expected = file.tensor("predict");
        double[] values = expected.doubles();
        int rows = expected.shape().get(0);
        float[] outputs = new float[values.length];
        try (Predictor predictor = new Predictor(device, model, rows)) {
            predictor.predict(data.floats(), rows, outputs);
        }
        // What is asked for is 1e-3. An output near 0 has no relative accuracy, being a sum of terms of the others'
        // size: there it is 1e-3 of
        // their mean size, and of 1 at most.
        double size = Math.min(1, Arrays.stream(values).map(Math::abs).average().orElseThrow());
        for (int i = 0; i < values.length; i++) {
            assertThat((double) outputs[i])
                    .as("prediction %d", i)
                    .isCloseTo(values[i], within(PREDICTION_TOLERANCE * Math.max(Math.abs(values[i]), size)));
        }
    }
}
