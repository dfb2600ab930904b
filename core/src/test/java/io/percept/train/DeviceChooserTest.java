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
import io.percept.data.Scaling;
import io.percept.nn.Network;
import io.percept.reference.ReferenceProvider;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceChooserTest {
    @TempDir
    private Path folder;

    private final List<String> reads = new ArrayList<>();
    private int opened;
    private TrainingConfig.Builder config;
    private Dataset data;

    @BeforeEach
    void prepare() {
        data = rows(new float[] {1, 2, 3, 4, 5, 6});
        config = TrainingConfig.builder().batchSize(2);
    }

    private static Dataset rows(float[] features) {
        return Dataset.ofFloats(
                features, List.of("a", "b"), new RealTargets(new float[features.length / 2], List.of("y")));
    }

    private DeviceChooser.Decision choose(Backends.Choice... candidates) {
        Network network = Network.input(2).linear(1).build();
        return new DeviceChooser(network, config.build(), data, DeviceOptions.defaults(), Remembered.in(folder))
                .choose(List.of(candidates));
    }

    @Test
    void theDeviceWithTheFastestStepsIsTakenAndTheOthersSayWhatTheyLostBy() {
        DeviceChooser.Decision decision = choose(choice("slow", 5), choice("fast", 0));

        assertThat(decision.choice().device().id()).isEqualTo("fast");
        assertThat(decision.choice().passedOver())
                .singleElement()
                .asString()
                .matches("slow: .* ms a step, .* s in all where fast takes .* s");
        assertThat(decision.summary()).matches("fast .* ms a step \\(ready after .* s\\); slow .* ms a step \\(.*\\)");
    }

    @Test
    void theDevicesTakeTurns() {
        choose(choice("some", 4), choice("other", 4));

        List<String> turns = new ArrayList<>();
        for (String id : reads) {
            if (turns.isEmpty() || !turns.get(turns.size() - 1).equals(id)) {
                turns.add(id);
            }
        }
        // Each goes first in every other round, so that two rounds have three turns.
        assertThat(turns).hasSizeGreaterThan(6);
    }

    @Test
    void theDecisionIsRememberedForTheSameDevicesOnly() {
        DeviceChooser.Decision first = choose(choice("slow", 5), choice("fast", 0));
        opened = 0;

        DeviceChooser.Decision again = choose(choice("slow", 5), choice("fast", 0));

        assertThat(opened).isZero();
        assertThat(again.choice().device().id()).isEqualTo("fast");
        assertThat(again.choice().passedOver()).isEqualTo(first.choice().passedOver());
        assertThat(again.summary()).isEqualTo(first.summary() + ", as measured before");
        choose(choice("slow", 5), choice("other", 0));
        assertThat(opened).isEqualTo(4);
    }

    @Test
    void theDecisionIsRememberedForTheSameTrainingOnly() {
        choose(choice("slow", 5), choice("fast", 0));
        opened = 0;

        config.seed(7).learningRate(0.5);
        choose(choice("slow", 5), choice("fast", 0));
        assertThat(opened).isZero();

        config.scaling(Scaling.NONE);
        choose(choice("slow", 5), choice("fast", 0));
        assertThat(opened).isEqualTo(4);
        data = rows(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        choose(choice("slow", 5), choice("fast", 0));
        assertThat(opened).isEqualTo(8);
        config.epochs(21);
        choose(choice("slow", 5), choice("fast", 0));
        assertThat(opened).isEqualTo(12);
    }

    @Test
    void whatIsNotClearIsMeasuredAgain() {
        for (int run = 1; run <= 2; run++) {
            DeviceChooser.Decision decision = choose(choice("steady", 5), choice("moody", 0, 10));

            assertThat(opened).isEqualTo(4 * run);
            assertThat(decision.summary()).endsWith("; to be measured again the next time");
        }
    }

    @Test
    void aDeviceThatFailsLosesWithItsReason() {
        DeviceChooser.Decision decision = choose(choice("broken", -1), choice("fast", 0));

        assertThat(decision.choice().device().id()).isEqualTo("fast");
        assertThat(decision.choice().passedOver()).containsExactly("broken: it is out of order");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> choose(choice("broken", -1), choice("lost", -1)))
                .withMessage("no device can train this network: broken: it is out of order; lost: it is out of order");
    }

    @Test
    void aShortTrainingIsLeftToTheProcessorWithoutTryingOthers() {
        DeviceChooser.Decision decision = choose(choice("fast", 0), choice("cpu", 1));

        assertThat(decision.choice().device().id()).isEqualTo("cpu");
        assertThat(decision.choice().passedOver())
                .containsExactly("fast: not tried, which would take longer than the training");
        assertThat(decision.summary()).matches("cpu needs about .* s for all");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void aShortTrainingThatComesAgainIsWorthATrial() {
        choose(choice("fast", 0), choice("cpu", 1));

        DeviceChooser.Decision again = choose(choice("fast", 0), choice("cpu", 1));
        assertThat(again.choice().device().id()).isEqualTo("fast");
        assertThat(again.choice().passedOver()).singleElement().asString().startsWith("cpu: ");
    }

    /** Of some five seconds: less than a device may need that nobody knows, but more than one needs that starts at once. */
    @Test
    void aDeviceThatIsKnownToStartQuicklyIsTriedForAShorterTraining() {
        config.epochs(1000);
        assertThat(choose(choice("fast", 0), choice("cpu", 5)).choice().device().id())
                .isEqualTo("cpu");
        choose(choice("fast", 0), choice("slow", 5)); // Remembers how long they take to start.
        config.epochs(999);

        assertThat(choose(choice("fast", 0), choice("cpu", 5)).choice().device().id())
                .isEqualTo("fast");
    }

    /** Reads of results take so many milliseconds longer, one after the other. */
    private Device slowed(String id, Device device, int... millis) {
        int[] next = {0};
        return (Device) Proxy.newProxyInstance(
                Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        reads.add(id);
                        Thread.sleep(millis[next[0]++ % millis.length]);
                    }
                    return method.invoke(device, arguments);
                });
    }

    /** A slowed reference device; a negative number stands for one that cannot be opened. */
    private Backends.Choice choice(String id, int... delays) {
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
                if (delays[0] < 0) {
                    throw new BackendException("it is out of order");
                }
                opened++;
                return slowed(id, reference.open(real, options), delays);
            }
        };
        DeviceInfo info = new DeviceInfo(id, id, id, 1, 1, 1, Map.of());
        return new Backends.Choice(provider, info, List.of());
    }
}
