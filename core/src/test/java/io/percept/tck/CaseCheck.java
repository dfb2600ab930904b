package io.percept.tck;

import io.percept.backend.Device;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs one case on a device and compares what comes out with the specification. */
public final class CaseCheck {
    /** What outputs hold at first where NaN would be taken for a result. */
    private static final double ORDINARY = 12345;

    private final Device device;
    private final Case testCase;
    private final ErrorGauge gauge;

    public CaseCheck(Device device, Case testCase) {
        this(device, testCase, ErrorGauge.NONE);
    }

    CaseCheck(Device device, Case testCase, ErrorGauge gauge) {
        this.device = device;
        this.testCase = testCase;
        this.gauge = gauge;
    }

    /** Runs the case in both layouts, and throws an {@link AssertionError} that names the first wrong element. */
    public void values(Mode mode) {
        for (Layout layout : Layout.values()) {
            check(mode, layout, Double.NaN, null);
        }
    }

    /** Puts {@code value} into one element of each operand of values in turn. */
    void propagation(double value) {
        for (Operand operand : testCase.operands()) {
            if (operand.role() != Role.OUTPUT && operand.type() == ElementType.FLOAT32) {
                int element = Math.floorMod(testCase.seed(), operand.size());
                check(Mode.ROUNDING, Layout.GUARDED, ORDINARY, new Poison(operand.name(), element, value));
            }
        }
    }

    private void check(Mode mode, Layout layout, double prefill, Poison poison) {
        try (Workspace actual = new Workspace(device, testCase, layout);
                Executable executable = device.compile(actual.ops());
                Specification specification =
                        new Specification(testCase, device.precision(), mode, prefill, poison, gauge)) {
            actual.fill(mode, prefill, poison);
            for (int run = 1; run <= testCase.runs(); run++) {
                Map<Operand, double[]> before = actual.read();
                executable.run();
                String difference = specification.difference(before, actual.read());
                String damage = actual.damage();
                if (!difference.isEmpty() || !damage.isEmpty()) {
                    throw new AssertionError(testCase.name() + " " + (poison == null ? mode : poison) + ", " + layout
                            + ", run " + run + " of " + testCase.runs() + ": " + difference
                            + (difference.isEmpty() || damage.isEmpty() ? "" : "; ") + damage);
                }
            }
        }
    }

    /** The same bits from the same executable again, from another one of the same list, and on another device. */
    void replay(Device other) {
        try (Workspace workspace = new Workspace(device, testCase, Layout.GUARDED);
                Executable executable = device.compile(workspace.ops())) {
            List<int[]> first = bitsOf(workspace, executable);
            same(first, bitsOf(workspace, executable), "run again");
            try (Executable fresh = device.compile(workspace.ops())) {
                same(first, bitsOf(workspace, fresh), "compiled again");
            }
            try (Workspace elsewhere = new Workspace(other, testCase, Layout.GUARDED);
                    Executable copy = other.compile(elsewhere.ops())) {
                same(
                        first,
                        bitsOf(elsewhere, copy),
                        "run on a device that was opened again with another number of threads");
            }
        }
    }

    private List<int[]> bitsOf(Workspace workspace, Executable executable) {
        workspace.fill(Mode.ROUNDING);
        for (int run = 0; run < testCase.runs(); run++) {
            executable.run();
        }
        return workspace.bits();
    }

    private void same(List<int[]> first, List<int[]> second, String how) {
        for (int i = 0; i < first.size(); i++) {
            int element = Arrays.mismatch(first.get(i), second.get(i));
            if (element >= 0) {
                throw new AssertionError(String.format(
                        "%s: other bits when %s: element %d of buffer %d was %08x and became %08x",
                        testCase.name(), how, element, i, first.get(i)[element], second.get(i)[element]));
            }
        }
    }
}
