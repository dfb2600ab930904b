package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import java.util.Arrays;

/** Sums down the columns: db = or += Σ rows of dz, each column from the first row to the last. */
final class ColumnSums extends Kernel {
    private final Row dz;
    private final Row db;
    private final int rows;
    private final int columnsPerChunk;
    private final boolean accumulate;
    private final float[] sums;
    private final RowLoops loops = Arithmetic.best().rows();

    ColumnSums(MatrixView dz, MatrixView db, boolean accumulate) {
        super(
                new Launch("ColumnSums", "columns", dz.shape(), dz.size(), dz.bytes() + db.bytes()),
                divideUp(dz.columns(), columnsPerChunk(dz.columns(), dz.rows())));
        this.dz = new Row(dz);
        this.db = new Row(db);
        this.rows = dz.rows();
        this.columnsPerChunk = columnsPerChunk(dz.columns(), dz.rows());
        this.accumulate = accumulate;
        this.sums = new float[dz.columns()];
    }

    @Override
    void run(int chunk, int worker) {
        int first = chunk * columnsPerChunk;
        int n = Math.min(columnsPerChunk, dz.columns - first);
        Arrays.fill(sums, first, first + n, 0f);
        for (int row = 0; row < rows; row++) {
            loops.add(sums, first, dz.data, dz.start(row) + first, sums, first, n);
        }
        int start = db.start(0) + first;
        if (accumulate) {
            loops.add(sums, first, db.data, start, db.data, start, n);
        } else {
            System.arraycopy(sums, first, db.data, start, n);
        }
    }
}
