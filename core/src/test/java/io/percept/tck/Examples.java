package io.percept.tck;

import static io.percept.backend.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Loss;
import io.percept.backend.Op;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A device for worked examples, and what they need to say what they do on it. Numbers are those of the notes. */
abstract class Examples {
    /** Half a unit of the tenth decimal, which is what the notes print, and on float32 a few roundings of numbers around 1. */
    static final double PRINTED = 5.1e-11;

    static final double FLOAT_ROUNDING = 8 * 0x1p-24;

    Device device;
    double tolerance;

    /** The backend to compute on. */
    protected abstract BackendProvider provider();

    @BeforeEach
    void open() {
        BackendProvider provider = provider();
        BackendProvider.Available available = (BackendProvider.Available) provider.probe();
        device = provider.open(
                available.devices().get(0), DeviceOptions.defaults().withOnLeak(leak -> {
                    throw new AssertionError(leak);
                }));
        tolerance = provider.name().equals("reference") ? PRINTED : FLOAT_ROUNDING;
    }

    @AfterEach
    void close() {
        device.close();
    }

    static Dataset row(double target, double... features) {
        float[] x = new float[features.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) features[i];
        }
        return Dataset.ofFloats(x, names("x", x.length), new RealTargets(new float[] {(float) target}, List.of("t")));
    }

    /** The parameters after one step on all rows, and with them under "loss" what the rows cost before it. */
    Map<String, double[]> afterOneStep(
            Network network, Loss loss, Map<String, double[]> start, TrainingConfig.Builder config, Dataset data) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] initial = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            double[] values = start.get(parameter.name());
            for (int i = 0; i < values.length; i++) {
                initial[layout.offset(parameter) + i] = (float) values[i];
            }
        }
        try (TrainingSession session = new TrainingSession(
                device,
                network,
                loss,
                config.batchSize(TrainingConfig.FULL_BATCH).build(),
                data,
                Preparation.none(data.columns()),
                initial)) {
            session.beginEpoch();
            session.step();
            double[] parameters = session.parametersInDouble();
            Map<String, double[]> after = new HashMap<>(Map.of("loss", session.losses()));
            for (Parameter parameter : layout.parameters()) {
                int from = layout.offset(parameter);
                after.put(parameter.name(), Arrays.copyOfRange(parameters, from, from + parameter.size()));
            }
            return after;
        }
    }

    static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    DeviceBuffer matrix(int rows, int columns, double... values) {
        DeviceBuffer buffer = device.allocate(rows, columns, FLOAT32);
        device.write(buffer, 0, values, 0, values.length);
        return buffer;
    }

    double[] read(DeviceBuffer buffer) {
        double[] values = new double[buffer.size()];
        device.read(buffer, 0, values, 0, values.length);
        return values;
    }

    void run(Op... ops) {
        try (Executable executable = device.compile(List.of(ops))) {
            executable.run();
        }
    }

    void assertClose(DeviceBuffer buffer, double... expected) {
        assertClose(read(buffer), expected);
    }

    void assertClose(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
        }
    }
}
