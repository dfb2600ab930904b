package io.percept.model;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.GatherRows;
import io.percept.backend.MatrixView;
import io.percept.backend.Owned;
import io.percept.data.Preparation;
import io.percept.nn.Lowering;
import java.util.stream.IntStream;

/** A model on a device, ready to predict rows of raw features, a block at a time. */
public final class Predictor implements AutoCloseable {
    private final Owned owned = new Owned();
    private final Device device;
    private final DeviceBuffer features;
    private final Executable executable;
    private final MatrixView outputs;
    private final int blockRows;
    private final Preparation preparation;
    private final float[] filled;

    /**
     * Puts a model on a device.
     *
     * @param blockRows the most rows that one call predicts
     */
    public Predictor(Device device, Model model, int blockRows) {
        this.device = device;
        this.blockRows = blockRows;
        this.preparation = model.data().preparation();
        this.filled = new float[blockRows * model.network().inputs()];
        try {
            int columns = model.network().inputs();
            float[] values = model.parameters();
            DeviceBuffer parameters = owned.own(device.allocate(1, values.length, FLOAT32));
            this.features = owned.own(device.allocate(blockRows, columns, FLOAT32));
            Lowering lowering = Lowering.evaluation(device, owned, model.network(), parameters);
            MatrixView order = lowering.buffer(1, blockRows, INT32);
            MatrixView cursor = lowering.buffer(1, 1, INT32);
            MatrixView mean = lowering.buffer(1, columns, FLOAT32);
            MatrixView scale = lowering.buffer(1, columns, FLOAT32);
            MatrixView x = lowering.buffer(blockRows, columns, FLOAT32);
            device.write(parameters, values);
            device.write(order.buffer(), 0, IntStream.range(0, blockRows).toArray(), 0, blockRows);
            device.write(mean.buffer(), preparation.scaler().shift());
            device.write(scale.buffer(), preparation.scaler().scale());
            lowering.append(new GatherRows(features.view(), order, cursor, blockRows, mean, scale, x));
            this.outputs = lowering.forward(x);
            this.executable = owned.own(device.compile(lowering.ops()));
        } catch (RuntimeException failure) {
            owned.close();
            throw failure;
        }
    }

    /** The width of a row of outputs. */
    public int outputs() {
        return outputs.columns();
    }

    /**
     * Computes the network's outputs, which {@link Model#outputs()} turns into predictions.
     *
     * @param rows raw features, count x inputs, row-major; NaN where one is missing
     * @param count how many rows, at most a block
     * @param into receives count x {@link #outputs()}
     */
    public void predict(float[] rows, int count, float[] into) {
        if (count > blockRows) {
            throw new IllegalArgumentException(count + " rows; a block has " + blockRows);
        }
        System.arraycopy(rows, 0, filled, 0, count * features.columns());
        preparation.fill(filled, count);
        device.write(features, 0, filled, 0, count * features.columns());
        executable.run();
        device.read(outputs.buffer(), 0, into, 0, count * outputs.columns());
    }

    @Override
    public void close() {
        owned.close();
    }
}
