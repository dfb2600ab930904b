package io.percept.reference;

import static io.percept.backend.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What checks of gradients share: buffers on the double-precision reference, and central differences. */
abstract class GradientCheck {
    static final int BATCH = 5;

    /** Truncation grows with its square and stays below 1e-9 here; cancellation grows with its inverse. */
    private static final double STEP = 1e-5;

    private static final double TOLERANCE = 1e-8;

    /** What cancels in a difference of two sums of that size: a few roundings of them. */
    private static final double CANCELLATION = 8 * 0x1p-53 / STEP;

    /** How far arguments stay from a kink: many steps. */
    static final double MARGIN = 1e-3;

    private final List<AutoCloseable> opened = new ArrayList<>();
    final CounterRandom random = new CounterRandom(20, 0);
    Device device;

    @BeforeEach
    void open() {
        device = Backends.open("reference");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        device.close();
    }

    /** Compares the gradient with (f(x + h) - f(x - h)) / 2h for every element of x. */
    final void check(String name, DeviceBuffer x, DeviceBuffer dx, List<Op> forward, DoubleSupplier f) {
        double[] points = values(x);
        double[] gradient = values(dx);
        assertThat(Arrays.stream(gradient)).as(name).anyMatch(g -> g != 0);
        try (Executable executable = device.compile(forward)) {
            for (int i = 0; i < points.length; i++) {
                double above = at(x, i, points[i] + STEP, executable, f);
                double below = at(x, i, points[i] - STEP, executable, f);
                device.write(x, i, points, i, 1);
                assertThat(gradient[i])
                        .as("derivative by element %d of %s", i, name)
                        .isCloseTo(
                                (above - below) / (2 * STEP),
                                within(TOLERANCE * (1 + Math.abs(gradient[i])) + CANCELLATION * Math.abs(above)));
            }
        }
    }

    private double at(DeviceBuffer x, int element, double value, Executable executable, DoubleSupplier f) {
        device.write(x, element, new double[] {value}, 0, 1);
        executable.run();
        return f.getAsDouble();
    }

    final double product(DeviceBuffer a, DeviceBuffer b) {
        double[] left = values(a);
        double[] right = values(b);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    final void run(Op... ops) {
        try (Executable executable = device.compile(List.of(ops))) {
            executable.run();
        }
    }

    final DeviceBuffer random(int rows, int columns) {
        DeviceBuffer buffer = zeros(rows, columns);
        double[] numbers = new double[buffer.size()];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        device.write(buffer, 0, numbers, 0, numbers.length);
        return buffer;
    }

    /** Numbers from 0.5 to 2.5. */
    final DeviceBuffer positive(int rows, int columns) {
        DeviceBuffer buffer = zeros(rows, columns);
        double[] numbers = new double[buffer.size()];
        Arrays.setAll(numbers, i -> 0.5 + 2 * random.nextDouble());
        device.write(buffer, 0, numbers, 0, numbers.length);
        return buffer;
    }

    final DeviceBuffer zeros(int rows, int columns) {
        return buffer(rows, columns, FLOAT32);
    }

    final DeviceBuffer buffer(int rows, int columns, ElementType type) {
        DeviceBuffer buffer = device.allocate(rows, columns, type);
        opened.add(buffer);
        return buffer;
    }

    final double[] values(DeviceBuffer buffer) {
        double[] values = new double[buffer.size()];
        device.read(buffer, 0, values, 0, values.length);
        return values;
    }
}
