package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenClDeviceTest {
    private final List<String> leaks = new ArrayList<>();
    private Device device;

    @BeforeEach
    void open() {
        device = new OpenClProvider()
                .open(TestDevices.first(), DeviceOptions.defaults().withOnLeak(leaks::add));
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    /** More than two staging blocks, from and to odd places. */
    @Test
    void carriesLongArraysOfEveryTypeUnchanged() {
        int length = 2_500_003;
        float[] floats = new float[length + 5];
        double[] doubles = new double[length + 5];
        int[] integers = IntStream.range(0, length + 5).map(i -> i * 0x9E3779B9).toArray();
        for (int i = 0; i < floats.length; i++) {
            floats[i] = integers[i] / 7f;
            doubles[i] = integers[i] / 7.0;
        }
        try (DeviceBuffer values = device.allocate(1, length + 11, FLOAT32);
                DeviceBuffer counts = device.allocate(1, length + 11, INT32)) {
            device.write(values, 7, floats, 3, length);
            float[] back = new float[length + 1];
            device.read(values, 7, back, 1, length);
            assertThat(IntStream.range(0, length).filter(i -> back[i + 1] != floats[i + 3]))
                    .isEmpty();

            device.write(values, 5, doubles, 2, length);
            double[] rounded = new double[length + 1];
            device.read(values, 5, rounded, 1, length);
            assertThat(IntStream.range(0, length).filter(i -> rounded[i + 1] != (float) doubles[i + 2]))
                    .isEmpty();

            device.write(counts, 11, integers, 5, length);
            int[] same = new int[length + 1];
            device.read(counts, 11, same, 1, length);
            assertThat(IntStream.range(0, length).filter(i -> same[i + 1] != integers[i + 5]))
                    .isEmpty();
            int[] before = new int[11];
            device.read(counts, 0, before, 0, 11);
            assertThat(before).containsOnly(0);
        }
    }

    /** No operation that reads bytes is needed to see them: the memory can be read as such. */
    @Test
    void carriesLongArraysOfBytesUnchanged() {
        int length = 9_000_001;
        byte[] bytes = new byte[length + 2];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31));
        try (DeviceBuffer images = device.allocate(1, length + 3, UINT8)) {
            device.write(images, 3, bytes, 2, length);
            byte[] back = Memory.bytes(((ClBuffer) images).memory(), length + 3);
            assertThat(back).startsWith(0, 0, 0, bytes[2]);
            assertThat(IntStream.range(0, length).filter(i -> back[i + 3] != bytes[i + 2]))
                    .isEmpty();
        }
    }

    @Test
    void runsLaunchesInOrder() {
        try (DeviceBuffer a = device.allocate(3, 5, FLOAT32);
                DeviceBuffer y = device.allocate(4, 7, FLOAT32);
                DeviceBuffer cursor = device.allocate(1, 2, INT32);
                Executable executable = device.compile(List.of(
                        new Fill(2, a.view()),
                        new Add(
                                a.view(),
                                y.view().rowRange(1, 3).columnRange(2, 5),
                                y.view().rowRange(1, 3).columnRange(2, 5)),
                        new Advance(cursor.view(1, 1, 1))))) {
            for (int i = 0; i < 50; i++) {
                executable.run();
            }
            float[] values = device.readFloats(y);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as("element %d", i).isEqualTo(i >= 7 && i % 7 >= 2 ? 100 : 0);
            }
            int[] position = new int[2];
            device.read(cursor, 0, position, 0, 2);
            assertThat(position).containsExactly(0, 50);
            assertThat(executable.describe())
                    .extracting(Executable.Launch::kernel)
                    .containsExactly("Fill", "Add", "Advance");
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void refusesABufferThatTheDeviceDoesNotAllow() {
        long most = device.info().maxAllocationBytes();
        int rows = (int) Math.min(most / (4L << 20) + 1, 2047);
        if (4L * rows * (1 << 20) <= most) {
            TestDevices.skip("the device allows every buffer that a shape can name");
        }
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> device.allocate(rows, 1 << 20, FLOAT32))
                .withMessageStartingWith(device.info().id() + " (")
                .withMessageContaining("a FLOAT32 buffer of " + rows + " x 1048576 takes " + rows * 4 + " MiB")
                .withMessageContaining("at most " + (most >> 20) + " MiB in one buffer; use a smaller batch");
        device.close();
        assertThat(leaks).isEmpty();
    }

    @Test
    void releasesWhatIsStillOpenAndSaysSo() {
        DeviceBuffer buffer = device.allocate(2, 3, FLOAT32);
        Executable executable = device.compile(List.of(new Fill(1, buffer.view())));
        executable.run();
        device.close();

        assertThat(leaks)
                .containsExactly(
                        "device " + device.info().id() + " was closed with a FLOAT32 buffer of 2 x 3 still open",
                        "device " + device.info().id() + " was closed with a executable of 1 operations still open");
        assertThatCode(buffer::close).doesNotThrowAnyException();
        assertThatCode(executable::close).doesNotThrowAnyException();
        assertThatCode(device::close).doesNotThrowAnyException();
        assertThatIllegalStateException().isThrownBy(executable::run);
        assertThatIllegalStateException().isThrownBy(() -> device.readFloats(buffer));
        assertThatIllegalStateException().isThrownBy(device::synchronize);
    }

    @Test
    void refusesToRunWithAClosedBuffer() {
        DeviceBuffer a = device.allocate(2, 3, FLOAT32);
        DeviceBuffer y = device.allocate(2, 3, FLOAT32);
        try (Executable executable = device.compile(List.of(new Add(a.view(), a.view(), y.view())))) {
            a.close();
            a.close();
            assertThatIllegalStateException()
                    .isThrownBy(executable::run)
                    .withMessage("the FLOAT32 buffer of 2 x 3 is closed");
        }
        y.close();
        assertThat(leaks).isEmpty();
    }

    /** Work that was enqueued goes on with the memory that it was given. */
    @Test
    void closesBuffersAndExecutablesWhileTheirWorkIsUnderWay() {
        try (DeviceBuffer y = device.allocate(500, 1000, FLOAT32)) {
            DeviceBuffer a = device.allocate(500, 1000, FLOAT32);
            Executable executable =
                    device.compile(List.of(new Fill(3, a.view()), new Add(a.view(), y.view(), y.view())));
            for (int i = 0; i < 20; i++) {
                executable.run();
            }
            a.close();
            executable.close();
            assertThat(device.readFloats(y)).containsOnly(60);
        }
    }

    @Test
    void refusesBuffersOfAnotherDevice() {
        try (Device other = new OpenClProvider().open(TestDevices.first(), DeviceOptions.defaults());
                DeviceBuffer stranger = other.allocate(2, 3, FLOAT32)) {
            assertThatIllegalArgumentException().isThrownBy(() -> device.readFloats(stranger));
            assertThatIllegalArgumentException().isThrownBy(() -> device.write(stranger, new float[6]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> device.compile(List.of(new Fill(1, stranger.view()))));
        }
    }
}
