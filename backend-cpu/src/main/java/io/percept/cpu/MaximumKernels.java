package io.percept.cpu;

import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.WinnerTakeAll;
import java.util.Arrays;

/** What chooses the first largest of some neighbours, NaN being larger than every number. */
final class MaximumKernels {
    private MaximumKernels() {}

    static Kernel maxOfPieces(MaxOfPieces op) {
        Row x = new Row(op.x());
        Row y = new Row(op.y());
        int pieces = op.pieces();
        return new Elementwise(op, op.x(), row -> {
            int from = x.start(row);
            int to = y.start(row);
            for (int unit = 0; unit < y.columns; unit++, from += pieces) {
                y.data[to + unit] = x.data[firstLargest(x.data, from, pieces)];
            }
        });
    }

    static Kernel maxOfPiecesBackward(MaxOfPiecesBackward op) {
        Row dy = new Row(op.dy());
        Row x = new Row(op.x());
        Row dx = new Row(op.dx());
        int pieces = op.pieces();
        return new Elementwise(op, op.dx(), row -> {
            int from = x.start(row);
            int to = dx.start(row);
            Arrays.fill(dx.data, to, to + dx.columns, 0f);
            for (int unit = 0; unit < dy.columns; unit++) {
                int first = unit * pieces;
                int winner = firstLargest(x.data, from + first, pieces) - from;
                dx.data[to + winner] = dy.data[dy.start(row) + unit];
            }
        });
    }

    static Kernel winnerTakeAll(WinnerTakeAll op) {
        Row x = new Row(op.x());
        Row y = new Row(op.y());
        return new Elementwise(op, op.y(), row -> {
            int from = x.start(row);
            int to = y.start(row);
            int winner = firstLargest(x.data, from, x.columns);
            boolean none = Float.isNaN(x.data[winner]);
            Arrays.fill(y.data, to, to + y.columns, none ? Float.NaN : 0f);
            if (!none) {
                y.data[to + winner - from] = 1;
            }
        });
    }

    private static int firstLargest(float[] x, int start, int n) {
        int winner = start;
        for (int j = start + 1; j < start + n && !Float.isNaN(x[winner]); j++) {
            if (x[j] > x[winner] || Float.isNaN(x[j])) {
                winner = j;
            }
        }
        return winner;
    }
}
