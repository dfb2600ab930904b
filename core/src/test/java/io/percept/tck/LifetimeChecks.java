package io.percept.tck;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Who closes what: every check opens devices of its own. */
final class LifetimeChecks {
    private final Function<DeviceOptions, Device> opener;
    private final DeviceOptions options;
    private final List<String> leaks = new ArrayList<>();

    private LifetimeChecks(Function<DeviceOptions, Device> opener, DeviceOptions options) {
        this.opener = opener;
        this.options = options.withOnLeak(leaks::add);
    }

    /** One check, on its own devices. */
    @FunctionalInterface
    private interface Check {
        void run(LifetimeChecks on);
    }

    /** The checks by their names. */
    static Map<String, Runnable> all(Function<DeviceOptions, Device> opener, DeviceOptions options) {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("closing twice is harmless", LifetimeChecks::closingTwiceIsHarmless);
        checks.put("a closed buffer refuses to be used", LifetimeChecks::closedBufferRefuses);
        checks.put("a closed executable refuses to run", LifetimeChecks::closedExecutableRefuses);
        checks.put("a closed device refuses everything", LifetimeChecks::closedDeviceRefuses);
        checks.put("an executable does not close its buffers", LifetimeChecks::executableLeavesBuffersOpen);
        checks.put("tracking tells where a thing was closed", LifetimeChecks::trackingTellsWhere);
        checks.put("leaks are reported once each", LifetimeChecks::leaksAreReported);
        checks.put("no leak is reported when all is closed", LifetimeChecks::noLeakWhenAllIsClosed);
        Map<String, Runnable> runnable = new LinkedHashMap<>();
        checks.forEach((name, check) -> runnable.put(name, () -> check.run(new LifetimeChecks(opener, options))));
        return runnable;
    }

    private Device open() {
        return opener.apply(options);
    }

    private static List<Op> fill(DeviceBuffer buffer) {
        return List.of(new Fill(1, buffer.view()));
    }

    private void closingTwiceIsHarmless() {
        Device device = open();
        DeviceBuffer buffer = device.allocate(2, 3, FLOAT32);
        Executable executable = device.compile(fill(buffer));
        for (AutoCloseable closeable : List.of(executable, buffer, device)) {
            assertThatCode(closeable::close).doesNotThrowAnyException();
            assertThatCode(closeable::close).doesNotThrowAnyException();
        }
        // After the device too, where its memory is gone already.
        assertThatCode(buffer::close).doesNotThrowAnyException();
        assertThatCode(executable::close).doesNotThrowAnyException();
    }

    private void closedBufferRefuses() {
        try (Device device = open()) {
            DeviceBuffer buffer = device.allocate(2, 3, FLOAT32);
            DeviceBuffer integers = device.allocate(2, 3, INT32);
            try (Executable executable = device.compile(fill(buffer))) {
                executable.run();
                buffer.close();
                integers.close();
                refuses(executable::run);
                refuses(() -> device.read(buffer, 0, new float[6], 0, 6));
                refuses(() -> device.read(buffer, 0, new double[6], 0, 6));
                refuses(() -> device.read(integers, 0, new int[6], 0, 6));
                refuses(() -> device.write(buffer, 0, new float[6], 0, 6));
                refuses(() -> device.write(buffer, 0, new double[6], 0, 6));
                refuses(() -> device.write(integers, 0, new int[6], 0, 6));
                refuses(() -> device.compile(fill(buffer)));
            }
        }
        assertThat(leaks).isEmpty();
    }

    private void closedExecutableRefuses() {
        try (Device device = open();
                DeviceBuffer buffer = device.allocate(2, 3, FLOAT32)) {
            Executable executable = device.compile(fill(buffer));
            executable.run();
            executable.close();
            refuses(executable::run);
        }
    }

    private void closedDeviceRefuses() {
        Device device = open();
        DeviceBuffer buffer = device.allocate(2, 3, FLOAT32);
        Executable executable = device.compile(fill(buffer));
        device.close();
        refuses(executable::run);
        refuses(() -> device.allocate(2, 3, FLOAT32));
        refuses(() -> device.read(buffer, 0, new float[6], 0, 6));
        refuses(() -> device.write(buffer, new float[6]));
        refuses(() -> device.compile(fill(buffer)));
        refuses(device::synchronize);
    }

    private void executableLeavesBuffersOpen() {
        try (Device device = open();
                DeviceBuffer buffer = device.allocate(2, 3, FLOAT32)) {
            try (Executable executable = device.compile(fill(buffer))) {
                executable.run();
            }
            assertThat(device.readFloats(buffer)).containsOnly(1);
        }
    }

    private void trackingTellsWhere() {
        try (Device device = opener.apply(options.withTrackLifetimes(true))) {
            DeviceBuffer buffer = device.allocate(2, 3, FLOAT32);
            closeHere(buffer);
            assertThatIllegalStateException()
                    .isThrownBy(() -> device.readFloats(buffer))
                    .satisfies(
                            refusal -> assertThat(methodsOf(refusal.getCause())).contains("closeHere"));
        }
    }

    private static void closeHere(DeviceBuffer buffer) {
        buffer.close();
    }

    private static List<String> methodsOf(Throwable cause) {
        assertThat(cause).isNotNull();
        return Arrays.stream(cause.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    private void leaksAreReported() {
        Device device = open();
        DeviceBuffer closed = device.allocate(9, 11, FLOAT32);
        DeviceBuffer left = device.allocate(31, 57, FLOAT32);
        Executable executable = device.compile(fill(left));
        closed.close();
        device.close();
        device.close();
        assertThat(leaks)
                .hasSize(2)
                .anySatisfy(leak ->
                        assertThat(leak).contains("31 x 57", device.info().id()))
                .anySatisfy(leak ->
                        assertThat(leak).contains("executable", device.info().id()));
        executable.close();
        left.close();
        assertThat(leaks).hasSize(2);
    }

    private void noLeakWhenAllIsClosed() {
        try (Device device = open();
                DeviceBuffer buffer = device.allocate(31, 57, FLOAT32);
                Executable executable = device.compile(fill(buffer))) {
            executable.run();
        }
        assertThat(leaks).isEmpty();
    }

    private static void refuses(ThrowingCallable use) {
        assertThatIllegalStateException().isThrownBy(use);
    }
}
