package io.percept.nn;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a table, a row for each layer. The layers of a block follow the block, one deeper, and the block's own row tells only what
 * it has besides, so that every column can be added up.
 *
 * @param rows in the order of the layers
 */
public record NetworkSummary(List<Row> rows) {
    /**
     * A layer.
     *
     * @param depth how many blocks it is in
     * @param position its place: {@code 2}, {@code 2.body.0}
     * @param layer its kind and settings; of a block only the kind
     * @param outputs the width of its output
     * @param parameters the number of learned values
     * @param flops floating-point operations for one row of data, forward; training takes about three times as many
     */
    public record Row(int depth, String position, String layer, int outputs, long parameters, long flops) {}

    public NetworkSummary {
        rows = List.copyOf(rows);
    }

    public static NetworkSummary of(Network network) {
        List<Row> rows = new ArrayList<>();
        append(rows, network.layers(), "", network.inputs(), 0);
        return new NetworkSummary(rows);
    }

    /** The number of learned values. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** Floating-point operations for one row of data, forward. */
    public long flops() {
        return rows.stream().mapToLong(Row::flops).sum();
    }

    private static void append(List<Row> to, List<Layer> layers, String prefix, int inputs, int depth) {
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            List<Row> inner = new ArrayList<>();
            append(inner, layer.body(), prefix + i + ".body.", width, depth + 1);
            NetworkSummary body = new NetworkSummary(inner);
            to.add(new Row(
                    depth,
                    prefix + i,
                    inner.isEmpty() ? layer.summary() : layer.type(),
                    layer.outputs(width),
                    learned(layer, width) - body.parameters(),
                    flops(layer, width) - body.flops()));
            to.addAll(inner);
            width = layer.outputs(width);
        }
    }

    private static long learned(Layer layer, int inputs) {
        return layer.parameters(inputs).stream()
                .filter(parameter -> parameter.kind().trained())
                .mapToLong(Parameter::size)
                .sum();
    }

    /** What the layer's operations on one row say; copies are none. */
    private static long flops(Layer layer, int inputs) {
        Lowering lowering = Lowering.ofLayer(Shape::new, layer, inputs);
        layer.lower(lowering, "", new Shape(1, inputs, ElementType.FLOAT32).view(), null);
        return lowering.ops().stream()
                .filter(op -> !isCopy(op))
                .mapToLong(Op::flops)
                .sum();
    }

    private static boolean isCopy(Op op) {
        return op instanceof Activate activate && activate.activation() instanceof Activation.Identity;
    }

    /** A buffer without memory; equal to none but itself, as others are. */
    private static final class Shape implements DeviceBuffer {
        private final int rows;
        private final int columns;
        private final ElementType type;

        Shape(int rows, int columns, ElementType type) {
            this.rows = rows;
            this.columns = columns;
            this.type = type;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public ElementType type() {
            return type;
        }

        @Override
        public void close() {}
    }
}
