package io.percept.cpu;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Device;
import io.percept.backend.ElementType;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Computes a dense layer there and back for nobody, so that Java's compiler gets to the inner loops while the program still reads its data.
 * It ends when a device compiles in earnest, or after a second.
 */
final class EarlyWarmUp implements Runnable {
    private static final int ROWS = 64;
    private static final int INPUTS = 256;
    private static final int UNITS = 192;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile boolean idle = true;

    private final Device device;

    private EarlyWarmUp(Device device) {
        this.device = device;
    }

    /** Starts it, once in a virtual machine. It closes the device. */
    static void start(Device device) {
        if (!STARTED.compareAndSet(false, true)) {
            device.close();
            return;
        }
        Thread thread = new Thread(new EarlyWarmUp(device), "percept-cpu-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    static void end() {
        idle = false;
    }

    @Override
    public void run() {
        Owned owned = new Owned();
        owned.onClose(device::close);
        try {
            List<Kernel> kernels = new Lowering(1).lower(layer(owned));
            kernels.forEach(Kernel::warmUp);
            long start = System.nanoTime();
            while (idle && System.nanoTime() - start < LONGEST_NANOS) {
                kernels.forEach(EarlyWarmUp::run);
            }
        } finally {
            owned.close();
        }
    }

    private static void run(Kernel kernel) {
        for (int chunk = 0; chunk < kernel.chunks(); chunk++) {
            kernel.run(chunk, 0);
        }
    }

    private List<Op> layer(Owned owned) {
        MatrixView x = matrix(owned, ROWS, INPUTS);
        MatrixView w = matrix(owned, UNITS, INPUTS);
        MatrixView b = matrix(owned, 1, UNITS);
        MatrixView y = matrix(owned, ROWS, UNITS);
        MatrixView dy = matrix(owned, ROWS, UNITS);
        Activation relu = new Activation.Relu();
        return List.of(
                new Affine(x, w, b, relu, null, y),
                new AffineBackwardWeights(dy, x, false, matrix(owned, UNITS, INPUTS), matrix(owned, 1, UNITS)),
                new AffineBackwardInput(dy, w, relu, x, false, matrix(owned, ROWS, INPUTS)));
    }

    private MatrixView matrix(Owned owned, int rows, int columns) {
        return owned.own(device.allocate(rows, columns, ElementType.FLOAT32)).view();
    }
}
