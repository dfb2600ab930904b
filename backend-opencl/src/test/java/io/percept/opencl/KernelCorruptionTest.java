package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.MeasurableProvider.Limit;
import io.percept.backend.Op;
import io.percept.kernels.CpuBlock;
import io.percept.kernels.GpuTile;
import io.percept.kernels.Program;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TensorTile.Operands;
import io.percept.tck.Case;
import io.percept.tck.Conformance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel of the catalogue, spoilt one at a time: the check at first use and {@code devices --check} must notice, and name an operation
 * that the kernel does. A spoilt kernel does nothing.
 */
class KernelCorruptionTest {
    /** What each kernel is for; one that is added to the catalogue must come in here. */
    private static final Map<String, Set<String>> OPERATIONS = Map.ofEntries(
            Map.entry("activate", Set.of("Activate")),
            Map.entry("activate_backward", Set.of("ActivateBackward")),
            Map.entry("add", Set.of("Add")),
            Map.entry("multiply", Set.of("Multiply")),
            Map.entry("fill", Set.of("Fill")),
            Map.entry("advance", Set.of("Advance")),
            Map.entry("blend", Set.of("Blend")),
            Map.entry("blend_backward", Set.of("BlendBackward")),
            Map.entry("dropout", Set.of("Dropout")),
            Map.entry("fourier_features", Set.of("FourierFeatures")),
            Map.entry("fourier_features_backward", Set.of("FourierFeaturesBackward")),
            Map.entry("softmax", Set.of("Softmax")),
            Map.entry("softmax_backward", Set.of("SoftmaxBackward")),
            Map.entry("prelu", Set.of("PRelu")),
            Map.entry("prelu_backward", Set.of("PReluBackward")),
            Map.entry("prelu_sum", Set.of("PReluBackward")),
            Map.entry("max_of_pieces", Set.of("MaxOfPieces")),
            Map.entry("max_of_pieces_backward", Set.of("MaxOfPiecesBackward")),
            Map.entry("winner_take_all", Set.of("WinnerTakeAll")),
            Map.entry("normalize_columns", Set.of("NormalizeColumns")),
            Map.entry("normalize_columns_backward", Set.of("NormalizeColumnsBackward")),
            Map.entry("standardize_columns", Set.of("StandardizeColumns")),
            Map.entry("normalize_rows", Set.of("NormalizeRows")),
            Map.entry("normalize_rows_sums", Set.of("NormalizeRowsBackward")),
            Map.entry("normalize_rows_backward", Set.of("NormalizeRowsBackward")),
            Map.entry("loss", Set.of("LossGradient")),
            Map.entry("update", Set.of("Update")),
            Map.entry("clip_norm_sums", Set.of("ClipNorm")),
            Map.entry("clip_norm_scale", Set.of("ClipNorm")),
            Map.entry("limit_row_norms", Set.of("LimitRowNorms")),
            Map.entry("gather", Set.of("GatherRows")),
            // Of those that do many operations the first that is wrong is named.
            Map.entry("head", Set.of(SelfCheck.TRAINING_STEP, "GatherRows")),
            Map.entry("backward", Set.of(SelfCheck.TRAINING_STEP, "LossGradient")),
            Map.entry("gemm", Set.of("Affine", "AffineBackwardInput", "AffineBackwardWeights")),
            Map.entry("gemm_sum", Set.of("Affine", "AffineBackwardInput", "AffineBackwardWeights")));

    /** The first words of the cases of an operation, where they are not its name. */
    private static final Map<String, String> CASES =
            Map.of("LossGradient", "loss", "GatherRows", "gather", "PRelu", "prelu", "PReluBackward", "prelu-backward");

    private static final GpuTile TILE = new GpuTile(32, 32, 16, 4, 4, 4);

    private static final TensorTile TENSOR = TensorTile.smallest(Operands.TF32X3, true);

    /** A kernel of a program. */
    record Kernel(Program program, String name) {
        @Override
        public String toString() {
            return program + " " + name;
        }

        private Set<String> operations() {
            return OPERATIONS.getOrDefault(name, Set.of());
        }

        /** Whether a case can show it: those of its operations, or whole steps where it does many. */
        private boolean isShownBy(Case selected) {
            return operations().contains(SelfCheck.TRAINING_STEP)
                    ? selected.name().startsWith("training-step ")
                    : operations().stream().anyMatch(operation -> isOf(selected, operation));
        }

        /** The program's source with a kernel that returns at once; other sources as they are. */
        private KernelSource spoilt(KernelSource source) {
            if (!source.text().equals(program.source())) {
                return source;
            }
            Matcher head =
                    Pattern.compile("__kernel[^;{]* " + name + "\\([^{]*\\{").matcher(source.text());
            assertThat(head.find()).as("%s is in its program", this).isTrue();
            return new KernelSource(
                    source.name(),
                    new StringBuilder(source.text())
                            .insert(head.end(), " return;")
                            .toString());
        }

        /** A plan that uses the kernel where it can; products on the processor otherwise. */
        private GemmPlan plan() {
            return switch (program) {
                case GEMM_GPU, HEAD, BACKWARD -> new GemmPlan(TILE, name.equals("gemm_sum") ? 2 : 1);
                case GEMM_TENSOR -> new GemmPlan(TENSOR, name.equals("gemm_sum") ? 2 : 1);
                default -> new GemmPlan(CpuBlock.all(16).get(0));
            };
        }

        /** A device with the spoilt kernel. */
        private Device open() {
            DeviceInfo info = TestDevices.first();
            ClDevice handle = ClDevice.open(TestDevices.firstFound());
            ProgramCache programs = new ProgramCache(handle, BinaryStore.none(), this::spoilt);
            GemmPlan plan = plan();
            return new OpenClDevice(info, DeviceOptions.defaults(), handle, programs, (form, m, n, k) -> plan);
        }
    }

    /** Those of operations. */
    static Stream<Kernel> kernels() {
        return kernels(program -> program != Program.MEASURE);
    }

    private static Stream<Kernel> kernels(Predicate<Program> which) {
        return Arrays.stream(Program.values())
                .filter(which)
                .flatMap(program -> program.kernels().stream().map(name -> new Kernel(program, name)));
    }

    @Test
    void everyKernelIsForAnOperation() {
        assertThat(kernels().map(Kernel::name)).containsAll(OPERATIONS.keySet()).allMatch(OPERATIONS::containsKey);
    }

    @Test
    void everyOperationIsCheckedAtFirstUse() {
        List<String> all = Arrays.stream(Op.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(SelfCheck.operations()).containsAll(all);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isNoticedAtFirstUse(Kernel kernel) {
        try (Device device = kernel.open()) {
            Optional<String> failure = SelfCheck.failure(device);
            assertThat(failure)
                    .hasValueSatisfying(reason -> assertThat(kernel.operations())
                            .as(reason)
                            .anyMatch(operation -> reason.startsWith(operation + " gives ")));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isNoticedByTheCheckOfDevices(Kernel kernel) {
        List<Case> cases =
                Conformance.selection().stream().filter(kernel::isShownBy).toList();
        try (Device device = kernel.open()) {
            Optional<Conformance.Result> failed = cases.stream()
                    .flatMap(one -> Conformance.check(device, List.of(one), done -> {}).stream())
                    .filter(result -> !result.passed())
                    .findFirst();
            assertThat(failed.map(Conformance.Result::operation))
                    .as("what fails of %s", cases)
                    .hasValueSatisfying(operation -> assertThat(operation).isIn(kernel.operations()));
        }
    }

    /** Kernels for measuring belong to no operation, and check themselves. */
    static Stream<Kernel> measuringKernels() {
        return kernels(program -> program == Program.MEASURE);
    }

    @ParameterizedTest
    @MethodSource("measuringKernels")
    void isNoticedBeforeAnythingIsMeasured(Kernel kernel) {
        Limit limit = kernel.name().equals("barriers") ? Limit.BARRIER : Limit.MULTIPLY_ADD;
        try (Device device = kernel.open()) {
            assertThatThrownBy(() -> new OpenClProvider().measuring(device, limit, 3))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("computes wrongly where it is measured: ");
        }
    }

    private static boolean isOf(Case selected, String operation) {
        String kebab = operation.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String words = CASES.getOrDefault(operation, kebab);
        return selected.name().equals(words) || selected.name().startsWith(words + " ");
    }
}
