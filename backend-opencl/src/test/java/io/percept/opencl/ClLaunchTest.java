package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.percept.backend.BackendException;
import io.percept.backend.Executable.Launch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClLaunchTest {
    private static final Launch WHAT = new Launch("test", "", "", 0, 0);

    private static final KernelSource SOURCE = new KernelSource("test.cl", """
            kernel void store(global float* x, int index, float value, local float* shared)
            {
                shared[get_local_id(0)] = value;
                barrier(CLK_LOCAL_MEM_FENCE);
                x[index + get_global_id(0)] += shared[get_local_size(0) - 1 - get_local_id(0)];
            }

            kernel void greedy(global float* x)
            {
                local float shared[BYTES / 4];
                shared[get_local_id(0)] = x[0];
                barrier(CLK_LOCAL_MEM_FENCE);
                x[0] = shared[0];
            }
            """);

    private ClDevice device;
    private LaunchFactory launches;

    @BeforeEach
    void open() {
        use(TestDevices.firstFound());
    }

    private void use(FoundDevice found) {
        close();
        device = ClDevice.open(found);
        launches = new LaunchFactory(device, new ProgramCache(device, new BinaryStore(null)));
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    private ClLaunch launch(String kernel) {
        return launches.launch(SOURCE, "-DBYTES=" + (device.traits().localMemory() + 4), kernel);
    }

    private ClLaunch store(ClMemory memory, int index) {
        return launch("store").buffer(memory).integer(index).real(1.5f).local(64);
    }

    private static float[] floats(ClMemory memory, int count) {
        float[] values = new float[count];
        ByteBuffer.wrap(Memory.bytes(memory, count * 4))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .get(values);
        return values;
    }

    @Test
    void runsAsOftenAsItIsEnqueuedWithTheArgumentsThatWereSetOnce() {
        ClMemory memory = launches.scratch(40, "ten values");
        ClLaunch first = store(memory, 1).over(new long[] {8}, new long[] {4}, WHAT);
        ClLaunch second = store(memory, 2).over(new long[] {1}, new long[] {1}, WHAT);
        for (int i = 0; i < 100; i++) {
            first.enqueue();
            second.enqueue();
        }
        device.finish();

        assertThat(floats(memory, 10)).containsExactly(0, 150, 300, 150, 150, 150, 150, 150, 150, 0);
        assertThat(first.description()).isSameAs(WHAT);
    }

    @Test
    void refusesMoreLocalMemoryThanTheDeviceHas() {
        ClMemory memory = launches.scratch(4, "a value");
        long most = device.traits().localMemory();

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> launch("greedy").buffer(memory).over(new long[] {1}, new long[] {1}, WHAT))
                .withMessageStartingWith(device.label() + ": kernel greedy needs ")
                .withMessageEndingWith(
                        " bytes of local memory, and the device has " + most + "; choose another device");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> launch("store")
                        .buffer(memory)
                        .integer(0)
                        .real(1)
                        .local(most + 4)
                        .over(new long[] {1}, new long[] {1}, WHAT));
    }

    @Test
    void refusesLargerWorkGroupsThanTheDeviceRuns() {
        long most = device.traits().maxWorkGroup();

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() ->
                        store(launches.scratch(4, "a value"), 0).over(new long[] {2, most}, new long[] {2, most}, WHAT))
                .withMessageContaining("needs work-groups of " + 2 * most + " work-items")
                .withMessageContaining("with at most ");
    }

    @Test
    void refusesSizesAndArgumentsThatDoNotFitTheKernel() {
        ClMemory memory = launches.scratch(4, "a value");
        long[][][] sizes = {
            {{10}, {4}}, {{4}, {0}}, {{0}, {4}}, {{4}, {8}}, {{4, 4}, {4}}, {{}, {}}, {{1, 1, 1, 1}, {1, 1, 1, 1}}
        };
        for (long[][] size : sizes) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store(memory, 0).over(size[0], size[1], WHAT))
                    .withMessageStartingWith("kernel store over [");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> launch("store").buffer(memory).over(new long[] {1}, new long[] {1}, WHAT))
                .withMessage("kernel store has 4 parameters but was given 1 arguments");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> store(memory, 0).integer(5))
                .withMessageContaining("setting argument 4 of kernel store failed with CL_INVALID_ARG_INDEX (-49)");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> launch("absent"))
                .withMessageContaining("making kernel absent of test.cl failed with CL_INVALID_KERNEL_NAME (-46)");
    }

    @Test
    void givesMemoryBackOnce() {
        TestTraits traits = new TestTraits();
        traits.memory = 100;
        use(traits.inPlaceOf(TestDevices.firstFound()));

        ClMemory memory = launches.scratch(80, "most of it");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> launches.scratch(21, "the rest and more"))
                .withMessage(
                        device.label() + ": no memory for the rest and more of 21 bytes with 80 bytes of 100 bytes "
                                + "in use by this program; use a smaller batch, network or data set, or another device");
        memory.release();
        memory.release();
        launches.release();
        assertThat(launches.scratch(100, "all of it").bytes()).isEqualTo(100);
    }

    @Test
    void namesTheDriversErrorWhenItHasNotWhatItPromised() {
        TestTraits traits = new TestTraits();
        traits.memory = Long.MAX_VALUE;
        traits.maxAllocation = Long.MAX_VALUE;
        use(traits.inPlaceOf(TestDevices.firstFound()));

        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> launches.scratch(1L << 50, "a pebibyte"))
                .withMessageMatching(
                        "(?s).*: allocating a pebibyte \\(1073741824 MiB, with 0 bytes of .* in use by this program\\) "
                                + "failed with CL_[A-Z_]+ \\(-\\d+\\); use a smaller batch, network or data set.*");
        assertThat(launches.scratch(4, "a value").bytes()).isEqualTo(4);
    }
}
