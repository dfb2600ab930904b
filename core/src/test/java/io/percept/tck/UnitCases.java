package io.percept.tck;

import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.WinnerTakeAll;
import java.util.ArrayList;
import java.util.List;

/** Units that are more than an elementwise function: learned slopes, the maximum of pieces, and the winner that takes all. */
final class UnitCases {
    private static final int[][] SHAPES = {
        {1, 1}, {1, 7}, {7, 1}, {3, 5}, {17, 31}, {31, 17}, {33, 65}, {64, 64}, {65, 33}, {1, 4097}, {1025, 3}
    };

    private static final int[][] UNITS_AND_PIECES = {
        {1, 1, 1}, {1, 1, 7}, {3, 5, 2}, {7, 3, 1}, {17, 31, 3}, {33, 65, 2}, {64, 64, 4}, {1, 3, 1001}, {1025, 2, 5}
    };

    /** Ties, the first of which wins; zeros of both signs; and the same at the far ends of float32. */
    private static final double[] TIES = {
        1, 3, 3, 3, 0, 0, -0.0, 0, -0.0, 0, 0, -1, -3e38, -3e38, -3e38, -3e38, 3e38, -3e38, 3e38, 0
    };

    private UnitCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : SHAPES) {
            for (boolean shared : new boolean[] {false, true}) {
                cases.addAll(prelus(shape[0], shape[1], shared));
            }
            cases.addAll(winners(shape[0], shape[1]));
        }
        for (int[] shape : UNITS_AND_PIECES) {
            cases.addAll(maxima(shape[0], shape[1], shape[2], Values.signed(), ""));
        }
        cases.addAll(maxima(5, 1, 4, Values.of(4, TIES), " ties"));
        cases.addAll(maxima(5, 2, 2, Values.of(4, TIES), " ties"));
        cases.add(Case.named("winner-take-all 5x4 ties")
                .input("x", 5, 4, Values.of(4, TIES))
                .output("y", 5, 4)
                .op(views -> new WinnerTakeAll(views.get("x"), views.get("y"))));
        return cases;
    }

    /** Every operation once. */
    static List<Case> ofSize(int rows, int columns) {
        List<Case> cases = new ArrayList<>(List.of(
                prelu(rows, columns, false), preluBackward(rows, columns, false), winnerTakeAll(rows, columns)));
        cases.addAll(maxima(rows, columns / 2, 2, Values.signed(), ""));
        return cases;
    }

    private static Case prelu(int rows, int columns, boolean shared) {
        return Case.named("prelu " + rows + "x" + columns + (shared ? " shared" : ""))
                .input("x", rows, columns, Values.signed(2))
                .input("slope", 1, shared ? 1 : columns, Values.signed(0.5))
                .output("y", rows, columns)
                .exactIf(true)
                .op(views -> new PRelu(views.get("x"), views.get("slope"), views.get("y")));
    }

    private static Case preluBackward(int rows, int columns, boolean shared) {
        int slopes = shared ? 1 : columns;
        return Case.named("prelu-backward " + rows + "x" + columns + (shared ? " shared" : ""))
                .input("dy", rows, columns, Values.signed())
                .input("x", rows, columns, Values.signed(2))
                .input("slope", 1, slopes, Values.signed(0.5))
                .output("dx", rows, columns)
                .output("dslope", 1, slopes)
                .exactIf(true)
                .op(views -> new PReluBackward(
                        views.get("dy"),
                        views.get("x"),
                        views.get("slope"),
                        false,
                        views.get("dx"),
                        views.get("dslope")));
    }

    private static List<Case> prelus(int rows, int columns, boolean shared) {
        String name = rows + "x" + columns + (shared ? " shared" : "");
        int slopes = shared ? 1 : columns;
        return List.of(
                prelu(rows, columns, shared),
                Case.named("prelu " + name + " in place")
                        .inOut("x", rows, columns, Values.signed(2))
                        .input("slope", 1, slopes, Values.signed(0.5))
                        .exactIf(true)
                        .op(views -> new PRelu(views.get("x"), views.get("slope"), views.get("x"))),
                preluBackward(rows, columns, shared),
                Case.named("prelu-backward " + name + " accumulating in place")
                        .inOut("dy", rows, columns, Values.signed())
                        .input("x", rows, columns, Values.signed(2))
                        .input("slope", 1, slopes, Values.signed(0.5))
                        .inOut("dslope", 1, slopes, Values.signed())
                        .exactIf(true)
                        .op(views -> new PReluBackward(
                                views.get("dy"),
                                views.get("x"),
                                views.get("slope"),
                                true,
                                views.get("dy"),
                                views.get("dslope"))));
    }

    private static List<Case> maxima(int rows, int units, int pieces, Values x, String suffix) {
        String name = rows + "x" + units + "x" + pieces + suffix;
        // Small integers, of which many pieces are equal.
        boolean exact = suffix.isEmpty();
        return List.of(
                Case.named("max-of-pieces " + name)
                        .input("x", rows, units * pieces, x)
                        .output("y", rows, units)
                        .exactIf(exact)
                        .op(views -> new MaxOfPieces(views.get("x"), views.get("y"))),
                Case.named("max-of-pieces-backward " + name)
                        .input("dy", rows, units, Values.signed())
                        .input("x", rows, units * pieces, x)
                        .output("dx", rows, units * pieces)
                        .exactIf(exact)
                        .op(views -> new MaxOfPiecesBackward(views.get("dy"), views.get("x"), views.get("dx"))));
    }

    private static List<Case> winners(int rows, int columns) {
        return List.of(
                winnerTakeAll(rows, columns),
                Case.named("winner-take-all " + rows + "x" + columns + " in place")
                        .inOut("x", rows, columns, Values.signed())
                        .exactIf(true)
                        .op(views -> new WinnerTakeAll(views.get("x"), views.get("x"))));
    }

    private static Case winnerTakeAll(int rows, int columns) {
        return Case.named("winner-take-all " + rows + "x" + columns)
                .input("x", rows, columns, Values.signed())
                .output("y", rows, columns)
                .exactIf(true)
                .op(views -> new WinnerTakeAll(views.get("x"), views.get("y")));
    }
}
