package io.percept.opencl;

import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.Op;
import io.percept.backend.StandardizeColumns;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.List;

/** The launches of batch and layer normalisation. */
final class NormalizationKernels {
    private final LaunchFactory launches;

    NormalizationKernels(LaunchFactory launches) {
        this.launches = launches;
    }

    ClLaunch columns(NormalizeColumns op) {
        Build build = Build.of(Program.NORMALIZE_COLUMNS);
        ClLaunch launch = launches.launch(build, "normalize_columns")
                .matrix(op.x())
                .vector(op.gain())
                .vector(op.shift())
                .vector(op.mean())
                .vector(op.inverse())
                .vector(op.runningMean())
                .vector(op.runningVariance())
                .matrix(op.y())
                .integer(op.x().rows())
                .integer(op.x().columns())
                .real((float) op.epsilon())
                .real((float) op.momentum())
                .real((float) (1 - op.momentum()));
        return downColumns(launch, build, op.x(), describe(op, "columns", op.x()));
    }

    ClLaunch columnsBackward(NormalizeColumnsBackward op) {
        Build build = Build.of(Program.NORMALIZE_COLUMNS).with("ACCUMULATE", op.accumulate());
        ClLaunch launch = launches.launch(build, "normalize_columns_backward")
                .matrix(op.dy())
                .matrix(op.x())
                .vector(op.mean())
                .vector(op.inverse())
                .vector(op.gain())
                .matrix(op.dx())
                .vector(op.dgain())
                .vector(op.dshift())
                .integer(op.x().rows())
                .integer(op.x().columns());
        return downColumns(launch, build, op.x(), describe(op, "columns", op.x()));
    }

    ClLaunch standardize(StandardizeColumns op) {
        Build build = Build.of(Program.NORMALIZE_COLUMNS);
        int columns = number(build, "COLUMNS");
        int lanes = number(build, "LANES");
        return launches.launch(build, "standardize_columns")
                .matrix(op.x())
                .vector(op.mean())
                .vector(op.variance())
                .vector(op.gain())
                .vector(op.shift())
                .matrix(op.y())
                .integer(op.x().rows())
                .integer(op.x().columns())
                .real((float) op.epsilon())
                .over(
                        new long[] {
                            LaunchFactory.roundUp(op.x().columns(), columns),
                            LaunchFactory.roundUp(op.x().rows(), lanes)
                        },
                        new long[] {columns, lanes},
                        describe(op, "elements", op.x()));
    }

    ClLaunch rows(NormalizeRows op) {
        Build build = Build.of(Program.NORMALIZE_ROWS).with("KEEP", op.mean() != null);
        ClLaunch launch = launches.launch(build, "normalize_rows")
                .matrix(op.x())
                .vector(op.gain())
                .vector(op.shift());
        if (op.mean() != null) {
            launch.vector(op.mean()).vector(op.inverse());
        }
        launch.matrix(op.y()).integer(op.x().rows()).integer(op.x().columns()).real((float) op.epsilon());
        return alongRows(launch, build, op.x(), describe(op, "rows", op.x()));
    }

    /** Two launches: the sums down the columns, and then the inputs' gradient, which may take dy's place. */
    List<ClLaunch> rowsBackward(NormalizeRowsBackward op) {
        Build build = Build.of(Program.NORMALIZE_ROWS).with("ACCUMULATE", op.accumulate());
        ClLaunch sums = launches.launch(build, "normalize_rows_sums")
                .matrix(op.dy())
                .matrix(op.x())
                .vector(op.mean())
                .vector(op.inverse())
                .vector(op.dgain())
                .vector(op.dshift())
                .integer(op.x().rows())
                .integer(op.x().columns());
        ClLaunch inputs = launches.launch(build, "normalize_rows_backward")
                .matrix(op.dy())
                .matrix(op.x())
                .vector(op.mean())
                .vector(op.inverse())
                .vector(op.gain())
                .matrix(op.dx())
                .integer(op.x().rows())
                .integer(op.x().columns());
        long moved = op.dy().bytes() + op.x().bytes();
        Launch down = new Launch(op.name(), "sums", op.x().shape(), 3 * op.x().size(), moved);
        return List.of(
                downColumns(sums, build, op.x(), down), alongRows(inputs, build, op.x(), describe(op, "rows", op.x())));
    }

    private static ClLaunch downColumns(ClLaunch launch, Build build, MatrixView x, Launch description) {
        int columns = number(build, "COLUMNS");
        int lanes = number(build, "LANES");
        return launch.over(
                new long[] {LaunchFactory.roundUp(x.columns(), columns), lanes},
                new long[] {columns, lanes},
                description);
    }

    private static ClLaunch alongRows(ClLaunch launch, Build build, MatrixView x, Launch description) {
        int group = LaunchFactory.group(build);
        return launch.over(new long[] {(long) x.rows() * group}, new long[] {group}, description);
    }

    private static int number(Build build, String option) {
        return Integer.parseInt(build.value(option));
    }

    private static Launch describe(Op op, String variant, MatrixView x) {
        return new Launch(op.name(), variant, x.shape(), op.flops(), op.bytes());
    }
}
