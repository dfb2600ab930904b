package io.percept.tck;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.ElementType;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case's operands in a device's buffers, and the case's operations over them. */
public final class Workspace implements AutoCloseable {
    private final Case testCase;
    private final List<Arena> arenas = new ArrayList<>();
    private final Map<Operand, MatrixView> views = new LinkedHashMap<>();
    private final Map<Operand, double[]> initial = new LinkedHashMap<>();
    private final List<Op> ops;

    /** Allocates the operands. */
    public Workspace(Device device, Case testCase, Layout layout) {
        this.testCase = testCase;
        if (layout == Layout.TIGHT) {
            for (Operand operand : testCase.operands()) {
                Arena arena = arena(device, operand.rows(), operand.columns(), operand.type());
                views.put(operand, arena.place(operand, 0, operand.columns()));
            }
        } else {
            placeGuarded(device);
        }
        Map<String, MatrixView> byName = new LinkedHashMap<>();
        views.forEach((operand, view) -> byName.put(operand.name(), view));
        ops = List.copyOf(testCase.builder().apply(byName::get));
    }

    private void placeGuarded(Device device) {
        Map<ElementType, Integer> ends = new EnumMap<>(ElementType.class);
        testCase.operands().forEach(operand -> ends.merge(operand.type(), span(operand), Integer::sum));
        Map<ElementType, Arena> byType = new EnumMap<>(ElementType.class);
        ends.forEach((type, end) -> byType.put(type, arena(device, 1, Layout.GUARD + end, type)));
        Map<ElementType, Integer> offsets = new EnumMap<>(ElementType.class);
        for (Operand operand : testCase.operands()) {
            int offset = offsets.getOrDefault(operand.type(), Layout.GUARD);
            views.put(operand, byType.get(operand.type()).place(operand, offset, operand.columns() + Layout.GAP));
            offsets.put(operand.type(), offset + span(operand));
        }
    }

    private static int span(Operand operand) {
        return operand.rows() * (operand.columns() + Layout.GAP) + Layout.GUARD;
    }

    private Arena arena(Device device, int rows, int columns, ElementType type) {
        Arena arena = new Arena(device, device.allocate(rows, columns, type));
        arenas.add(arena);
        return arena;
    }

    /** The case's operations over these operands. */
    public List<Op> ops() {
        return ops;
    }

    /** Gives every operand its first values; outputs are filled with NaN. */
    public void fill(Mode mode) {
        fill(mode, Double.NaN, null);
    }

    /** Outputs are filled with {@code prefill}; one element of another operand may be poisoned. */
    void fill(Mode mode, double prefill, Poison poison) {
        for (int i = 0; i < testCase.operands().size(); i++) {
            Operand operand = testCase.operands().get(i);
            double[] elements = operand.initial(mode, new CounterRandom(testCase.seed(), i), prefill);
            if (poison != null && poison.operand().equals(operand.name())) {
                elements[poison.element()] = poison.value();
            }
            initial.put(operand, elements);
        }
        arenas.forEach(arena -> arena.write(initial));
    }

    /** The elements of every operand, row by row. */
    Map<Operand, double[]> read() {
        Map<Operand, double[]> elements = new LinkedHashMap<>(initial);
        arenas.forEach(arena -> arena.read(elements));
        return elements;
    }

    /** Makes the operands hold these elements, in double precision where the device has it. */
    void write(Map<Operand, double[]> elements) {
        arenas.forEach(arena -> arena.writeDoubles(elements));
    }

    /** Every bit of every buffer that can be read, guard zones included. */
    List<int[]> bits() {
        return arenas.stream().map(Arena::bits).toList();
    }

    /** Which guard zone was written, in words; empty when none was. */
    String damage() {
        return arenas.stream()
                .map(Arena::damage)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The operand that a view lies in. */
    Operand operandOf(MatrixView view) {
        return views.entrySet().stream()
                .filter(entry -> entry.getValue().buffer() == view.buffer()
                        && entry.getValue().offset() <= view.offset()
                        && view.end() <= entry.getValue().end())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    public void close() {
        arenas.forEach(Arena::close);
    }
}
