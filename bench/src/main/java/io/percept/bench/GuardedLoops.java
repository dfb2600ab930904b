package io.percept.bench;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Device;
import io.percept.backend.Executable;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.bench.GuardedLoop.Kind;
import io.percept.tck.Case;
import io.percept.tck.Cases;
import io.percept.tck.Layout;
import io.percept.tck.Mode;
import io.percept.tck.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loops that the guard watches. It reaches them as everybody does, with operations, whose shapes are such that each product uses
 * another inner loop; what a device says of a compiled list tells which.
 */
final class GuardedLoops implements AutoCloseable {
    /** What a product's launch says of the block that its inner loop holds in registers: its rows and columns. */
    private static final Pattern BLOCK = Pattern.compile("vector (\\d+)x(\\d+)");

    /** What an activation's launch says where there is no loop of its own; such go through double precision, 20 to 100 times as slow. */
    private static final String BY_DEFINITION = "by definition";

    /** Rows of the left operand for which there are inner loops. */
    private static final int[] HEIGHTS = {3, 6, 12};

    private static final int MOST_VECTORS = 2;

    /** Along k: some of the longest blocks, so that little else than the inner loop takes time. */
    private static final int STEPS = 1056;

    /** A multiply-add takes 4 cycles, and 2 can start in each (Intel since Skylake, AMD since Zen 2, by Agner Fog's tables). */
    private static final double ACCUMULATORS_AT_WORK = 8;

    /**
     * Operands of 64 KB lie in a fast cache, and processors learn even where random signs send the branches of so few elements: what is
     * left is what the compiler made of a loop.
     */
    private static final int ROWS = 32;

    private static final int COLUMNS = 512;

    private final Device device;
    private final List<GuardedLoop> loops = new ArrayList<>();
    /** Closes what was opened, the last first. */
    private final Deque<Runnable> opened = new ArrayDeque<>();

    GuardedLoops(Device device) {
        this.device = device;
    }

    /** The loops of some kinds; they run until this is closed. */
    List<GuardedLoop> of(Set<Kind> kinds) {
        if (kinds.contains(Kind.PRODUCTS)) {
            addProducts();
        }
        for (Case testCase : Cases.ofLayer(ROWS, COLUMNS, ROWS, 1)) {
            addElementwise(testCase, kinds);
        }
        return List.copyOf(loops);
    }

    private void addProducts() {
        int lanes = block(compile(open(Cases.inputGradient(1, 1, 1))), 2);
        for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
            for (int height : HEIGHTS) {
                addProduct("rows", Cases.inputGradient(height, STEPS, vectors * lanes), lanes);
                addProduct("steps", Cases.weightGradient(STEPS, height, vectors * lanes), lanes);
            }
        }
    }

    private void addProduct(String form, Case testCase, int lanes) {
        Compiled product = compile(open(testCase));
        int height = block(product, 1);
        int vectors = block(product, 2) / lanes;
        String name = form + height + "x" + vectors;
        // Where registers are few, the highest blocks are cut into lower ones.
        if (loops.stream().noneMatch(loop -> loop.name().equals(name))) {
            double possible = Math.min(1, height * vectors / ACCUMULATORS_AT_WORK);
            loops.add(new GuardedLoop(Kind.PRODUCTS, name, product.op().flops() / possible, "", product::run));
        }
    }

    /** Rows (1) or columns (2) of a product's blocks. */
    private static int block(Compiled product, int side) {
        Matcher matcher = BLOCK.matcher(product.variant());
        if (!matcher.matches()) {
            throw new IllegalStateException("the products use " + product.variant()
                    + ", no inner loops of vectors; start Java with --add-modules jdk.incubator.vector");
        }
        return Integer.parseInt(matcher.group(side));
    }

    private void addElementwise(Case testCase, Set<Kind> kinds) {
        Workspace workspace = open(testCase);
        Op op = workspace.ops().get(0);
        if (kinds.contains(kind(op))) {
            Compiled compiled = compile(workspace);
            String exempt = compiled.variant().equals(BY_DEFINITION) ? "goes " + BY_DEFINITION : "";
            loops.add(new GuardedLoop(kind(op), testCase.name(), op.bytes(), exempt, compiled::run));
        }
    }

    /** Null for operations that the guard does not watch. */
    private static Kind kind(Op op) {
        if (op instanceof Activate) {
            return Kind.ACTIVATIONS;
        } else if (op instanceof ActivateBackward) {
            return Kind.DERIVATIVES;
        }
        return op instanceof Update ? Kind.UPDATES : null;
    }

    private Workspace open(Case testCase) {
        Workspace workspace = new Workspace(device, testCase, Layout.TIGHT);
        opened.push(workspace::close);
        return workspace;
    }

    private Compiled compile(Workspace workspace) {
        workspace.fill(Mode.ROUNDING);
        Executable executable = device.compile(workspace.ops());
        opened.push(executable::close);
        return new Compiled(workspace.ops().get(0), executable);
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }

    /** An operation, ready to run. */
    private record Compiled(Op op, Executable executable) {
        /** The last launch's: what a product packs comes before. */
        String variant() {
            List<Launch> launches = executable.describe();
            return launches.get(launches.size() - 1).variant();
        }

        void run() {
            executable.run();
        }
    }
}
