package io.percept.reference;

import static io.percept.reference.ReferenceBuffer.get;
import static io.percept.reference.ReferenceBuffer.set;

import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.WinnerTakeAll;

/** What the units that are more than an elementwise function do. */
final class Units {
    private Units() {}

    static void prelu(PRelu op) {
        for (int i = 0; i < op.x().rows(); i++) {
            for (int j = 0; j < op.x().columns(); j++) {
                double x = get(op.x(), i, j);
                set(op.y(), i, j, x > 0 ? x : get(op.slope(), 0, op.slopeOf(j)) * x);
            }
        }
    }

    static void preluBackward(PReluBackward op) {
        double[] sums = new double[op.slope().columns()];
        for (int j = 0; op.accumulate() && j < sums.length; j++) {
            sums[j] = get(op.dslope(), 0, j);
        }
        for (int i = 0; i < op.x().rows(); i++) {
            for (int j = 0; j < op.x().columns(); j++) {
                double x = get(op.x(), i, j);
                double dy = get(op.dy(), i, j);
                int slope = op.slopeOf(j);
                if (!(x > 0)) {
                    sums[slope] += dy * x;
                }
                set(op.dx(), i, j, x > 0 ? dy : get(op.slope(), 0, slope) * dy);
            }
        }
        for (int j = 0; j < sums.length; j++) {
            set(op.dslope(), 0, j, sums[j]);
        }
    }

    static void maxOfPieces(MaxOfPieces op) {
        for (int i = 0; i < op.y().rows(); i++) {
            for (int unit = 0; unit < op.y().columns(); unit++) {
                int winner = firstLargest(op.x(), i, unit * op.pieces(), op.pieces());
                set(op.y(), i, unit, get(op.x(), i, winner));
            }
        }
    }

    static void maxOfPiecesBackward(MaxOfPiecesBackward op) {
        for (int i = 0; i < op.dy().rows(); i++) {
            for (int unit = 0; unit < op.dy().columns(); unit++) {
                int first = unit * op.pieces();
                int winner = firstLargest(op.x(), i, first, op.pieces());
                for (int j = first; j < first + op.pieces(); j++) {
                    set(op.dx(), i, j, j == winner ? get(op.dy(), i, unit) : 0);
                }
            }
        }
    }

    static void winnerTakeAll(WinnerTakeAll op) {
        int n = op.x().columns();
        for (int i = 0; i < op.x().rows(); i++) {
            int winner = firstLargest(op.x(), i, 0, n);
            boolean none = Double.isNaN(get(op.x(), i, winner));
            for (int j = 0; j < n; j++) {
                set(op.y(), i, j, none ? Double.NaN : j == winner ? 1 : 0);
            }
        }
    }

    /** The column of the first largest of n elements of a row from {@code first} on; {@link Double#compare} has NaN above all else. */
    private static int firstLargest(MatrixView x, int row, int first, int n) {
        int winner = first;
        for (int j = first + 1; j < first + n; j++) {
            // + 0.0 makes the zeros equal.
            if (Double.compare(get(x, row, j) + 0.0, get(x, row, winner) + 0.0) > 0) {
                winner = j;
            }
        }
        return winner;
    }
}
