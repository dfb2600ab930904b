package io.percept.opencl;

import io.percept.kernels.CpuBlock;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TiledVariant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plans that a device can run, and an estimate of their times in the manner of a roofline: multiplications, and what they load. */
final class GemmCandidates {
    /** Plans whose estimate is so many times the best one's are not worth a measurement. */
    private static final double HOPELESS = 2;

    /** Products too short to be split: a part must be worth a second launch. */
    private static final int SHORTEST_PART = 128;

    /**
     * m n k of the smallest product for tensor cores. Below, a product takes some microseconds on any of the variants, and a step of a network
     * is faster in the few launches that do several operations with float32's tiles.
     */
    private static final double SMALLEST_ON_TENSOR_CORES = 1 << 26;

    private final List<GemmPlan> whole;
    private final int computeUnits;

    private GemmCandidates(List<GemmPlan> whole, int computeUnits) {
        this.whole = whole;
        this.computeUnits = computeUnits;
    }

    static GemmCandidates of(DeviceTraits traits) {
        return of(traits, TensorCores.UNUSED);
    }

    static GemmCandidates of(DeviceTraits traits, TensorCores tensorCores) {
        Stream<? extends GemmVariant> usual =
                traits.kind() == DeviceKind.CPU ? CpuBlock.all(vectorWidth(traits)).stream() : GpuTile.all().stream();
        List<GemmPlan> plans = Stream.concat(usual, tensorCores.tiles().stream())
                .filter(variant -> variant.localBytes() <= traits.localMemory()
                        && variant.localSize()[0] * variant.localSize()[1] <= traits.maxWorkGroup())
                .map(GemmPlan::new)
                .toList();
        return new GemmCandidates(plans, Math.max(1, traits.computeUnits()));
    }

    /** The widest vectors that the kernels have and the device fills. */
    static int vectorWidth(DeviceTraits traits) {
        return traits.vectorWidth() >= 16 ? 16 : traits.vectorWidth() >= 8 ? 8 : 4;
    }

    /** What to take where nothing was measured. It is never split: a split product takes two launches. */
    GemmPlan likeliest(GemmShape shape) {
        return whole.stream()
                .filter(plan -> isLargeEnough(plan, shape))
                .min(Comparator.comparingDouble(plan -> estimate(plan, shape)))
                .orElseThrow();
    }

    /** What to measure, the likeliest first. */
    List<GemmPlan> worthTrying(GemmShape shape) {
        return Stream.of(false, true)
                .flatMap(tensor -> worthTrying(shape, tensor))
                .sorted(Comparator.comparingDouble((GemmPlan plan) -> plan.splits() == 1 ? 0 : 1)
                        .thenComparingDouble(plan -> estimate(plan, shape)))
                .toList();
    }

    /** Of tensor cores or of the others: estimates say little of how one kind does beside the other. */
    private Stream<GemmPlan> worthTrying(GemmShape shape, boolean tensor) {
        List<GemmPlan> plans = whole.stream()
                .filter(plan -> plan.variant() instanceof TensorTile == tensor && isLargeEnough(plan, shape))
                .toList();
        double least =
                plans.stream().mapToDouble(plan -> estimate(plan, shape)).min().orElse(0);
        return plans.stream()
                .flatMap(plan -> Stream.concat(Stream.of(plan), split(plan, shape)))
                .filter(plan -> estimate(plan, shape) < HOPELESS * least);
    }

    /** Small products are left to float32. */
    private static boolean isLargeEnough(GemmPlan plan, GemmShape shape) {
        return !(plan.variant() instanceof TensorTile)
                || (double) shape.m() * shape.n() * shape.k() >= SMALLEST_ON_TENSOR_CORES;
    }

    /** The plan in 2, 4, 8 and 16 parts, where it has too few tiles to fill the device and k is long. */
    private Stream<GemmPlan> split(GemmPlan plan, GemmShape shape) {
        if (!(plan.variant() instanceof TiledVariant tile)) {
            return Stream.empty();
        }
        Predicate<Integer> fits =
                splits -> shape.k() / splits >= SHORTEST_PART && tiles(tile, shape) * (splits / 2) < 2L * computeUnits;
        return Stream.of(2, 4, 8, 16).filter(fits).map(splits -> new GemmPlan(tile, splits));
    }

    /** A plan by its name, if this device can run it. */
    Stream<GemmPlan> named(String name) {
        String[] parts = name.split("\\*", 2);
        boolean split = parts.length == 2 && parts[1].matches("[1-9]\\d?");
        return whole.stream()
                .filter(plan -> plan.name().equals(parts[0]))
                .filter(plan -> parts.length == 1 || (split && plan.variant() instanceof TiledVariant))
                .map(plan -> new GemmPlan(plan.variant(), split ? Integer.parseInt(parts[1]) : 1));
    }

    /** In multiplications of one compute unit; estimates compare plans of one shape, and nothing else. */
    private double estimate(GemmPlan plan, GemmShape shape) {
        if (plan.variant() instanceof TensorTile tile) {
            double traffic = 1 + 16.0 * (tile.warpM() + tile.warpN()) / (tile.warpM() * tile.warpN());
            return tiled(tile, plan.splits(), shape, traffic / rate(tile.operands()));
        } else if (plan.variant() instanceof GpuTile tile) {
            double traffic = 1 + 4.0 * (tile.itemM() + tile.itemN()) / (tile.itemM() * tile.itemN());
            return tiled(tile, plan.splits(), shape, traffic);
        }
        return cpu((CpuBlock) plan.variant(), shape);
    }

    /**
     * Multiplications including those with padding, times loads per multiplication: a block of mr x nr loads mr + nr numbers for mr nr
     * multiplications.
     */
    private static double cpu(CpuBlock block, GemmShape shape) {
        double padded = (double) roundUp(shape.m(), block.mr()) * roundUp(shape.n(), block.nr());
        double vectors = block.vectors();
        return padded * shape.k() * (1 + (block.mr() + vectors) / (block.mr() * vectors));
    }

    /** How many times as many multiplications as float32's a tensor core does, of what data sheets say a good half; tuning measures it. */
    private static double rate(TensorTile.Operands operands) {
        return switch (operands) {
            case TF32X3 -> 1.5;
            case TF32 -> 4;
            case BF16 -> 8;
        };
    }

    /** Rounds of tiles over the compute units, times the cost of a tile's multiplications; and the adding of parts. */
    private double tiled(TiledVariant tile, int splits, GemmShape shape, double cost) {
        long rounds = (tiles(tile, shape) * splits + computeUnits - 1) / computeUnits;
        double work = (double) tile.tileM() * tile.tileN() * GemmVariant.divideUp(shape.k(), splits);
        double parts = splits == 1 ? 0 : (double) splits * shape.m() * shape.n() / computeUnits;
        return rounds * work * cost + parts;
    }

    private static long tiles(TiledVariant tile, GemmShape shape) {
        return (long) GemmVariant.divideUp(shape.m(), tile.tileM()) * GemmVariant.divideUp(shape.n(), tile.tileN());
    }

    private static long roundUp(int a, int b) {
        return (long) GemmVariant.divideUp(a, b) * b;
    }
}
