package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.AffineBackwardInput;
import io.percept.backend.BackendException;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.Device.Support;
import io.percept.backend.Device.Supported;
import io.percept.backend.Device.Unsupported;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.kernels.TensorTile.Operands;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a device's tensor cores can be had: a product is built for them, run, and compared with what it must be, to the bit. Nothing is
 * inferred from a name.
 */
final class TensorProbe {
    private static final Logger LOG = LoggerFactory.getLogger(TensorProbe.class);

    /** More than a tile in one direction, less in the other, a sum that ends within a step. */
    private static final int M = 70;

    private static final int N = 50;
    private static final int K = 45;

    /** Numbers whose rounding tells one precision from another, and which of two neighbours a tie becomes. */
    private static final float[] TELLING = {
        1 + 0x1p-11f,
        1 + 0x1p-8f,
        1 + 0x3p-8f,
        -1 - 0x1p-11f - 0x1p-23f,
        1 + 0x1p-23f,
        -0x1.801p100f,
        Float.NEGATIVE_INFINITY
    };

    private final Operands operands;
    private final Device device;

    private TensorProbe(Operands operands, Device device) {
        this.operands = operands;
        this.device = device;
    }

    /**
     * Tries it.
     *
     * @param device one whose planner takes tiles for these operands for every product
     */
    static Support probe(Operands operands, Device device) {
        TensorProbe probe = new TensorProbe(operands, device);
        try {
            return probe.failure()
                    .<Support>map(failure -> new Unsupported("its tensor cores do not what they should: " + failure))
                    .orElseGet(Supported::new);
        } catch (BackendException e) {
            // Of a device without tensor cores, no other can be expected; the message has the compiler's whole log.
            LOG.debug("{} has no products in {}", device.info().id(), operands.label(), e);
            return new Unsupported("its driver does not build kernels for tensor cores (" + firstLine(e) + ")");
        }
    }

    private static String firstLine(BackendException e) {
        return e.getMessage().lines().findFirst().orElse("").replaceFirst(";.*", "");
    }

    private Optional<String> failure() {
        CounterRandom random = new CounterRandom(1, 0);
        float[] a = new float[M * K];
        float[] b = new float[K * N];
        fill(a, random);
        fill(b, random);
        return failure("integers", a, b)
                .or(() -> failure("roundings", telling(), identity()))
                .or(() -> failure(GemmPlanner.Form.NT))
                .or(() -> failure(GemmPlanner.Form.TN));
    }

    /** The other forms: reals, within their bound. */
    private Optional<String> failure(GemmPlanner.Form form) {
        try (GemmTrial trial = new GemmTrial(device, new GemmShape(form, M, N, K));
                Executable executable = trial.compile()) {
            return trial.isRight(executable)
                    ? Optional.empty()
                    : Optional.of("a product of the form " + form + " is wrong");
        }
    }

    /** Integers that every precision holds, and whose sums are exact. */
    private static void fill(float[] values, CounterRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(31) - 15;
        }
    }

    /** One of the numbers in each row. */
    private static float[] telling() {
        float[] a = new float[M * K];
        for (int i = 0; i < M; i++) {
            a[i * K + i % K] = TELLING[i % TELLING.length];
        }
        return a;
    }

    private static float[] identity() {
        float[] b = new float[K * N];
        for (int p = 0; p < K; p++) {
            b[p * N + p] = 1;
        }
        return b;
    }

    private Optional<String> failure(String what, float[] a, float[] b) {
        float[] c = product(a, b);
        for (int i = 0; i < c.length; i++) {
            float right = element(a, b, i / N, i % N);
            if (!Float.valueOf(right + 0.0f).equals(c[i] + 0.0f)) { // NaN equals NaN, and -0 equals 0 once 0 is added.
                return Optional.of("a product to test " + what + " has " + c[i] + " where " + right + " is right");
            }
        }
        return Optional.empty();
    }

    private float element(float[] a, float[] b, int i, int j) {
        float sum = 0;
        for (int p = 0; p < K; p++) {
            sum += operands.rounded(a[i * K + p]) * operands.rounded(b[p * N + j]);
        }
        return sum;
    }

    private float[] product(float[] a, float[] b) {
        try (DeviceBuffer left = buffer(M, K, a);
                DeviceBuffer right = buffer(K, N, b);
                DeviceBuffer result = device.allocate(M, N, FLOAT32);
                Executable executable =
                        device.compile(List.of(new AffineBackwardInput(left.view(), right.view(), result.view())))) {
            executable.run();
            return device.readFloats(result);
        }
    }

    private DeviceBuffer buffer(int rows, int columns, float[] values) {
        DeviceBuffer buffer = device.allocate(rows, columns, FLOAT32);
        device.write(buffer, values);
        return buffer;
    }
}
