package io.percept.tck.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Numbers in row-major order, as ONNX's TensorProto has them; whole ones too, as all in the tests are exact in a double. */
final class OnnxTensor {
    /** Numbers of TensorProto's fields and of its data types. */
    private static final int DIMS = 1;

    private static final int TYPE = 2;
    private static final int RAW_DATA = 9;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final List<Integer> shape;
    private final double[] values;

    /** A tensor of that shape, which for a single number is empty. */
    OnnxTensor(List<Integer> shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    static OnnxTensor read(Path file) throws IOException {
        ProtoMessage message = ProtoMessage.parse(Files.readAllBytes(file));
        List<Integer> shape =
                message.integers(DIMS).stream().map(Math::toIntExact).toList();
        double[] values = new double[product(shape)];
        ByteBuffer raw = message.little(RAW_DATA);
        int type = (int) message.integer(TYPE);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> raw.getFloat();
                case INT64 -> raw.getLong();
                default -> throw new IOException(file + " holds elements of ONNX's type " + type);
            };
        }
        if (raw.hasRemaining()) {
            throw new IOException(file + " holds more than its shape " + shape + " says");
        }
        return new OnnxTensor(shape, values);
    }

    private static int product(List<Integer> sizes) {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    /** The elements. */
    double[] values() {
        return values;
    }

    double single() {
        if (values.length != 1) {
            throw new IllegalArgumentException("a tensor of the shape " + shape + " is not a single number");
        }
        return values[0];
    }

    /** How many elements the axes before this one make; a negative axis counts from the end. */
    int before(int axis) {
        return product(shape.subList(0, position(axis)));
    }

    int size(int axis) {
        return shape.get(position(axis));
    }

    private int position(int axis) {
        return axis < 0 ? axis + shape.size() : axis;
    }

    /** The elements with this axis moved behind all others, so that each row of the result runs along it. */
    double[] rowsAlong(int axis) {
        return moved(before(axis), size(axis), true);
    }

    /** A tensor of this shape from what {@link #rowsAlong} makes. */
    OnnxTensor ofRowsAlong(int axis, double[] rows) {
        return new OnnxTensor(shape, new OnnxTensor(shape, rows).moved(before(axis), size(axis), false));
    }

    /** Outer x size x inner to outer x inner x size, or back. */
    private double[] moved(int outer, int size, boolean there) {
        int inner = values.length / (outer * size);
        double[] result = new double[values.length];
        for (int o = 0; o < outer; o++) {
            for (int s = 0; s < size; s++) {
                for (int i = 0; i < inner; i++) {
                    int plain = (o * size + s) * inner + i;
                    int rows = (o * inner + i) * size + s;
                    result[there ? rows : plain] = values[there ? plain : rows];
                }
            }
        }
        return result;
    }

    /** A matrix's transpose. */
    OnnxTensor transposed() {
        return new OnnxTensor(List.of(shape.get(1), shape.get(0)), rowsAlong(0));
    }

    /** Numpy's broadcasting to a matrix's shape. */
    double[] broadcast(int rows, int columns) {
        int ownColumns = shape.isEmpty() ? 1 : size(-1);
        int ownRows = values.length / ownColumns;
        double[] result = new double[rows * columns];
        Arrays.setAll(
                result,
                i -> values[(ownRows == 1 ? 0 : i / columns) * ownColumns + (ownColumns == 1 ? 0 : i % columns)]);
        return result;
    }
}
