package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Remembered;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.nn.Network;
import io.percept.reference.ReferenceProvider;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceChooserTest {
    @TempDir
    private Path folder;

    private int opened;
    private DeviceChooser chooser;

    @BeforeEach
    void prepare() {
        Dataset data = Dataset.ofFloats(
                new float[] {1, 2, 3, 4, 5, 6},
                List.of("a", "b"),
                new RealTargets(new float[] {1, 2, 3}, List.of("y")));
        Network network = Network.input(2).linear(1).build();
        TrainingConfig config = TrainingConfig.builder().batchSize(2).build();
        chooser = new DeviceChooser(network, config, data, DeviceOptions.defaults(), Remembered.in(folder));
    }

    @Test
    void theDeviceWithTheFastestStepsIsTakenAndTheOthersSayWhatTheyLostBy() {
        DeviceChooser.Decision decision = chooser.choose(List.of(choice("slow", 5), choice("fast", 0)));

        assertThat(decision.choice().device().id()).isEqualTo("fast");
        assertThat(decision.choice().passedOver())
                .singleElement()
                .asString()
                .matches("slow: .* ms a step, .* times as long as fast");
        assertThat(decision.summary()).matches("fast .* ms a step \\(ready after .* s\\); slow .* ms a step \\(.*\\)");
    }

    @Test
    void theDecisionIsRememberedForTheSameDevicesOnly() {
        DeviceChooser.Decision first = chooser.choose(List.of(choice("slow", 5), choice("fast", 0)));
        opened = 0;

        DeviceChooser.Decision again = chooser.choose(List.of(choice("slow", 5), choice("fast", 0)));

        assertThat(opened).isZero();
        assertThat(again.choice().device().id()).isEqualTo("fast");
        assertThat(again.choice().passedOver()).isEqualTo(first.choice().passedOver());
        assertThat(again.summary()).isEqualTo(first.summary() + ", as measured before");
        chooser.choose(List.of(choice("slow", 5), choice("other", 0)));
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void aDeviceThatFailsLosesWithItsReason() {
        DeviceChooser.Decision decision = chooser.choose(List.of(choice("broken", -1), choice("fast", 0)));

        assertThat(decision.choice().device().id()).isEqualTo("fast");
        assertThat(decision.choice().passedOver()).containsExactly("broken: it is out of order");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> chooser.choose(List.of(choice("broken", -1), choice("lost", -1))))
                .withMessage("no device can train this network: broken: it is out of order; lost: it is out of order");
    }

    @Test
    void aShortTrainingIsLeftToTheProcessorWithoutTryingOthers() {
        DeviceChooser.Decision decision = chooser.choose(List.of(choice("fast", 0), choice("cpu", 1)));

        assertThat(decision.choice().device().id()).isEqualTo("cpu");
        assertThat(decision.choice().passedOver()).containsExactly("fast: not tried, the training is short");
        assertThat(decision.summary()).matches("cpu needs about .* s for all");
        assertThat(opened).isEqualTo(1);
    }

    /** Reads of results take so many milliseconds longer. */
    private static Device slowed(Device device, int millis) {
        return (Device) Proxy.newProxyInstance(
                Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        Thread.sleep(millis);
                    }
                    return method.invoke(device, arguments);
                });
    }

    /** A slowed reference device; a negative number stands for one that cannot be opened. */
    private Backends.Choice choice(String id, int delay) {
        BackendProvider reference = new ReferenceProvider();
        DeviceInfo real =
                ((BackendProvider.Available) reference.probe()).devices().get(0);
        BackendProvider provider = new BackendProvider() {
            @Override
            public String name() {
                return id;
            }

            @Override
            public Probe probe() {
                return reference.probe();
            }

            @Override
            public Device open(DeviceInfo device, DeviceOptions options) {
                if (delay < 0) {
                    throw new BackendException("it is out of order");
                }
                opened++;
                return slowed(reference.open(real, options), delay);
            }
        };
        DeviceInfo info = new DeviceInfo(id, id, id, 1, 1, 1, Map.of());
        return new Backends.Choice(provider, info, List.of());
    }
}
