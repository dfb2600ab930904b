package io.percept.tck;

import io.percept.backend.ElementType;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Operations over operands that are declared apart from any device.
 *
 * @param name what it is called in reports and by {@code -Dtck.case}
 * @param operands what the operations read and write
 * @param builder makes the operations, given the view of each operand by its name
 * @param runs how many times the list is run, one after the other
 * @param exact whether {@link Mode#EXACT} applies
 */
public record Case(String name, List<Operand> operands, Function<Views, List<Op>> builder, int runs, boolean exact) {
    public Case {
        operands = List.copyOf(operands);
    }

    /** The seed of the operands' values. */
    public long seed() {
        return name.hashCode();
    }

    /** The modes that apply. */
    public List<Mode> modes() {
        return exact ? List.of(Mode.EXACT, Mode.ROUNDING) : List.of(Mode.ROUNDING);
    }

    /** The number of elements of all operands. */
    public long size() {
        return operands.stream().mapToLong(Operand::size).sum();
    }

    @Override
    public String toString() {
        return name;
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects a case's operands. */
    static final class Builder {
        private final String name;
        private final List<Operand> operands = new ArrayList<>();
        private int runs = 1;
        private boolean exact;

        private Builder(String name) {
            this.name = name;
        }

        Builder input(String operand, int rows, int columns, Values values) {
            return add(new Operand(operand, Role.INPUT, ElementType.FLOAT32, rows, columns, values));
        }

        Builder inOut(String operand, int rows, int columns, Values values) {
            return add(new Operand(operand, Role.IN_OUT, ElementType.FLOAT32, rows, columns, values));
        }

        Builder output(String operand, int rows, int columns) {
            return add(new Operand(operand, Role.OUTPUT, ElementType.FLOAT32, rows, columns, null));
        }

        /** A cursor that stays where it is, or that the operations advance. */
        Builder cursor(Role role, int position) {
            return add(new Operand("cursor", role, ElementType.INT32, 1, 1, Values.all(position)));
        }

        Builder add(Operand operand) {
            operands.add(operand);
            return this;
        }

        Builder runs(int count) {
            runs = count;
            return this;
        }

        /** The case holds in {@link Mode#EXACT} too, where the condition holds. */
        Builder exactIf(boolean condition) {
            exact = condition;
            return this;
        }

        Case ops(Function<Views, List<Op>> builder) {
            return new Case(name, operands, builder, runs, exact);
        }

        Case op(Function<Views, Op> builder) {
            return ops(views -> List.of(builder.apply(views)));
        }
    }
}
