package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Activation;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Loss;
import io.percept.backend.NegativeLogLikelihood;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Scaling;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.nn.PRelu;
import io.percept.nn.ParameterLayout;
import io.percept.train.GradientReport.Element;
import io.percept.train.GradientReport.Way;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Right gradients pass, whatever the network, and wrong ones are named. */
class GradientCheckTest {
    private static final TrainingConfig CONFIG = TrainingConfig.builder().build();

    private final Device reference = Backends.open("reference");

    @AfterEach
    void close() {
        reference.close();
    }

    private static Dataset digits(int rows) {
        return Datasets.digits().select(IntStream.range(0, rows).toArray());
    }

    private static GradientReport check(Device device, Network network, Loss loss, Dataset data, int elements) {
        float[] initial = InitialParameters.draw(network, Optional.empty(), 0, 1);
        return GradientCheck.run(
                device,
                network,
                loss,
                CONFIG,
                data,
                Preparation.fit(data, Missing.ERROR, Scaling.STANDARDIZE),
                initial,
                elements);
    }

    @Test
    void rightGradientsPassWithEveryActivationAndLoss() {
        Dataset data = digits(8);
        List<Activation> trainable = Activation.all().stream()
                .filter(activation -> !activation.inferenceOnly())
                .toList();
        for (Activation activation : trainable) {
            for (Loss loss : Loss.all()) {
                int outputs = TrainingSession.outputsFor(loss, data.targets());
                Network network = Network.input(64)
                        .linear(6)
                        .activation(activation)
                        .linear(outputs)
                        .build();
                GradientReport report = check(reference, network, loss, data, 40);
                assertThat(report.agrees())
                        .as("%s, %s: %s", activation, loss, report.worst())
                        .isTrue();
                assertThat(report.parameters()).hasSize(4);
                assertThat(report.compared()).isBetween(40, 40 + 4 * 4);
                assertThat(report.deviceLoss()).isEqualTo(report.referenceLoss());
            }
        }
    }

    @Test
    void rightGradientsPassWithUnitsThatAreLayers() {
        Dataset data = digits(8);
        Network.Builder units = Network.input(64)
                .linear(9)
                .prelu()
                .maxout(7, 3)
                .add(new PRelu(true, -0.5))
                .softmax()
                .linear(10);
        assertPasses(units.build(), new Loss.CrossEntropy(), data);
        assertPasses(units.logSoftmax().build(), new NegativeLogLikelihood(), data);
    }

    private void assertPasses(Network network, Loss loss, Dataset data) {
        GradientReport report = check(reference, network, loss, data, 60);
        assertThat(report.agrees())
                .as("%s: %s", network.summary(), report.worst())
                .isTrue();
    }

    /** As float32 would: every derivative off by a rounding error. */
    @Test
    void roundingPasses() {
        Network network = Network.input(64).linear(20).tanh().linear(10).build();
        Device rounded = withGradients(network, gradients -> {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = (float) gradients[i] * (1 + (i % 2 == 0 ? 0x1p-23 : -0x1p-23));
            }
        });

        GradientReport report = check(rounded, network, new Loss.CrossEntropy(), digits(8), 100);

        assertThat(report.agrees()).isTrue();
        assertThat(report.worst().relativeError()).isPositive();
    }

    /** Even one that is off by a thousandth only, and that no sample would have hit but by luck. */
    @Test
    void oneWrongElementAmongManyIsNamed() {
        Network network = Network.input(64).linear(30).tanh().linear(10).build();
        int wrong = 17 * 64 + 33;
        Device device = withGradients(network, gradients -> {
            gradients[wrong] *= 1.001;
        });

        GradientReport report = check(device, network, new Loss.CrossEntropy(), digits(8), 10);

        assertThat(report.agrees()).isFalse();
        Element worst = report.worst();
        assertThat(worst.place()).isEqualTo("0.weight[17, 33]");
        assertThat(worst.way()).isEqualTo(Way.CENTRAL);
        assertThat(worst.relativeError()).isCloseTo(0.001, within(1e-5)).isGreaterThan(worst.relativeBound());
        assertThat(report.parameters().get(1).worst().agrees()).isTrue();
    }

    @Test
    void noNumberIsAWrongNumber() {
        Network network = Network.input(64).linear(10).build();
        Device device = withGradients(network, gradients -> {
            gradients[5] = Double.NaN;
        });

        GradientReport report = check(device, network, new Loss.CrossEntropy(), digits(8), 4);

        assertThat(report.agrees()).isFalse();
        assertThat(report.worst().place()).isEqualTo("0.weight[0, 5]");
    }

    /** A row of zeros meets biases of zero, so that ReLU is exactly at its kink: no step of a central difference is small enough there. */
    @Test
    void atAKinkOneOfTheSlopesIsRight() {
        Dataset data = Dataset.ofFloats(
                new float[] {0, 0, 1, 2}, List.of("a", "b"), new RealTargets(new float[] {1, -1}, List.of("t")));
        Network network = Network.input(2).linear(3).relu().linear(1).build();
        float[] ones = new float[new ParameterLayout(network.parameters()).size()];
        for (int i = 0; i < 6; i++) {
            ones[i] = 1;
            ones[16 + i / 2] = 1;
        }

        GradientReport right = GradientCheck.run(
                reference,
                network,
                new Loss.MeanSquaredError(),
                CONFIG,
                data,
                Preparation.none(data.columns()),
                ones,
                100);

        assertThat(right.agrees()).isTrue();
        assertThat(right.compared(Way.KINK)).isEqualTo(3);
        int firstBias = new ParameterLayout(network.parameters())
                .offset(network.parameters().get(1));
        Device wrong = withGradients(network, gradients -> {
            gradients[firstBias] *= 1.5;
        });
        GradientReport report = GradientCheck.run(
                wrong, network, new Loss.MeanSquaredError(), CONFIG, data, Preparation.none(data.columns()), ones, 100);
        assertThat(report.agrees()).isFalse();
        assertThat(report.worst().place()).isEqualTo("0.bias[0, 0]");
        assertThat(report.worst().way()).isEqualTo(Way.KINK);
    }

    /** The kink is 2e-5 away, within the usual step of 1e-4. */
    @Test
    void besideAKinkTheStepGetsSmaller() {
        Dataset data = Dataset.ofFloats(new float[] {1}, List.of("a"), new RealTargets(new float[] {1}, List.of("t")));
        Network network = Network.input(1).linear(1).relu().linear(1).build();
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] near = new float[layout.size()];
        near[layout.offset(network.parameters().get(0))] = 2e-5f;
        near[layout.offset(network.parameters().get(2))] = 1;

        GradientReport report = GradientCheck.run(
                reference,
                network,
                new Loss.MeanSquaredError(),
                CONFIG,
                data,
                Preparation.none(data.columns()),
                near,
                100);

        assertThat(report.agrees()).isTrue();
        assertThat(report.compared(Way.SMALLER_STEP)).isEqualTo(2);
    }

    @Test
    void aLossThatIsNoNumberIsRefused() {
        Dataset data = Dataset.ofFloats(new float[] {1}, List.of("a"), new RealTargets(new float[] {1}, List.of("t")));
        Network network = Network.input(1).linear(1).build();
        float[] initial = new float[new ParameterLayout(network.parameters()).size()];
        initial[0] = Float.POSITIVE_INFINITY;
        Loss loss = new Loss.MeanSquaredError();
        Preparation raw = Preparation.none(1);

        assertThatThrownBy(() -> GradientCheck.run(reference, network, loss, CONFIG, data, raw, initial, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a finite number");
    }

    @Test
    void sameSeedSameReport() {
        Dataset labels = Dataset.ofFloats(
                new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, -0.6f},
                List.of("a", "b"),
                new ClassTargets(new int[] {0, 1, 0}, List.of("no", "yes")));
        Network network = Network.input(2).linear(5).sigmoid().linear(2).build();

        assertThat(check(reference, network, new Loss.CrossEntropy(), labels, 8))
                .isEqualTo(check(reference, network, new Loss.CrossEntropy(), labels, 8));
    }

    /** The reference, but for what is read as the gradients. */
    private Device withGradients(Network network, Consumer<double[]> change) {
        int size = new ParameterLayout(network.parameters()).size();
        return (Device) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(reference, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    boolean gradients = method.getName().equals("read")
                            && arguments[2] instanceof double[]
                            && ((DeviceBuffer) arguments[0]).size() == size;
                    if (gradients) {
                        change.accept((double[]) arguments[2]);
                    }
                    return result;
                });
    }
}
