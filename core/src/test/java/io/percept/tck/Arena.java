package io.percept.tck;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.MatrixView;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** A buffer, the operands that lie in it, and the guard zones around them. */
final class Arena implements AutoCloseable {
    /** Quiet NaNs that tell where they come from. A kernel that reads a guard zone spoils its result; one that writes there shows. */
    private static final int FLOAT_GUARD = 0x7fc5_a5a5;

    private static final int FLOAT_OUTPUT = 0x7fc0_1234;
    private static final int INT_GUARD = 0x5a5a_5a5b;
    private static final int INT_OUTPUT = 0x7654_3211;
    private static final byte BYTE_GUARD = (byte) 0xa5;

    private final Device device;
    private final DeviceBuffer buffer;
    private final Map<Operand, MatrixView> views = new LinkedHashMap<>();
    private final BitSet used = new BitSet();

    Arena(Device device, DeviceBuffer buffer) {
        this.device = device;
        this.buffer = buffer;
    }

    MatrixView place(Operand operand, int offset, int rowStride) {
        MatrixView view = new MatrixView(buffer, offset, operand.rows(), operand.columns(), rowStride);
        views.put(operand, view);
        for (int i = 0; i < operand.size(); i++) {
            used.set(index(view, i));
        }
        return view;
    }

    /** Writes all operands, given the elements of each; NaN stands for what an output holds before it is written. */
    void write(Map<Operand, double[]> elements) {
        switch (buffer.type()) {
            case FLOAT32 -> {
                float[] image = new float[buffer.size()];
                Arrays.fill(image, Float.intBitsToFloat(FLOAT_GUARD));
                views.forEach((operand, view) -> {
                    double[] values = elements.get(operand);
                    for (int i = 0; i < values.length; i++) {
                        image[index(view, i)] = operand.role() == Role.OUTPUT && Double.isNaN(values[i])
                                ? Float.intBitsToFloat(FLOAT_OUTPUT)
                                : (float) values[i];
                    }
                });
                device.write(buffer, image);
            }
            case INT32 -> {
                int[] image = new int[buffer.size()];
                Arrays.fill(image, INT_GUARD);
                views.forEach((operand, view) -> {
                    double[] values = elements.get(operand);
                    for (int i = 0; i < values.length; i++) {
                        image[index(view, i)] = Double.isNaN(values[i]) ? INT_OUTPUT : (int) values[i];
                    }
                });
                device.write(buffer, 0, image, 0, image.length);
            }
            case UINT8 -> {
                byte[] image = new byte[buffer.size()];
                Arrays.fill(image, BYTE_GUARD);
                views.forEach((operand, view) -> {
                    double[] values = elements.get(operand);
                    for (int i = 0; i < values.length; i++) {
                        image[index(view, i)] = (byte) (int) values[i];
                    }
                });
                device.write(buffer, 0, image, 0, image.length);
            }
        }
    }

    /** Writes all operands in double precision, which the reference keeps, without regard to guard zones. */
    void writeDoubles(Map<Operand, double[]> elements) {
        if (buffer.type() != ElementType.FLOAT32) {
            write(elements);
            return;
        }
        double[] image = new double[buffer.size()];
        views.forEach((operand, view) -> {
            double[] values = elements.get(operand);
            for (int i = 0; i < values.length; i++) {
                image[index(view, i)] = values[i];
            }
        });
        device.write(buffer, 0, image, 0, image.length);
    }

    /** Reads all operands into {@code elements}; those of bytes, which no device gives back, are left as they are. */
    void read(Map<Operand, double[]> elements) {
        if (buffer.type() == ElementType.UINT8) {
            return;
        }
        double[] image = new double[buffer.size()];
        if (buffer.type() == ElementType.FLOAT32) {
            device.read(buffer, 0, image, 0, image.length);
        } else {
            int[] integers = new int[buffer.size()];
            device.read(buffer, 0, integers, 0, integers.length);
            Arrays.setAll(image, i -> integers[i]);
        }
        views.forEach((operand, view) -> {
            double[] values = new double[operand.size()];
            Arrays.setAll(values, i -> image[index(view, i)]);
            elements.put(operand, values);
        });
    }

    /** All bits of the buffer as they are; none where no device gives them back. */
    int[] bits() {
        return switch (buffer.type()) {
            case FLOAT32 -> {
                float[] image = device.readFloats(buffer);
                int[] bits = new int[image.length];
                Arrays.setAll(bits, i -> Float.floatToRawIntBits(image[i]));
                yield bits;
            }
            case INT32 -> {
                int[] bits = new int[buffer.size()];
                device.read(buffer, 0, bits, 0, bits.length);
                yield bits;
            }
            case UINT8 -> new int[0];
        };
    }

    /** Which guard element was written, in words; empty when none was. */
    String damage() {
        int[] bits = bits();
        int guard = buffer.type() == ElementType.FLOAT32 ? FLOAT_GUARD : INT_GUARD;
        for (int i = used.nextClearBit(0); i < bits.length; i = used.nextClearBit(i + 1)) {
            if (bits[i] != guard) {
                return String.format(
                        "element %d of the %s buffer lies in a guard zone but was overwritten with bits %08x; %s",
                        i, buffer.type(), bits[i], neighbour(i));
            }
        }
        return "";
    }

    private String neighbour(int element) {
        String before = "no operand lies before it";
        for (Map.Entry<Operand, MatrixView> entry : views.entrySet()) {
            if (entry.getValue().offset() <= element) {
                before = "it is in or after " + entry.getKey().name() + ", which starts at "
                        + entry.getValue().offset() + " with a row stride of "
                        + entry.getValue().rowStride();
            }
        }
        return before;
    }

    private static int index(MatrixView view, int element) {
        return view.offset() + element / view.columns() * view.rowStride() + element % view.columns();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
