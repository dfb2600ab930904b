package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device that computes wrongly is noticed at its first use, named with its operation, and refused from then on. */
class SelfCheckTest {
    @TempDir
    private Path folder;

    @Test
    void aRightDevicePassesAndIsRemembered() {
        DeviceInfo info = TestDevices.first();
        Verdicts verdicts = Verdicts.in(folder);
        assertThat(verdicts.hasPassed(info)).isFalse();

        provider(UnaryOperator.identity()).open(info, DeviceOptions.defaults()).close();

        assertThat(verdicts.hasPassed(info)).isTrue();
        assertThat(verdicts.find(info).orElseThrow().check()).isEqualTo(Verdict.Check.FIRST_USE);
    }

    @ParameterizedTest
    @CsvSource({"'] + b[', '] - b[', Add", "'cursor[cursorOffset]++', 'cursor[cursorOffset] += 2', Advance"})
    void aCorruptKernelIsNamed(String right, String wrong, String operation) {
        DeviceInfo info = TestDevices.first();
        OpenClProvider corrupt =
                provider(source -> new KernelSource(source.name(), source.text().replace(right, wrong)));

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> corrupt.open(info, DeviceOptions.defaults()))
                .withMessageStartingWith(
                        info.id() + " (" + info.name() + ") computes wrongly: " + operation + " gives ")
                .withMessageContaining("'percept devices --check'")
                .withMessageEndingWith("--force");
    }

    @Test
    void whatFailedIsRefusedUntilForced() {
        DeviceInfo info = TestDevices.first();
        Verdicts.in(folder).put(info, Verdict.Check.CONFORMANCE, Optional.of("Softmax gives 2 where 1 is right"));
        OpenClProvider provider = provider(UnaryOperator.identity());

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> provider.open(info, DeviceOptions.defaults()))
                .withMessageContaining("Softmax gives 2 where 1 is right");
        try (Device device = provider.open(info, DeviceOptions.defaults().withForce(true))) {
            assertThat(device.info()).isEqualTo(info);
        }
        assertThat(Verdicts.in(folder).failure(info)).isPresent();
    }

    private OpenClProvider provider(UnaryOperator<KernelSource> sources) {
        return new OpenClProvider(Discovery.shared(), Verdicts.in(folder), sources);
    }
}
