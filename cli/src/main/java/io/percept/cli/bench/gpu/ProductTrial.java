package io.percept.cli.bench.gpu;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.Owned;
import io.percept.cli.bench.Product;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A product of random matrices on a device, which can be run and compared with float64. */
final class ProductTrial implements AutoCloseable {
    /** Rows of the result that are compared; more would only take longer. */
    private static final int ROWS = 64;

    private final Device device;
    private final Product product;
    private final Owned owned = new Owned();
    private final float[] a;
    private final float[] b;
    private final DeviceBuffer c;
    private final Executable executable;

    ProductTrial(Device device, Product product) {
        this.device = device;
        this.product = product;
        a = random(1, product.m() * product.k());
        b = random(2, product.k() * product.n());
        boolean complete = false;
        try {
            DeviceBuffer left = matrix(product.rowsOfA(), a);
            DeviceBuffer right = matrix(product.rowsOfB(), b);
            c = owned.own(device.allocate(product.m(), product.n(), FLOAT32));
            executable = owned.own(device.compile(List.of(product.of(left.view(), right.view(), c.view()))));
            complete = true;
        } finally {
            if (!complete) {
                owned.close();
            }
        }
    }

    /** Numbers between -0.5 and 0.5. */
    private static float[] random(int stream, int count) {
        CounterRandom random = new CounterRandom(count, stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt() * 0x1p-32f;
        }
        return values;
    }

    private DeviceBuffer matrix(int rows, float[] values) {
        DeviceBuffer buffer = owned.own(device.allocate(rows, values.length / rows, FLOAT32));
        device.write(buffer, values);
        return buffer;
    }

    /** Runs so many times, and returns when all is done. */
    void run(int times) {
        for (int i = 0; i < times; i++) {
            executable.run();
        }
        device.synchronize();
    }

    /** The forms of the kernels that are launched. */
    String variant() {
        return executable.describe().stream().map(Executable.Launch::variant).collect(Collectors.joining(", "));
    }

    /** The relative Frobenius error, ||C - AB|| / ||AB||, of rows from all over the result, which is poisoned before it is computed. */
    double error() {
        float[] poison = new float[product.n()];
        Arrays.fill(poison, Float.NaN);
        for (int row = 0; row < product.m(); row++) {
            device.write(c, row * product.n(), poison, 0, product.n());
        }
        run(1);
        int rows = Math.min(ROWS, product.m());
        int[] compared = IntStream.range(0, rows)
                .map(i -> (int) ((long) i * (product.m() - 1) / Math.max(1, rows - 1)))
                .toArray();
        double[][] actual = Arrays.stream(compared).mapToObj(this::row).toArray(double[][]::new);
        double[][] squares = IntStream.range(0, rows)
                .parallel()
                .mapToObj(i -> squares(actual[i], exact(compared[i])))
                .toArray(double[][]::new);
        return Math.sqrt(sum(squares, 0) / sum(squares, 1));
    }

    private static double sum(double[][] squares, int which) {
        return Arrays.stream(squares).mapToDouble(pair -> pair[which]).sum();
    }

    private double[] row(int row) {
        double[] values = new double[product.n()];
        device.read(c, row * product.n(), values, 0, values.length);
        return values;
    }

    /** The squares of the errors, and of what is exact, summed. */
    private static double[] squares(double[] actual, double[] exact) {
        double error = 0;
        for (int j = 0; j < exact.length; j++) {
            error += (actual[j] - exact[j]) * (actual[j] - exact[j]);
        }
        return new double[] {error, DoubleStream.of(exact).map(x -> x * x).sum()};
    }

    private double[] exact(int row) {
        double[] sums = new double[product.n()];
        for (int p = 0; p < product.k(); p++) {
            double left = product.form().equals("TN") ? a[p * product.m() + row] : a[row * product.k() + p];
            boolean transposed = product.form().equals("NT");
            int step = transposed ? product.k() : 1;
            int at = transposed ? p : p * product.n();
            for (int j = 0; j < sums.length; j++) {
                sums[j] += left * b[at];
                at += step;
            }
        }
        return sums;
    }

    @Override
    public void close() {
        owned.close();
    }
}
