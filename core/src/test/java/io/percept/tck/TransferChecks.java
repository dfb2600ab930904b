package io.percept.tck;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.GatherRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Buffers: what they hold at first, what goes in and out of them, and what is refused. */
final class TransferChecks {
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;
    private static final int SIZE = ROWS * COLUMNS;

    private final Device device;
    private final Device other;

    private TransferChecks(Device device, Device other) {
        this.device = device;
        this.other = other;
    }

    /** The checks by their names. */
    static Map<String, Runnable> all(Device device, Device other) {
        TransferChecks checks = new TransferChecks(device, other);
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("new buffers hold zeros", checks::newBuffersHoldZeros);
        all.put("buffers know their shape", checks::buffersKnowTheirShape);
        all.put("floats come back", checks::floatsComeBack);
        all.put("doubles come back rounded", checks::doublesComeBackRounded);
        all.put("integers come back", checks::integersComeBack);
        all.put("bytes count as unsigned", checks::bytesAreUnsigned);
        all.put("a read waits for what was enqueued", checks::readWaits);
        all.put("transfers that do not fit are refused", checks::misfitsAreRefused);
        all.put("arrays of the wrong type are refused", checks::wrongTypesAreRefused);
        all.put("buffers of another device are refused", checks::strangersAreRefused);
        all.put("impossible shapes are refused", checks::impossibleShapesAreRefused);
        return all;
    }

    /** Twice, since the second may get the memory that the first one dirtied. */
    private void newBuffersHoldZeros() {
        for (int i = 0; i < 2; i++) {
            try (DeviceBuffer floats = device.allocate(31, 33, FLOAT32);
                    DeviceBuffer integers = device.allocate(31, 33, INT32);
                    DeviceBuffer bytes = device.allocate(31, 33, UINT8)) {
                assertThat(device.readFloats(floats)).containsOnly(0);
                assertThat(integers(integers)).containsOnly(0);
                assertThat(gathered(bytes)).containsOnly(0);
                device.write(floats, 0, filled(new float[31 * 33]), 0, 31 * 33);
                device.write(integers, 0, IntStream.rangeClosed(1, 31 * 33).toArray(), 0, 31 * 33);
                byte[] ones = new byte[31 * 33];
                Arrays.fill(ones, (byte) 1);
                device.write(bytes, 0, ones, 0, ones.length);
            }
        }
    }

    private void buffersKnowTheirShape() {
        for (ElementType type : ElementType.values()) {
            try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, type)) {
                assertThat(buffer.rows()).isEqualTo(ROWS);
                assertThat(buffer.columns()).isEqualTo(COLUMNS);
                assertThat(buffer.size()).isEqualTo(SIZE);
                assertThat(buffer.type()).isEqualTo(type);
            }
        }
    }

    private void floatsComeBack() {
        float[] host = {
            -1, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, -0.0f, 0.1f, 1e-40f, 16777217
        };
        try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, FLOAT32)) {
            device.write(buffer, 4, host, 1, 7);
            float[] back = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
            device.read(buffer, 3, back, 1, 9);
            assertThat(back).containsExactly(9, 0, host[1], host[2], host[3], host[4], host[5], host[6], host[7], 0);
            assertThat(Float.floatToRawIntBits(back[6])).isEqualTo(Float.floatToRawIntBits(-0.0f));
            device.write(buffer, SIZE, host, host.length, 0);
            device.read(buffer, SIZE, host, 0, 0);
        }
    }

    private void doublesComeBackRounded() {
        double[] host = {7, 0.1, -1 / 3.0, 1e-45, 3e38, 1 + 0x1p-24, 7};
        try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, FLOAT32)) {
            device.write(buffer, 2, host, 1, 5);
            double[] back = new double[7];
            device.read(buffer, 1, back, 0, 7);
            assertThat(back[0]).isZero();
            assertThat(back[6]).isZero();
            for (int i = 1; i < 6; i++) {
                assertThat((float) back[i]).isEqualTo((float) host[i]);
            }
        }
    }

    private void integersComeBack() {
        int[] host = {5, Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 16777217, 6};
        try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, INT32)) {
            device.write(buffer, 7, host, 1, 4);
            int[] back = new int[8];
            device.read(buffer, 6, back, 2, 6);
            assertThat(back).containsExactly(0, 0, 0, host[1], host[2], host[3], host[4], 0);
        }
    }

    private void bytesAreUnsigned() {
        byte[] host = {1, 0, 127, (byte) 128, (byte) 255, 2};
        try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, UINT8)) {
            device.write(buffer, 6, host, 1, 4);
            assertThat(gathered(buffer)).containsExactly(0, 0, 0, 0, 0, 0, 0, 127, 128, 255, 0, 0, 0, 0, 0);
        }
    }

    private void readWaits() {
        try (DeviceBuffer buffer = device.allocate(100, 1000, FLOAT32);
                Executable executable = device.compile(List.of(new Fill(7, buffer.view())))) {
            executable.run();
            assertThat(device.readFloats(buffer)).containsOnly(7);
            executable.run();
            device.synchronize();
            device.write(buffer, new float[buffer.size()]);
            assertThat(device.readFloats(buffer)).containsOnly(0);
        }
    }

    private void misfitsAreRefused() {
        try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, FLOAT32);
                DeviceBuffer integers = device.allocate(ROWS, COLUMNS, INT32);
                DeviceBuffer bytes = device.allocate(ROWS, COLUMNS, UINT8)) {
            // offset, host offset, length; the arrays have 20 elements.
            int[][] misfits = {
                {0, 0, SIZE + 1},
                {1, 0, SIZE},
                {SIZE, 0, 1},
                {-1, 0, 2},
                {0, -1, 2},
                {0, 0, -1},
                {0, 18, 3},
                {0, 21, 0},
                {Integer.MAX_VALUE, 0, 2},
                {2, Integer.MAX_VALUE, 2}
            };
            for (int[] misfit : misfits) {
                int offset = misfit[0];
                int hostOffset = misfit[1];
                int length = misfit[2];
                refuses(() -> device.write(buffer, offset, new float[20], hostOffset, length));
                refuses(() -> device.write(buffer, offset, new double[20], hostOffset, length));
                refuses(() -> device.write(integers, offset, new int[20], hostOffset, length));
                refuses(() -> device.write(bytes, offset, new byte[20], hostOffset, length));
                refuses(() -> device.read(buffer, offset, new float[20], hostOffset, length));
                refuses(() -> device.read(buffer, offset, new double[20], hostOffset, length));
                refuses(() -> device.read(integers, offset, new int[20], hostOffset, length));
            }
        }
    }

    private void wrongTypesAreRefused() {
        for (ElementType type : ElementType.values()) {
            try (DeviceBuffer buffer = device.allocate(ROWS, COLUMNS, type)) {
                if (type != FLOAT32) {
                    refuses(() -> device.write(buffer, 0, new float[2], 0, 2));
                    refuses(() -> device.write(buffer, 0, new double[2], 0, 2));
                    refuses(() -> device.read(buffer, 0, new float[2], 0, 2));
                    refuses(() -> device.read(buffer, 0, new double[2], 0, 2));
                }
                if (type != INT32) {
                    refuses(() -> device.write(buffer, 0, new int[2], 0, 2));
                    refuses(() -> device.read(buffer, 0, new int[2], 0, 2));
                }
                if (type != UINT8) {
                    refuses(() -> device.write(buffer, 0, new byte[2], 0, 2));
                }
            }
        }
    }

    private void strangersAreRefused() {
        try (DeviceBuffer stranger = other.allocate(ROWS, COLUMNS, FLOAT32)) {
            refuses(() -> device.write(stranger, new float[SIZE]));
            refuses(() -> device.readFloats(stranger));
            refuses(() -> device.compile(List.of(new Fill(1, stranger.view()))));
        }
    }

    private void impossibleShapesAreRefused() {
        int[][] shapes = {
            {0, 1}, {1, 0}, {-1, 1}, {1, -1}, {-2, -3}, {46341, 46341}, {Integer.MAX_VALUE, 2}, {65536, 65536}
        };
        for (ElementType type : ElementType.values()) {
            for (int[] shape : shapes) {
                refuses(() -> device.allocate(shape[0], shape[1], type));
            }
        }
    }

    private static void refuses(ThrowingCallable use) {
        assertThatIllegalArgumentException().isThrownBy(use);
    }

    private int[] integers(DeviceBuffer buffer) {
        int[] host = new int[buffer.size()];
        device.read(buffer, 0, host, 0, host.length);
        return host;
    }

    /** No device gives bytes back as such; gathered into values they can be read. */
    private float[] gathered(DeviceBuffer bytes) {
        try (DeviceBuffer permutation = device.allocate(1, bytes.rows(), INT32);
                DeviceBuffer cursor = device.allocate(1, 1, INT32);
                DeviceBuffer values = device.allocate(bytes.rows(), bytes.columns(), FLOAT32);
                Executable gather = device.compile(List.of(new GatherRows(
                        bytes.view(), permutation.view(), cursor.view(), bytes.rows(), values.view())))) {
            device.write(permutation, 0, IntStream.range(0, bytes.rows()).toArray(), 0, bytes.rows());
            gather.run();
            return device.readFloats(values);
        }
    }

    private static float[] filled(float[] host) {
        Arrays.fill(host, 1);
        return host;
    }
}
