package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.kernels.CpuBlock;
import io.percept.kernels.GpuTile;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TensorTile.Operands;
import io.percept.tck.ConformanceKit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every variant of the matrix products, of both families, is right on every device: each is forced in turn and is to the kit a device of
 * its own. Each case is a program to compile, or two where its views are aligned with and without guards, so there are two for a plan:
 * one reads both operands along k, the other across.
 */
final class GemmVariantsConformanceTest extends ConformanceKit {
    /** Aligned, and more and less than a tile; and edges of every tile in each direction, with column sums. */
    private static final List<String> WHOLE = List.of("affine 64x64x64 relu ", "affine-backward-weights 61x67x71 ");

    /** Sums that are long enough to be split, unevenly; with every part of the epilogue. */
    private static final List<String> SPLIT = List.of(
            "affine 17x33x2999 relu ",
            "affine-backward-weights 3001x2x3 ",
            "affine-backward-input 64x65x32 relu accumulating ");

    /** Products on emulated tensor cores, which are slow: every form, less than a tile and more, with infinities and NaN. */
    private static final List<String> TENSOR = List.of(
            "affine 64x64x64 relu ",
            "affine 9x17x33 gelu keeping z ",
            "affine-backward-weights 61x67x71 ",
            "affine-backward-weights 9x17x33 accumulating ",
            "affine-backward-input 9x17x33 relu accumulating ",
            "affine-backward-input 64x65x32 relu accumulating ");

    /** The checks that differ by variant: the others say nothing about tiles. */
    private static final List<String> CHECKS = List.of("exact", "rounding", "replay");

    private static final List<String> TENSOR_CHECKS = List.of("exact", "rounding", "replay", "nan", "infinity");

    private static final Map<String, GemmPlan> PLANS = plans();

    private static Map<String, GemmPlan> plans() {
        Stream<GemmPlan> blocks = IntStream.of(4, 8, 16)
                .mapToObj(CpuBlock::all)
                .flatMap(List::stream)
                .map(GemmPlan::new);
        Stream<GemmPlan> tiles = GpuTile.all().stream().map(GemmPlan::new);
        Stream<GemmPlan> split = Stream.of(
                new GemmPlan(GpuTile.all().get(0), 2),
                new GemmPlan(GpuTile.all().get(1), 7));
        Stream<GemmPlan> tensor =
                Arrays.stream(Operands.values()).map(operands -> new GemmPlan(TensorTile.smallest(operands, true)));
        Stream<GemmPlan> otherTensor = Stream.of(
                new GemmPlan(TensorTile.all(Operands.TF32, true).get(5)),
                new GemmPlan(TensorTile.smallest(Operands.TF32X3, true), 3));
        return Stream.of(blocks, tiles, split, tensor, otherTensor, onTensorCores())
                .flatMap(Function.identity())
                .collect(Collectors.toMap(GemmPlan::name, Function.identity()));
    }

    /** Every tile on the tensor cores themselves, where the first device has them. */
    private static Stream<GemmPlan> onTensorCores() {
        OpenClProvider provider = new OpenClProvider();
        if (!(provider.probe() instanceof BackendProvider.Available available)) {
            return Stream.empty();
        }
        DeviceInfo first = available.devices().get(0);
        return Arrays.stream(Operands.values())
                .filter(operands ->
                        provider.supports(first, TensorCores.precision(operands)) instanceof Device.Supported)
                .flatMap(operands -> TensorTile.all(operands, false).stream())
                .map(GemmPlan::new);
    }

    @Override
    protected BackendProvider provider() {
        return new Variants();
    }

    @Override
    protected boolean includes(String test) {
        String plan = test.substring(0, test.indexOf(' '));
        boolean tensor = PLANS.get(plan).variant() instanceof TensorTile;
        List<String> cases = PLANS.get(plan).splits() > 1 ? SPLIT : tensor ? TENSOR : WHOLE;
        return cases.stream()
                .anyMatch(name -> (tensor ? TENSOR_CHECKS : CHECKS)
                        .stream().anyMatch(check -> test.equals(plan + " " + name + check)));
    }

    /** The first device once for each plan, under the plan's name. */
    private static final class Variants implements BackendProvider {
        private final OpenClProvider real = new OpenClProvider();

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Probe probe() {
            Probe probe = real.probe();
            if (!(probe instanceof Available available)) {
                return probe;
            }
            DeviceInfo first = available.devices().get(0);
            return new Available(PLANS.keySet().stream()
                    .sorted()
                    .map(plan -> new DeviceInfo(
                            plan,
                            first.backend(),
                            first.name(),
                            first.computeUnits(),
                            first.memoryBytes(),
                            first.maxAllocationBytes(),
                            first.details()))
                    .toList());
        }

        @Override
        public Device open(DeviceInfo device, DeviceOptions options) {
            GemmPlan plan = PLANS.get(device.id());
            ClDevice handle = ClDevice.open(TestDevices.firstFound());
            ProgramCache programs = new ProgramCache(handle, BinaryStore.none());
            DeviceOptions chosen = options.withPrecision(plan.precision());
            return new OpenClDevice(device, chosen, handle, programs, (form, m, n, k) -> plan);
        }
    }
}
