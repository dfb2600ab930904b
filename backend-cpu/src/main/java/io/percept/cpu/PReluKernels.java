package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import java.util.Arrays;
import java.util.List;

/** ReLU with learned slopes. */
final class PReluKernels {
    private PReluKernels() {}

    static Kernel forward(PRelu op) {
        Row x = new Row(op.x());
        Row slope = new Row(op.slope());
        Row y = new Row(op.y());
        int step = slope.columns == 1 ? 0 : 1;
        return new Elementwise(
                op,
                op.y(),
                row -> scale(x.data, x.start(row), x.data, x.start(row), slope, step, y.data, y.start(row), x.columns));
    }

    /** The slopes' gradient first: dx may take dy's place. */
    static List<Kernel> backward(PReluBackward op) {
        Row dy = new Row(op.dy());
        Row x = new Row(op.x());
        Row slope = new Row(op.slope());
        Row dx = new Row(op.dx());
        int step = slope.columns == 1 ? 0 : 1;
        float[] sums = new float[x.columns];
        Kernel inputs = new Elementwise(
                op,
                op.dx(),
                row -> scale(
                        x.data, x.start(row), dy.data, dy.start(row), slope, step, dx.data, dx.start(row), x.columns));
        return List.of(new SumsBelow(op, sums), new SlopeGradient(op, sums), inputs);
    }

    /** y = from where x > 0, else slope from. */
    private static void scale(
            float[] x, int xStart, float[] from, int fromStart, Row slope, int step, float[] y, int yStart, int n) {
        float[] slopes = slope.data;
        int first = slope.start(0);
        for (int j = 0; j < n; j++) {
            float value = from[fromStart + j];
            y[yStart + j] = x[xStart + j] > 0 ? value : slopes[first + j * step] * value;
        }
    }

    /** For each column the sum of dy x where x is not above 0, from the first row to the last. */
    private static final class SumsBelow extends Kernel {
        private final Row dy;
        private final Row x;
        private final int rows;
        private final int columnsPerChunk;
        private final float[] sums;

        private SumsBelow(PReluBackward op, float[] sums) {
            super(
                    new Launch(
                            "SlopeSums",
                            "columns",
                            op.x().shape(),
                            2 * op.x().size(),
                            2 * op.x().bytes()),
                    divideUp(
                            op.x().columns(),
                            columnsPerChunk(op.x().columns(), op.x().rows())));
            this.dy = new Row(op.dy());
            this.x = new Row(op.x());
            this.rows = op.x().rows();
            this.columnsPerChunk = columnsPerChunk(op.x().columns(), rows);
            this.sums = sums;
        }

        @Override
        void run(int chunk, int worker) {
            int first = chunk * columnsPerChunk;
            int n = Math.min(columnsPerChunk, x.columns - first);
            Arrays.fill(sums, first, first + n, 0f);
            for (int row = 0; row < rows; row++) {
                addRow(dy.start(row) + first, x.start(row) + first, first, n);
            }
        }

        private void addRow(int dyStart, int xStart, int first, int n) {
            for (int j = 0; j < n; j++) {
                float value = x.data[xStart + j];
                sums[first + j] += value > 0 ? 0 : dy.data[dyStart + j] * value;
            }
        }
    }

    /** The sums, or the sum of all of them where the slope is shared. */
    private static final class SlopeGradient extends Kernel {
        private final Row dslope;
        private final float[] sums;
        private final boolean accumulate;

        private SlopeGradient(PReluBackward op, float[] sums) {
            super(new Launch("SlopeGradient", "one", op.dslope().shape(), sums.length, 4L * sums.length), 1);
            this.dslope = new Row(op.dslope());
            this.sums = sums;
            this.accumulate = op.accumulate();
        }

        @Override
        void run(int chunk, int worker) {
            int start = dslope.start(0);
            if (!accumulate) {
                Arrays.fill(dslope.data, start, start + dslope.columns, 0f);
            }
            if (dslope.columns == 1) {
                float sum = 0;
                for (float each : sums) {
                    sum += each;
                }
                dslope.data[start] += sum;
            } else {
                for (int j = 0; j < sums.length; j++) {
                    dslope.data[start + j] += sums[j];
                }
            }
        }
    }
}
