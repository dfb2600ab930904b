package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The kit finds what is wrong with devices that are wrong on purpose. */
class ConformanceKitTest {
    private static final String CASE = "affine 17x33x5 relu ";

    @Test
    void findsNothingWrongWithARightDevice() {
        assertThat(failures((device, ops, right) -> right.run())).isEmpty();
    }

    @Test
    void findsOneWrongElementInBothModes() {
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            scale(device, output(ops), 1 + 0x1p-12);
        });

        assertThat(failures).containsOnlyKeys(CASE + "exact", CASE + "rounding", CASE + "nan", CASE + "infinity");
        assertThat(failures.get(CASE + "exact")).contains("affine 17x33x5 relu exact", "Affine: y[", "of 561 elements");
    }

    @Test
    void findsAnErrorOfOneUnitInTheLastPlaceWhereResultsAreExact() {
        assertThat(failures((device, ops, right) -> {
                    right.run();
                    scale(device, output(ops), 1 + 0x1p-23);
                }))
                .containsOnlyKeys(CASE + "exact");
    }

    @Test
    void findsAnOverrun() {
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            MatrixView y = output(ops);
            if (y.end() < y.buffer().size()) {
                device.write(y.buffer(), y.end(), new float[] {0}, 0, 1);
            }
        });

        assertThat(failures.get(CASE + "rounding")).contains("guard zone", "in or after y");
        assertThat(failures).containsKeys(CASE + "exact", CASE + "nan");
    }

    @Test
    void findsAWriteBetweenRows() {
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            MatrixView y = output(ops);
            if (!y.isContiguous()) {
                device.write(y.buffer(), y.offset() + y.columns(), new float[] {1}, 0, 1);
            }
        });

        assertThat(failures.get(CASE + "exact")).contains("guarded views", "guard zone");
    }

    @Test
    void findsAChangedInput() {
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            MatrixView w = ops.get(0).inputs().get(1);
            device.write(w.buffer(), w.offset(), new float[] {0.123f}, 0, 1);
        });

        assertThat(failures.get(CASE + "rounding")).contains("w[0, 0]", "nothing writes it");
    }

    @Test
    void findsAnOperationThatIsSkipped() {
        Map<String, String> failures = failures((device, ops, right) -> {});

        assertThat(failures.get(CASE + "rounding")).contains("is NaN but must be", "561 of 561");
        assertThat(failures).containsKeys(CASE + "exact", CASE + "nan", CASE + "infinity");
    }

    @Test
    void findsBitsThatChangeFromRunToRun() {
        AtomicInteger runs = new AtomicInteger();
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            if (runs.incrementAndGet() % 2 == 0) {
                scale(device, output(ops), 1 + 0x1p-23);
            }
        });

        assertThat(failures.get(CASE + "replay")).contains("affine 17x33x5 relu", "run again");
        assertThat(failures).doesNotContainKey(CASE + "rounding");
    }

    @Test
    void findsNanThatIsLost() {
        Map<String, String> failures = failures((device, ops, right) -> {
            right.run();
            float[] values = device.readFloats(output(ops).buffer());
            MatrixView y = output(ops);
            for (int i = y.offset(); i < y.end(); i++) {
                boolean inRow = (i - y.offset()) % y.rowStride() < y.columns();
                if (inRow && Float.isNaN(values[i])) {
                    device.write(y.buffer(), i, new float[] {0}, 0, 1);
                }
            }
        });

        assertThat(failures).containsKeys(CASE + "nan").doesNotContainKeys(CASE + "exact", CASE + "rounding");
        assertThat(failures.get(CASE + "nan")).contains("must be NaN");
    }

    @Test
    void skipsWithTheReasonWhereThereIsNoDevice() {
        ConformanceKit kit = kit(new NoDevice());

        assertThatThrownBy(kit::findDevices)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("missing has no device: nothing is plugged in");
    }

    @Test
    void failsWhereADeviceIsRequired() {
        ConformanceKit kit = kit(new NoDevice());

        withProperty(
                "tck.require",
                "other,missing",
                () -> assertThatThrownBy(kit::findDevices)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("nothing is plugged in"));
    }

    @Test
    void refusesAFilterThatNamesNoCase() {
        ConformanceKit kit = kit(WrappedDevice.provider((device, ops, right) -> right.run()));

        withProperty(
                "tck.case",
                "no such case",
                () -> assertThatThrownBy(kit::conformance)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("no such case"));
        kit.closeDevices();
    }

    @Test
    void namesOfCasesAreUnique() {
        assertThat(Cases.all()).extracting(Case::name).doesNotHaveDuplicates();
    }

    /** What the kit says of one case on a device that runs lists in this way, by the names of the tests that fail. */
    private static Map<String, String> failures(WrappedDevice.Runner runner) {
        ConformanceKit kit = kit(WrappedDevice.provider(runner));
        Map<String, String> failures = new LinkedHashMap<>();
        withProperty("tck.case", CASE, () -> {
            List<DynamicTest> tests = kit.conformance().toList();
            assertThat(tests).hasSize(5);
            for (DynamicTest test : tests) {
                try {
                    test.getExecutable().execute();
                } catch (AssertionError failure) {
                    failures.put(test.getDisplayName(), failure.getMessage());
                } catch (Throwable unexpected) {
                    throw new AssertionError(test.getDisplayName(), unexpected);
                }
            }
        });
        kit.closeDevices();
        return failures;
    }

    private static ConformanceKit kit(BackendProvider provider) {
        return new ConformanceKit() {
            @Override
            protected BackendProvider provider() {
                return provider;
            }
        };
    }

    private static void withProperty(String name, String value, Runnable body) {
        String before = System.getProperty(name, "");
        System.setProperty(name, value);
        try {
            body.run();
        } finally {
            System.setProperty(name, before);
        }
    }

    private static MatrixView output(List<Op> ops) {
        return ops.get(0).outputs().get(0);
    }

    /** Multiplies the first positive element: a number that was rounded down may hide an error of less than a unit. */
    private static void scale(Device device, MatrixView view, double factor) {
        float[] values = device.readFloats(view.buffer());
        int i = view.offset();
        while (!(values[i] > 0 && values[i] < Float.POSITIVE_INFINITY)) {
            i++;
        }
        device.write(view.buffer(), i, new float[] {(float) (values[i] * factor)}, 0, 1);
    }

    private static final class NoDevice implements BackendProvider {
        @Override
        public String name() {
            return "missing";
        }

        @Override
        public Probe probe() {
            return new Unavailable("nothing is plugged in");
        }

        @Override
        public Device open(DeviceInfo device, DeviceOptions options) {
            throw new AssertionError("there is nothing to open");
        }
    }
}
