package io.percept.opencl;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Executable.Launch;
import io.percept.backend.GatherRows;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.kernels.Build;
import io.percept.kernels.CpuBlock;
import io.percept.kernels.CpuShare;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;
import io.percept.kernels.TiledVariant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Turns the dense layer's operations into launches of a matrix product, one each unless the plan splits it. */
final class GemmLowering {
    private static final int VECTOR = 4;

    private final LaunchFactory launches;
    private final GemmPlanner planner;

    GemmLowering(LaunchFactory launches, GemmPlanner planner) {
        this.launches = launches;
        this.planner = planner;
    }

    /**
     * A product and what becomes of it; operands that are not there are null.
     *
     * @param a the first operand as stored
     * @param b the second
     * @param activation f, or with {@code value} the f of f′
     * @param sums receives the sums of op(a)'s rows
     */
    private record Product(
            Op op,
            GemmPlanner.Form form,
            MatrixView a,
            MatrixView b,
            MatrixView bias,
            MatrixView value,
            Activation activation,
            MatrixView z,
            MatrixView c,
            MatrixView sums,
            boolean accumulate) {
        int k() {
            return form == GemmPlanner.Form.TN ? a.rows() : a.columns();
        }

        Stream<MatrixView> operands() {
            return Stream.of(a, b, bias, value, z, c, sums).filter(Objects::nonNull);
        }
    }

    List<ClLaunch> affine(Affine op) {
        return lower(forward(op));
    }

    private static Product forward(Affine op) {
        return new Product(
                op, GemmPlanner.Form.NT, op.x(), op.w(), op.b(), null, op.activation(), op.z(), op.y(), null, false);
    }

    /** A layer whose inputs are gathered by the launch itself, which leaves them where the gathering would. */
    ClLaunch affineOfBatch(GatherRows gather, Affine op, GpuTile tile) {
        Product product = forward(op);
        Stream<MatrixView> vectors =
                Stream.concat(product.operands(), Stream.of(gather.source(), gather.mean(), gather.scale()));
        Build build = StepKernels.ofSource(build(product, tile), gather)
                .with("GATHER", true)
                .with("ALIGNED", areAligned(vectors.filter(Objects::nonNull)));
        ClLaunch launch = launches.launch(build, "gemm")
                .matrix(gather.source())
                .vector(gather.permutation())
                .vector(gather.cursor());
        StepKernels.standardization(launch, gather);
        int m = op.y().rows();
        int n = op.y().columns();
        results(product, launch.matrix(op.x()).matrix(op.w()))
                .integer(m)
                .integer(n)
                .integer(product.k())
                .integer(gather.source().rows())
                .integer(gather.permutation().columns())
                .integer(gather.stride());
        return launch.over(
                tile.globalSize(m, n),
                tile.localSize(),
                LaunchFactory.describe(
                        gather.name() + ", " + op.name(),
                        "NT " + tile.name(),
                        m + " x " + n + " x " + product.k(),
                        gather,
                        op));
    }

    List<ClLaunch> backwardInput(AffineBackwardInput op) {
        return lower(new Product(
                op,
                GemmPlanner.Form.NN,
                op.dz(),
                op.w(),
                null,
                op.value(),
                op.activation(),
                null,
                op.dx(),
                null,
                op.accumulate()));
    }

    List<ClLaunch> backwardWeights(AffineBackwardWeights op) {
        return lower(new Product(
                op,
                GemmPlanner.Form.TN,
                op.dz(),
                op.x(),
                null,
                null,
                new Activation.Identity(),
                null,
                op.dw(),
                op.db(),
                op.accumulate()));
    }

    private List<ClLaunch> lower(Product product) {
        MatrixView c = product.c();
        GemmPlan plan = planner.choose(product.form(), c.rows(), c.columns(), product.k());
        GemmVariant variant = plan.variant();
        Build build = build(product, variant);
        if (variant instanceof CpuBlock block) {
            return List.of(onCpu(product, block, build));
        }
        TiledVariant tile = (TiledVariant) variant;
        Build aligned = build.with("ALIGNED", areAligned(product.operands()));
        // Parts begin at multiples of the tiles' depth, so that vector loads stay aligned.
        int depth = GemmVariant.divideUp(product.k(), tile.tileK() * plan.splits()) * tile.tileK();
        return depth >= product.k()
                ? List.of(onGpu(product, tile, aligned))
                : inParts(product, tile, depth, aligned.with("SPLIT_K", true));
    }

    private static Build build(Product product, GemmVariant variant) {
        Build build = LaunchFactory.with(Build.of(variant.program()), product.activation())
                .with(variant)
                .with("FORM", product.form().name())
                .with("BIAS", product.bias() != null)
                .with("DERIVATIVE", product.value() != null)
                .with("KEEP_Z", product.z() != null)
                .with("ACCUMULATE", product.accumulate())
                .with("COLUMN_SUMS", product.sums() != null);
        return variant instanceof GpuTile tile ? build.with("BAND", tile.band()) : build;
    }

    /** Whether every row of every view starts at a multiple of four elements, so that four can be moved at once. */
    static boolean areAligned(Stream<MatrixView> views) {
        return views.allMatch(
                view -> view.offset() % VECTOR == 0 && (view.rows() == 1 || view.rowStride() % VECTOR == 0));
    }

    private ClLaunch onCpu(Product product, CpuBlock block, Build build) {
        int m = product.c().rows();
        int n = product.c().columns();
        boolean transposedA = product.form() == GemmPlanner.Form.TN;
        CpuShare share = CpuShare.of(
                block, transposedA, m, n, product.k(), launches.traits().computeUnits());
        ClLaunch launch = operands(product, launches.launch(build, "gemm"))
                .buffer(launches.scratch(share.workspace() * Float.BYTES, "the packed operands of a product"))
                .integer(0)
                .integer(m)
                .integer(n)
                .integer(product.k())
                .integer(share.rows())
                .integer(share.panels());
        return launch.over(share.globalSize(), block.localSize(), describe(product, block));
    }

    private ClLaunch onGpu(Product product, TiledVariant tile, Build build) {
        int m = product.c().rows();
        int n = product.c().columns();
        ClLaunch launch = operands(product, launches.launch(build, "gemm"))
                .integer(m)
                .integer(n)
                .integer(product.k());
        return launch.over(tile.globalSize(m, n), tile.localSize(), describe(product, tile));
    }

    /** A launch that sums {@code depth} products into each part of a workspace, and one that adds the parts and finishes. */
    private List<ClLaunch> inParts(Product product, TiledVariant tile, int depth, Build build) {
        int m = product.c().rows();
        int n = product.c().columns();
        int splits = GemmVariant.divideUp(product.k(), depth);
        long bytes = TiledVariant.workspace(m, n, splits, product.sums() != null) * Float.BYTES;
        ClMemory workspace = launches.scratch(bytes, "the parts of a product");
        long[] groups = tile.globalSize(m, n);
        long[] items = tile.localSize();
        ClLaunch parts = launches.launch(build, "gemm")
                .matrix(product.a())
                .matrix(product.b())
                .buffer(workspace)
                .integer(0)
                .integer(m)
                .integer(n)
                .integer(product.k())
                .integer(depth)
                .over(
                        new long[] {groups[0], groups[1], splits},
                        new long[] {items[0], items[1], 1},
                        describe(product, tile));
        int group = LaunchFactory.group(build);
        ClLaunch sum = results(
                        product,
                        launches.launch(build, "gemm_sum").buffer(workspace).integer(0))
                .integer(m)
                .integer(n)
                .integer(splits)
                .over(
                        new long[] {LaunchFactory.roundUp(GemmVariant.divideUp(n, VECTOR), group), m},
                        new long[] {group, 1},
                        new Launch(
                                product.op().name(),
                                "sum of " + splits + " parts",
                                product.c().shape(),
                                (long) splits * m * n,
                                bytes + product.c().bytes()));
        return List.of(parts, sum);
    }

    private static ClLaunch operands(Product product, ClLaunch launch) {
        return results(product, launch.matrix(product.a()).matrix(product.b()));
    }

    /** What the sums are combined with, and where they go. */
    private static ClLaunch results(Product product, ClLaunch launch) {
        if (product.bias() != null) {
            launch.vector(product.bias());
        }
        if (product.value() != null) {
            launch.matrix(product.value());
        }
        if (product.z() != null) {
            launch.matrix(product.z());
        }
        launch.matrix(product.c());
        if (product.sums() != null) {
            launch.vector(product.sums());
        }
        return launch;
    }

    private static Launch describe(Product product, GemmVariant variant) {
        String sizes = product.c().rows() + " x " + product.c().columns() + " x " + product.k();
        String name = product.form() + " " + variant.name();
        return new Launch(
                product.op().name(),
                name,
                sizes,
                product.op().flops(),
                product.op().bytes());
    }
}
