package io.percept.tck;

import io.percept.backend.BackendProvider;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.BackendProvider.Unavailable;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The tests that every backend passes. A backend's own test names its provider, and nothing else:
 *
 * <pre>{@code
 * final class CpuConformanceTest extends ConformanceKit {
 *     @Override
 *     protected BackendProvider provider() {
 *         return new CpuProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>Each case makes a test for each thing that is asked of it: {@code exact} and {@code rounding} (see {@link Mode}), {@code replay}
 * (the same bits again, whatever the number of threads), {@code nan} and {@code infinity} (they propagate). A failing test names the case; part of a test's name runs it
 * alone:
 *
 * <pre>{@code
 * mvn -pl backend-cpu -am test -Dtest='*Conformance*' -Dsurefire.failIfNoSpecifiedTests=false -Dtck.case="affine 17x33x5"
 * }</pre>
 *
 * <p>Where the provider finds no device, the tests are skipped and the reason is printed; {@code -Dtck.require=opencl,cpu} turns that
 * into a failure for the backends it names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConformanceKit {
    /** Cases with more elements are not run once more for every operand, as the propagation of NaN and infinity would ask. */
    private static final long LARGEST_POISONED = 4000;

    private final List<Device> opened = new ArrayList<>();
    private final List<String> leaks = new ArrayList<>();

    /** The backend. */
    protected abstract BackendProvider provider();

    /** How to open its devices. */
    protected DeviceOptions options() {
        return DeviceOptions.defaults();
    }

    /** Which of the devices that the provider found to test. */
    protected List<DeviceInfo> devices(List<DeviceInfo> found) {
        return found;
    }

    /** Whether to make the test of that name; a run of many variants of a backend need not be a run of everything. */
    protected boolean includes(String test) {
        return true;
    }

    @BeforeAll
    final void findDevices() {
        if (provider().probe() instanceof Unavailable unavailable) {
            Required.skip(provider().name(), provider().name() + " has no device: " + unavailable.reason());
        }
    }

    @AfterAll
    final void closeDevices() {
        opened.forEach(Device::close);
        if (!leaks.isEmpty()) {
            throw new AssertionError("the kit closes all that it opens, yet: " + leaks);
        }
    }

    @TestFactory
    final Stream<DynamicTest> conformance() {
        List<DeviceInfo> devices = devices(((Available) provider().probe()).devices());
        String wanted = System.getProperty("tck.case", "");
        List<DynamicTest> tests = devices.stream()
                .flatMap(info -> tests(info, devices.size() == 1 ? "" : info.id() + " "))
                .filter(test -> includes(test.getDisplayName()))
                .filter(test -> test.getDisplayName().contains(wanted))
                .toList();
        if (tests.isEmpty()) {
            throw new AssertionError("no case of the conformance kit has \"" + wanted + "\" in its name");
        }
        return tests.stream();
    }

    private Stream<DynamicTest> tests(DeviceInfo info, String prefix) {
        Device device = open(info, options());
        // Results do not depend on the number of threads, down to the last bit.
        Device other = open(info, options().withThreads(options().threads() == 1 ? 3 : 1));
        return Stream.of(
                        Cases.all().stream()
                                .flatMap(testCase -> tests(device, other, testCase, prefix + testCase.name() + " ")),
                        tests(prefix + "buffers: ", TransferChecks.all(device, other)),
                        tests(
                                prefix + "lifetimes: ",
                                LifetimeChecks.all(chosen -> provider().open(info, chosen), options())))
                .flatMap(Function.identity());
    }

    private static Stream<DynamicTest> tests(String prefix, Map<String, Runnable> checks) {
        return checks.entrySet().stream()
                .map(check -> DynamicTest.dynamicTest(prefix + check.getKey(), () -> {
                    try {
                        check.getValue().run();
                    } catch (AssertionError failure) {
                        throw new AssertionError(prefix + check.getKey() + ": " + failure.getMessage(), failure);
                    }
                }));
    }

    private static Stream<DynamicTest> tests(Device device, Device other, Case testCase, String name) {
        CaseCheck check = new CaseCheck(device, testCase);
        List<DynamicTest> tests = new ArrayList<>();
        for (Mode mode : testCase.modes()) {
            tests.add(DynamicTest.dynamicTest(name + mode, () -> check.values(mode)));
        }
        tests.add(DynamicTest.dynamicTest(name + "replay", () -> check.replay(other)));
        if (testCase.size() <= LARGEST_POISONED) {
            tests.add(DynamicTest.dynamicTest(name + "nan", () -> check.propagation(Double.NaN)));
            tests.add(DynamicTest.dynamicTest(name + "infinity", () -> check.propagation(Double.POSITIVE_INFINITY)));
        }
        return tests.stream();
    }

    private Device open(DeviceInfo info, DeviceOptions chosen) {
        Device device = provider().open(info, chosen.withOnLeak(leaks::add));
        opened.add(device);
        return device;
    }
}
