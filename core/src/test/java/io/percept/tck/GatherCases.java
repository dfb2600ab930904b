package io.percept.tck;

import io.percept.backend.ElementType;
import io.percept.backend.GatherRows;
import java.util.ArrayList;
import java.util.List;

/** Batches collected from data sets of every type, whole ones and the short one at the end. */
final class GatherCases {
    private static final int SOURCE_ROWS = 43;

    private GatherCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
            for (int columns : new int[] {1, 7, 64, 785}) {
                cases.add(gather(type, 1, 1, columns, 5, false));
                cases.add(gather(type, 16, 16, columns, 0, false));
                cases.add(gather(type, 17, 17, columns, 1, false));
                cases.add(gather(type, 3, 20, columns, 2, false));
                if (type != ElementType.INT32) {
                    cases.add(gather(type, 17, 17, columns, 1, true));
                    cases.add(gather(type, 3, 20, columns, 2, true));
                }
            }
        }
        return cases;
    }

    /** A batch of images' bytes, standardised, and one of numbers. */
    static List<Case> ofSize(int batch, int columns) {
        return List.of(
                gather(ElementType.UINT8, batch, batch, columns, 0, true),
                gather(ElementType.FLOAT32, batch, batch, columns, 0, false));
    }

    /** Batch number {@code cursor} of {@code stride} rows, of which {@code rows} are taken. */
    private static Case gather(ElementType type, int rows, int stride, int columns, int cursor, boolean standardised) {
        Values values = type == ElementType.FLOAT32 ? Values.signed() : Values.below(256);
        int order = Math.max(64, stride);
        Case.Builder builder = Case.named("gather " + type + " " + rows + " of " + stride + "x" + columns
                        + (standardised ? " standardised" : ""))
                .add(new Operand("source", Role.INPUT, type, SOURCE_ROWS, columns, values))
                .add(new Operand("permutation", Role.INPUT, ElementType.INT32, 1, order, Values.below(SOURCE_ROWS)))
                .cursor(Role.INPUT, cursor)
                .add(new Operand(
                        "y",
                        Role.OUTPUT,
                        type == ElementType.INT32 ? ElementType.INT32 : ElementType.FLOAT32,
                        rows,
                        columns,
                        null))
                .exactIf(true);
        if (standardised) {
            builder.input("mean", 1, columns, Values.signed()).input("scale", 1, columns, Values.signed());
        }
        return builder.op(views -> new GatherRows(
                views.get("source"),
                views.get("permutation"),
                views.get("cursor"),
                stride,
                views.get("mean"),
                views.get("scale"),
                views.get("y")));
    }
}
