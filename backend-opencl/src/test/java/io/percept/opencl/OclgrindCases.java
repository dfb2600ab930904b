package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.MeasurableProvider.Limit;
import io.percept.kernels.CpuBlock;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TensorTile.Operands;
import io.percept.tck.Case;
import io.percept.tck.CaseCheck;
import io.percept.tck.Cases;
import io.percept.tck.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that runs cases of the conformance kit on the first device, for a simulator that takes long for each, and writes what is wrong
 * with their results to a file. They are small, and together they reach every option of every program.
 */
final class OclgrindCases {
    /** Every form of the product with everything that can be done besides, with one tile or block. */
    private static final Pattern EPILOGUES = Pattern.compile("affine.* 9x17x33 .*|affine\\S* 9x17x33");

    /** The forms with every tile or block: one element, whole vectors, edges on all sides, and several tiles. */
    private static final Pattern VARIANTS = Pattern.compile("affine\\S* (1x1x1|8x8x8|17x33x5)( relu)?");

    /** The forms on emulated tensor cores, which take a simulator long: whole vectors, and edges on all sides with the next tile in k. */
    private static final Pattern TENSOR =
            Pattern.compile("affine 8x8x8 relu|affine 17x33x5 relu|affine-backward-input 8x8x8"
                    + "|affine-backward-weights 17x33x5|affine-backward-input 9x17x33 relu accumulating");

    /** Every form over a sum of several parts, with all that is finished once they are added. */
    private static final Pattern SPLIT = Pattern.compile("affine 9x17x33 relu keeping z|affine 3x5x257 relu"
            + "|affine-backward-input (9x17x33 relu accumulating|64x65x63)"
            + "|affine-backward-weights (257x3x5|61x67x71|64x65x32 accumulating)");

    /** Sums that go on after each 16 steps, and shares of several panels. */
    private static final CpuBlock SHALLOW = new CpuBlock(6, 4, 16, 16);

    /** The other operations. */
    private static final Pattern OTHERS = Pattern.compile("(activate|activate-backward) 3x5 .*"
            + "|(add|multiply|fill) 3x5.*|activate extremes.*|advance.*"
            + "|(log-)?softmax(-backward)? (5x1|7x3|3x64).*|(log-)?softmax large.*"
            + "|prelu (3x5|65x33).*|max-of-pieces(-backward)? (3x5x2|5x1x4 ties)|winner-take-all (3x5|33x65).*"
            + "|normalize-(columns|rows|columns-backward) (2x7|17x31)( .*)?|standardize-columns 17x31"
            + "|loss \\S+ 7x3.*|loss cross-entropy (5x1|33x17).*"
            + "|dropout (3x5|17x31) .*|blend(-backward)? (3x5|33x65).*|fourier-features(-backward)? (3x2x5|33x3x65)"
            + "|update \\S+ (7|40)( .*)?|limit-row-norms (3x5|33x65|9x70 .*)"
            + "|gather \\S+ .*x7( .*)?");

    /** Lists of operations that share launches, and operations of several launches. */
    private static final Pattern LISTS = Pattern.compile(
            "training-step .*|fill then accumulate|dropout then advance|slices.*|prelu-backward (3x5|65x33).*|normalize-rows-backward (2x7|17x31).*"
                    + "|clip-norm (7|129|4099)( .*)?");

    private static final GpuTile SMALL = new GpuTile(32, 32, 16, 4, 4, 4);

    private final List<String> failures = new ArrayList<>();
    private final DeviceInfo info;
    private int run;

    private OclgrindCases() {
        info = ((Available) new OpenClProvider().probe()).devices().get(0);
    }

    public static void main(String[] arguments) throws IOException {
        OclgrindCases cases = new OclgrindCases();
        switch (System.getProperty("percept.part")) {
            case "blocks" -> cases.blocks();
            case "tiles" -> cases.tiles();
            case "one tile" -> cases.run(VARIANTS, SMALL);
            case "split" -> cases.split();
            case "tensor cores" -> cases.tensorCores();
            case "lists" -> cases.run(LISTS, SMALL);
            default -> {
                cases.run(OTHERS, SMALL);
                cases.measure();
            }
        }
        cases.failures.add(cases.run + " cases on " + cases.info.details().get("platform"));
        Files.write(Path.of(arguments[0]), cases.failures);
    }

    private void blocks() {
        run(EPILOGUES, CpuBlock.all(16).get(0));
        Stream.of(16, 8, 4).flatMap(width -> CpuBlock.all(width).stream()).forEach(block -> run(VARIANTS, block));
        run(SPLIT, SHALLOW);
    }

    private void split() {
        run(SPLIT, new GemmPlan(SMALL, 2));
        run(SPLIT, new GemmPlan(GpuTile.all().get(0), 5));
    }

    private void tensorCores() {
        for (Operands operands : Operands.values()) {
            run(TENSOR, TensorTile.smallest(operands, true));
        }
    }

    private void tiles() {
        run(EPILOGUES, GpuTile.all().get(0));
        GpuTile.all().forEach(tile -> run(VARIANTS, tile));
    }

    private void measure() {
        OpenClProvider provider = new OpenClProvider();
        try (Device device = provider.open(info, DeviceOptions.defaults().withForce(true))) {
            for (Limit limit : Limit.values()) {
                run++;
                provider.measuring(device, limit, 3).close();
            }
        } catch (BackendException wrong) {
            failures.add(wrong.getMessage());
        }
    }

    private void run(Pattern wanted, GemmVariant variant) {
        run(wanted, new GemmPlan(variant));
    }

    private void run(Pattern wanted, GemmPlan plan) {
        PlannedProvider provider = new PlannedProvider(traits -> (form, m, n, k) -> plan);
        DeviceOptions options = DeviceOptions.defaults().withPrecision(plan.precision());
        try (Device device = provider.open(info, options)) {
            for (Case testCase : Cases.all()) {
                if (wanted.matcher(testCase.name()).matches()) {
                    run(device, testCase, plan);
                }
            }
        }
    }

    private void run(Device device, Case testCase, GemmPlan plan) {
        run++;
        try {
            new CaseCheck(device, testCase).values(Mode.ROUNDING);
        } catch (AssertionError wrong) {
            failures.add(plan.name() + ": " + wrong.getMessage());
        }
    }
}
