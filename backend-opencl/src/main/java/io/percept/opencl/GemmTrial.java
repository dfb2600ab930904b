package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A dense layer's operation of a given shape on a device, with random operands; it can be checked and timed. */
final class GemmTrial implements AutoCloseable {
    /** Unit roundoff of float32. */
    private static final double UNIT = 0x1p-24;

    /** Elements of larger results that are checked. */
    private static final int SAMPLES = 256;

    private final Device device;
    private final GemmShape shape;
    private final List<DeviceBuffer> buffers = new ArrayList<>();
    private final float[] a;
    private final float[] b;
    private final float[] bias;
    private final DeviceBuffer c;
    private final Op op;

    GemmTrial(Device device, GemmShape shape) {
        this.device = device;
        this.shape = shape;
        CounterRandom random = new CounterRandom(1, 0);
        boolean transposedA = shape.form() == GemmPlanner.Form.TN;
        boolean transposedB = shape.form() == GemmPlanner.Form.NT;
        a = random(random, shape.m() * shape.k());
        b = random(random, shape.k() * shape.n());
        bias = random(random, shape.n());
        MatrixView left = matrix(transposedA ? shape.k() : shape.m(), transposedA ? shape.m() : shape.k(), a);
        MatrixView right = matrix(transposedB ? shape.n() : shape.k(), transposedB ? shape.k() : shape.n(), b);
        MatrixView result = matrix(shape.m(), shape.n(), null);
        c = result.buffer();
        op = switch (shape.form()) {
            case NT -> new Affine(left, right, matrix(1, shape.n(), bias), new Activation.Relu(), null, result);
            case NN -> new AffineBackwardInput(left, right, result);
            case TN -> new AffineBackwardWeights(left, right, false, result, matrix(1, shape.m(), null));
        };
    }

    private static float[] random(CounterRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private MatrixView matrix(int rows, int columns, float[] values) {
        DeviceBuffer buffer = device.allocate(rows, columns, FLOAT32);
        buffers.add(buffer);
        if (values != null) {
            device.write(buffer, values);
        }
        return buffer.view();
    }

    /** The operation with the plan that the device's planner has now. */
    Executable compile() {
        return device.compile(List.of(op));
    }

    /** Whether the result is what loops in double precision give, within the bound on rounding errors; of large ones, samples of it. */
    boolean isRight(Executable executable) {
        float[] garbage = new float[shape.m() * shape.n()];
        Arrays.fill(garbage, Float.NaN);
        device.write(c, garbage);
        executable.run();
        float[] result = device.readFloats(c);
        int step = Math.max(1, result.length / SAMPLES);
        // Not a multiple of the columns, so that samples come from all of them, and the last element always.
        int odd = step + (step > 1 && shape.n() % step == 0 ? 1 : 0);
        for (int i = result.length - 1; i >= 0; i -= odd) {
            if (!isRight(result[i], i / shape.n(), i % shape.n())) {
                return false;
            }
        }
        return true;
    }

    /**
     * A sum of k products and a bias, in any order, is off by at most γ(k + 1) times the sum of the magnitudes, with γ(n) = n u / (1 - n u);
     * N. Higham: "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1; tensor cores round more often, and the operands too. ReLU
     * makes no error larger.
     */
    private boolean isRight(float result, int i, int j) {
        boolean affine = shape.form() == GemmPlanner.Form.NT;
        double sum = affine ? bias[j] : 0;
        double magnitude = Math.abs(sum);
        for (int p = 0; p < shape.k(); p++) {
            double product = (double) a[shape.form() == GemmPlanner.Form.TN ? p * shape.m() + i : i * shape.k() + p]
                    * b[affine ? j * shape.k() + p : p * shape.n() + j];
            sum += product;
            magnitude += Math.abs(product);
        }
        double roundings = device.precision().roundings(shape.k()) * UNIT;
        double expected = affine ? Math.max(0, sum) : sum;
        return Math.abs(result - expected)
                <= (roundings / (1 - roundings) + device.precision().productError()) * magnitude; // False for NaN.
    }

    /** Seconds of a run, from so many in a row. */
    double seconds(Executable executable, int runs) {
        device.synchronize();
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            executable.run();
        }
        device.synchronize();
        return (System.nanoTime() - start) / 1e9 / runs;
    }

    @Override
    public void close() {
        buffers.forEach(DeviceBuffer::close);
    }
}
