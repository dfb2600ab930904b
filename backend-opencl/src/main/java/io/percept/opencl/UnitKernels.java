package io.percept.opencl;

import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.Op;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.WinnerTakeAll;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.List;

/** The launches of units that are more than an elementwise function. */
final class UnitKernels {
    /** Rows that a work-item of the slopes' gradient adds up: a usual batch of 128 makes four parts of a layer's columns. */
    private static final int ROWS_PER_PART = 32;

    private final LaunchFactory launches;

    UnitKernels(LaunchFactory launches) {
        this.launches = launches;
    }

    ClLaunch prelu(PRelu op) {
        Build build = Build.of(Program.PRELU).with("SHARED", op.slope().columns() == 1);
        ClLaunch launch = launches.launch(build, "prelu")
                .matrix(op.x())
                .vector(op.slope())
                .matrix(op.y())
                .integer(op.y().rows())
                .integer(op.y().columns());
        return overElements(launch, build, op, op.y());
    }

    /** Two launches: the inputs' gradient with sums of parts of the rows, and the sums of those. */
    List<ClLaunch> preluBackward(PReluBackward op) {
        int rows = op.x().rows();
        int columns = op.x().columns();
        int parts = (rows + ROWS_PER_PART - 1) / ROWS_PER_PART;
        boolean shared = op.slope().columns() == 1;
        Build build = Build.of(Program.PRELU).with("SHARED", shared).with("ACCUMULATE", op.accumulate());
        long group = LaunchFactory.group(build);
        long bytes = (long) parts * columns * Float.BYTES;
        ClMemory sums = launches.scratch(bytes, "the parts of the slopes' gradient");
        ClLaunch inputs = launches.launch(build, "prelu_backward")
                .matrix(op.dy())
                .matrix(op.x())
                .vector(op.slope())
                .matrix(op.dx())
                .buffer(sums)
                .integer(0)
                .integer(rows)
                .integer(columns)
                .integer(ROWS_PER_PART)
                .over(
                        new long[] {LaunchFactory.roundUp(columns, (int) group), parts},
                        new long[] {group, 1},
                        new Launch(op.name(), "parts", op.x().shape(), op.flops(), op.bytes()));
        ClLaunch slopes = launches.launch(build, "prelu_sum")
                .buffer(sums)
                .integer(0)
                .vector(op.dslope())
                .integer(columns)
                .integer(parts)
                .over(
                        new long[] {shared ? group : LaunchFactory.roundUp(columns, (int) group)},
                        new long[] {group},
                        new Launch(
                                op.name(),
                                "sum of " + parts + " parts",
                                op.dslope().shape(),
                                (long) parts * columns,
                                bytes + op.dslope().bytes()));
        return List.of(inputs, slopes);
    }

    ClLaunch maxOfPieces(MaxOfPieces op) {
        Build build = Build.of(Program.MAXIMUM);
        ClLaunch launch = launches.launch(build, "max_of_pieces")
                .matrix(op.x())
                .matrix(op.y())
                .integer(op.y().rows())
                .integer(op.y().columns())
                .integer(op.pieces());
        return overElements(launch, build, op, op.y());
    }

    ClLaunch maxOfPiecesBackward(MaxOfPiecesBackward op) {
        Build build = Build.of(Program.MAXIMUM);
        ClLaunch launch = launches.launch(build, "max_of_pieces_backward")
                .matrix(op.dy())
                .matrix(op.x())
                .matrix(op.dx())
                .integer(op.dy().rows())
                .integer(op.dy().columns())
                .integer(op.pieces());
        return overElements(launch, build, op, op.dy());
    }

    ClLaunch winnerTakeAll(WinnerTakeAll op) {
        Build build = Build.of(Program.MAXIMUM);
        int group = LaunchFactory.group(build);
        return launches.launch(build, "winner_take_all")
                .matrix(op.x())
                .matrix(op.y())
                .integer(op.y().rows())
                .integer(op.y().columns())
                .over(
                        new long[] {(long) op.y().rows() * group},
                        new long[] {group},
                        new Launch(op.name(), "rows", op.y().shape(), op.flops(), op.bytes()));
    }

    private static ClLaunch overElements(ClLaunch launch, Build build, Op op, MatrixView y) {
        int group = LaunchFactory.group(build);
        return launch.over(
                new long[] {LaunchFactory.roundUp(y.columns(), group), y.rows()},
                new long[] {group, 1},
                new Launch(op.name(), "elements", y.shape(), op.flops(), op.bytes()));
    }
}
