package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One matrix product: makes its operands, runs it, and compares every element with plain loops, exactly. */
final class GemmCase {
    private final Build build;
    private final int m;
    private final int n;
    private final int k;
    private final Grid a;
    private final Grid b;
    private final Grid bias;
    private final Grid value;
    private final Grid z;
    private final Grid c;
    private final Grid sums;
    private final Grid expectedZ;
    private final Grid expectedC;
    private final Grid expectedSums;

    GemmCase(Build build, int m, int n, int k) {
        this.build = build;
        this.m = m;
        this.n = n;
        this.k = k;
        Random random = new Random(31L * m + 17L * n + k);
        boolean aligned = build.program() != Program.GEMM_CPU && flag("ALIGNED");
        a = form("TN") ? Grid.integers(k, m, aligned, random) : Grid.integers(m, k, aligned, random);
        b = form("NT") ? Grid.integers(n, k, aligned, random) : Grid.integers(k, n, aligned, random);
        bias = Grid.integers(1, n, aligned, random);
        value = Grid.integers(m, n, aligned, random);
        z = Grid.empty(m, n, aligned);
        c = flag("ACCUMULATE") ? Grid.integers(m, n, aligned, random) : Grid.empty(m, n, aligned);
        sums = flag("ACCUMULATE") ? Grid.integers(1, m, aligned, random) : Grid.empty(1, m, aligned);
        expectedZ = z.copy();
        expectedC = c.copy();
        expectedSums = sums.copy();
        expect();
    }

    void runOnCpuBlocks(TestDevice device, CpuBlock block, int rowsPerItem, int panelsPerItem) {
        CpuShare share = new CpuShare(block, form("TN"), m, n, k, rowsPerItem, panelsPerItem);
        List<Object> arguments = operands();
        arguments.addAll(epilogue());
        int offset = 16;
        float[] workspace = filled((int) share.workspace() + offset);
        arguments.addAll(List.of(workspace, offset, m, n, k, rowsPerItem, panelsPerItem));
        device.run(build, "gemm", share.globalSize(), block.localSize(), arguments.toArray());
        check(rowsPerItem + " rows and " + panelsPerItem + " panels for an item");
    }

    void runOnTiles(TestDevice device, TiledVariant tile) {
        List<Object> arguments = operands();
        arguments.addAll(epilogue());
        arguments.addAll(List.of(m, n, k));
        device.run(build, "gemm", tile.globalSize(m, n), tile.localSize(), arguments.toArray());
        check("unsplit");
    }

    void runSplit(TestDevice device, TiledVariant tile, int kPerSplit) {
        int splits = GemmVariant.divideUp(k, kPerSplit);
        int offset = 4;
        float[] workspace = filled((int) TiledVariant.workspace(m, n, splits, flag("COLUMN_SUMS")) + offset);
        List<Object> arguments = operands();
        arguments.addAll(List.of(workspace, offset, m, n, k, kPerSplit));
        long[] global = tile.globalSize(m, n);
        long[] local = tile.localSize();
        device.run(
                build,
                "gemm",
                new long[] {global[0], global[1], splits},
                new long[] {local[0], local[1], 1},
                arguments.toArray());
        List<Object> finish = new ArrayList<>(List.of(workspace, offset));
        finish.addAll(epilogue());
        finish.addAll(List.of(m, n, splits));
        long group = Long.parseLong(build.value("GROUP"));
        long columns = GemmVariant.divideUp(GemmVariant.divideUp(n, 4), (int) group) * group;
        device.run(build, "gemm_sum", new long[] {columns, m}, new long[] {group, 1}, finish.toArray());
        check(splits + " splits");
    }

    private List<Object> operands() {
        return new ArrayList<>(List.of(a.data, a.offset, a.stride, b.data, b.offset, b.stride));
    }

    private List<Object> epilogue() {
        List<Object> arguments = new ArrayList<>();
        if (flag("BIAS")) {
            arguments.addAll(List.of(bias.data, bias.offset));
        }
        if (flag("DERIVATIVE")) {
            arguments.addAll(List.of(value.data, value.offset, value.stride));
        }
        if (flag("KEEP_Z")) {
            arguments.addAll(List.of(z.data, z.offset, z.stride));
        }
        arguments.addAll(List.of(c.data, c.offset, c.stride));
        if (flag("COLUMN_SUMS")) {
            arguments.addAll(List.of(sums.data, sums.offset));
        }
        return arguments;
    }

    private void expect() {
        for (int i = 0; i < m; i++) {
            float columnSum = flag("ACCUMULATE") ? sums.at(0, i) : 0;
            for (int p = 0; p < k; p++) {
                columnSum += elementOfA(i, p);
            }
            expectedSums.set(0, i, columnSum);
            for (int j = 0; j < n; j++) {
                expect(i, j);
            }
        }
    }

    private void expect(int i, int j) {
        float s = flag("BIAS") ? bias.at(0, j) : 0;
        for (int p = 0; p < k; p++) {
            s += elementOfA(i, p) * (form("NT") ? b.at(j, p) : b.at(p, j));
        }
        expectedZ.set(i, j, s);
        if (flag("DERIVATIVE")) {
            s *= derivative(value.at(i, j));
        } else if (build.value("ACTIVATION").equals("RELU")) {
            s = Math.max(s, 0);
        }
        expectedC.set(i, j, flag("ACCUMULATE") ? c.at(i, j) + s : s);
    }

    private float elementOfA(int i, int p) {
        return form("TN") ? a.at(p, i) : a.at(i, p);
    }

    /** At integers these are integers, too. */
    private float derivative(float y) {
        return switch (build.value("ACTIVATION")) {
            case "SIGMOID" -> y * (1 - y);
            case "TANH" -> 1 - y * y;
            case "RELU" -> y > 0 ? 1 : 0;
            default -> 1;
        };
    }

    private void check(String how) {
        String name = m + " x " + n + " x " + k + ", " + how + ", " + build.options();
        assertThat(c.data).as("c of " + name).containsExactly(expectedC.data);
        if (flag("KEEP_Z")) {
            assertThat(z.data).as("z of " + name).containsExactly(expectedZ.data);
        }
        if (flag("COLUMN_SUMS")) {
            assertThat(sums.data).as("sums of " + name).containsExactly(expectedSums.data);
        }
    }

    private boolean flag(String name) {
        return build.value(name).equals("1");
    }

    private boolean form(String form) {
        return build.value("FORM").equals(form);
    }

    private static float[] filled(int size) {
        float[] workspace = new float[size];
        Arrays.fill(workspace, Float.NaN);
        return workspace;
    }
}
