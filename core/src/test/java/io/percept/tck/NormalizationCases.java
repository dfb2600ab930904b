package io.percept.tck;

import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.StandardizeColumns;
import java.util.ArrayList;
import java.util.List;

/** Batch and layer normalisation. */
final class NormalizationCases {
    private static final int[][] SHAPES = {
        {2, 1}, {2, 7}, {7, 2}, {3, 5}, {17, 31}, {31, 17}, {33, 65}, {64, 64}, {65, 33}, {2, 1025}, {1025, 3}
    };

    private static final double EPSILON = 1e-5;

    private NormalizationCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : SHAPES) {
            String size = " " + shape[0] + "x" + shape[1];
            cases.add(columns(size, shape, Values.signed(2)));
            cases.add(standardize(size, shape, true));
            cases.add(rows(size, shape, Values.signed(2), true));
            cases.add(rows(size, shape, Values.signed(2), false));
            for (boolean accumulate : new boolean[] {false, true}) {
                cases.add(columnsBackward(size, shape, accumulate));
                cases.add(rowsBackward(size, shape, accumulate));
            }
        }
        int[] shape = {9, 12};
        // Where Σx² - n·mean² would cancel, and where ε decides.
        cases.add(columns(" 9x12 far from zero", shape, far()));
        cases.add(rows(" 9x12 far from zero", shape, far(), true));
        cases.add(columns(" 9x12 all equal", shape, Values.all(0.125)));
        cases.add(rows(" 9x12 all equal", shape, Values.all(0.125), true));
        cases.add(rows(" 9x1", new int[] {9, 1}, Values.signed(), true));
        return cases;
    }

    /** Every operation once, none in place. */
    static List<Case> ofSize(int rows, int columns) {
        String size = " " + rows + "x" + columns;
        int[] shape = {rows, columns};
        return List.of(
                columns(size, shape, Values.signed(2)),
                columnsBackward(size, shape, false),
                standardize(size, shape, false),
                rows(size, shape, Values.signed(2), true),
                rowsBackward(size, shape, false));
    }

    /** Near 1000, a few thousandths apart, all multiples of 2⁻¹⁰. */
    private static Values far() {
        return (mode, random, row, column) -> 1000 + (random.nextInt(9) - 4) * 0x1p-10;
    }

    private static Case columns(String suffix, int[] shape, Values x) {
        int rows = shape[0];
        int columns = shape[1];
        return Case.named("normalize-columns" + suffix)
                .input("x", rows, columns, x)
                .input("gain", 1, columns, Values.signed())
                .input("shift", 1, columns, Values.signed())
                .output("mean", 1, columns)
                .output("inverse", 1, columns)
                .inOut("runningMean", 1, columns, Values.signed())
                .inOut("runningVariance", 1, columns, Values.notNegative())
                .output("y", rows, columns)
                .runs(2)
                .op(views -> new NormalizeColumns(
                        views.get("x"),
                        views.get("gain"),
                        views.get("shift"),
                        EPSILON,
                        0.1,
                        views.get("mean"),
                        views.get("inverse"),
                        views.get("runningMean"),
                        views.get("runningVariance"),
                        views.get("y")));
    }

    private static Case columnsBackward(String size, int[] shape, boolean accumulate) {
        int rows = shape[0];
        int columns = shape[1];
        Case.Builder builder = Case.named("normalize-columns-backward" + size + (accumulate ? " accumulating" : ""))
                .input("x", rows, columns, Values.signed(2))
                .input("mean", 1, columns, Values.signed())
                .input("inverse", 1, columns, Values.notNegative())
                .input("gain", 1, columns, Values.signed());
        return gradients(builder, rows, columns, accumulate)
                .op(views -> new NormalizeColumnsBackward(
                        views.get("dy"),
                        views.get("x"),
                        views.get("mean"),
                        views.get("inverse"),
                        views.get("gain"),
                        accumulate,
                        views.get(accumulate ? "dy" : "dx"),
                        views.get("dgain"),
                        views.get("dshift")));
    }

    /** Accumulating ones work in place too. */
    private static Case.Builder gradients(Case.Builder builder, int rows, int columns, boolean accumulate) {
        if (accumulate) {
            return builder.inOut("dy", rows, columns, Values.signed())
                    .inOut("dgain", 1, columns, Values.signed())
                    .inOut("dshift", 1, columns, Values.signed());
        }
        return builder.input("dy", rows, columns, Values.signed())
                .output("dx", rows, columns)
                .output("dgain", 1, columns)
                .output("dshift", 1, columns);
    }

    private static Case standardize(String size, int[] shape, boolean inPlace) {
        int columns = shape[1];
        Case.Builder builder = Case.named("standardize-columns" + size);
        if (inPlace) {
            builder.inOut("x", shape[0], columns, Values.signed(2));
        } else {
            builder.output("y", shape[0], columns).input("x", shape[0], columns, Values.signed(2));
        }
        builder.input("mean", 1, columns, Values.signed())
                .input("variance", 1, columns, Values.notNegative())
                .input("gain", 1, columns, Values.signed())
                .input("shift", 1, columns, Values.signed());
        return builder.op(views -> new StandardizeColumns(
                views.get("x"),
                views.get("mean"),
                views.get("variance"),
                views.get("gain"),
                views.get("shift"),
                EPSILON,
                views.get(inPlace ? "x" : "y")));
    }

    /** With statistics kept, or in place. */
    private static Case rows(String suffix, int[] shape, Values x, boolean kept) {
        int rows = shape[0];
        int columns = shape[1];
        Case.Builder builder = Case.named("normalize-rows" + suffix + (kept ? "" : " in place"))
                .input("gain", 1, columns, Values.signed())
                .input("shift", 1, columns, Values.signed());
        if (kept) {
            builder.input("x", rows, columns, x)
                    .output("mean", 1, rows)
                    .output("inverse", 1, rows)
                    .output("y", rows, columns);
        } else {
            builder.inOut("x", rows, columns, x);
        }
        return builder.op(views -> new NormalizeRows(
                views.get("x"),
                views.get("gain"),
                views.get("shift"),
                EPSILON,
                views.get("mean"),
                views.get("inverse"),
                views.get(kept ? "y" : "x")));
    }

    private static Case rowsBackward(String size, int[] shape, boolean accumulate) {
        int rows = shape[0];
        int columns = shape[1];
        Case.Builder builder = Case.named("normalize-rows-backward" + size + (accumulate ? " accumulating" : ""))
                .input("x", rows, columns, Values.signed(2))
                .input("mean", 1, rows, Values.signed())
                .input("inverse", 1, rows, Values.notNegative())
                .input("gain", 1, columns, Values.signed());
        return gradients(builder, rows, columns, accumulate)
                .op(views -> new NormalizeRowsBackward(
                        views.get("dy"),
                        views.get("x"),
                        views.get("mean"),
                        views.get("inverse"),
                        views.get("gain"),
                        accumulate,
                        views.get(accumulate ? "dy" : "dx"),
                        views.get("dgain"),
                        views.get("dshift")));
    }
}
