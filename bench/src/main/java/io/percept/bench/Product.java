package io.percept.bench;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.List;

/**
 * A matrix product C (m x n) over k as a dense layer has it.
 *
 * @param form which operand is stored transposed: NT in the forward pass, NN for the gradient of inputs, TN for that of weights
 */
record Product(String form, int m, int n, int k) {
    double flops() {
        return 2.0 * m * n * k;
    }

    String size() {
        return m + " x " + n + " x " + k;
    }

    /** The operation, with random operands. */
    Op on(Device device, List<DeviceBuffer> opened) {
        boolean transposedA = form.equals("TN");
        boolean transposedB = form.equals("NT");
        MatrixView a = random(device, transposedA ? k : m, transposedA ? m : k, opened);
        MatrixView b = random(device, transposedB ? n : k, transposedB ? k : n, opened);
        MatrixView c = random(device, m, n, opened);
        return switch (form) {
            case "NT" -> new Affine(a, b, null, c);
            case "NN" -> new AffineBackwardInput(a, b, c);
            default -> new AffineBackwardWeights(a, b, false, c, null);
        };
    }

    private static MatrixView random(Device device, int rows, int columns, List<DeviceBuffer> opened) {
        DeviceBuffer buffer = device.allocate(rows, columns, FLOAT32);
        opened.add(buffer);
        CounterRandom random = new CounterRandom(rows, columns);
        float[] values = new float[buffer.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        device.write(buffer, values);
        return buffer.view();
    }
}
