package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.BackendException;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.Device.Supported;
import io.percept.backend.Device.Unsupported;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Precision;
import io.percept.backend.Verdicts;
import io.percept.kernels.GpuTile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Precisions that take tensor cores, which are emulated here: from the question whether a device has them to the accuracy of products. */
class TensorPrecisionTest {
    @TempDir
    private Path folder;

    private final DeviceInfo info = TestDevices.first();

    private OpenClProvider emulated(UnaryOperator<KernelSource> sources) {
        return new OpenClProvider(new Discovery(new JoclLoader()), Verdicts.in(folder), sources, true);
    }

    private Device open(Precision precision) {
        return emulated(UnaryOperator.identity())
                .open(info, DeviceOptions.defaults().withForce(true).withPrecision(precision));
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceThatComputesRightlyHasThem(Precision precision) {
        assertThat(emulated(UnaryOperator.identity()).supports(info, precision)).isInstanceOf(Supported.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TF32   | + 0x1000u) & 0xffffe000u | ) & 0xffffe000u    | a product to test roundings",
                "TF32   | 0xffffe000u              | 0xffffffffu         | a product to test integers",
                "BF16   | + 0x7fffu +              | + 0x8000u +         | a product to test roundings",
                "TF32X3 | step, 0, 1, lane         | step, 0, 0, lane    | a product to test integers",
                "TF32X3 | step, 0, 1, lane         | step, 1, 1, lane    | a product to test roundings",
                "TF32X3 | 0x3f800000u : high       | 0x7f800000u : high  | a product to test roundings",
                "TF32   | lane % 4 * 2 + j         | lane % 4 + 4 * j    | a product to test integers",
                "TF32X3 | float few[4]             | float few[4         | its driver does not build kernels for tensor cores"
            })
    void aDeviceThatDoesNotHasThemNot(Precision precision, String right, String wrong, String reason) {
        UnaryOperator<KernelSource> spoilt =
                source -> new KernelSource(source.name(), source.text().replace(right, wrong));

        assertThat(emulated(spoilt).supports(info, precision))
                .isInstanceOfSatisfying(
                        Unsupported.class,
                        unsupported -> assertThat(unsupported.reason())
                                .contains(reason)
                                .hasLineCount(1));
    }

    /** PTX is not so much as tried where it cannot be. */
    @Test
    void otherDriversThanNvidiasAreNotAsked() {
        TestTraits traits = new TestTraits();
        assertThat(traits.build().takesPtx()).isFalse();
        TestTraits nvidia = new TestTraits();
        nvidia.extensions = List.of("cl_nv_compiler_options");
        assertThat(nvidia.build().takesPtx()).isTrue();
        if (TestDevices.firstFound().traits().takesPtx()) {
            TestDevices.skip("the first device takes PTX");
        }
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() ->
                        new OpenClProvider().open(info, DeviceOptions.defaults().withPrecision(Precision.TF32X3)))
                .withMessage(
                        info.id() + " (" + info.name() + ") has no products in 3xtf32: tensor cores are reached through"
                                + " NVIDIA's driver only; leave out --precision, or choose a device that 'percept devices' lists"
                                + " with it");
    }

    @Test
    void largeProductsGoToTensorCoresAndSmallOnesDoNot() {
        try (Device device = open(Precision.TF32)) {
            assertThat(device.precision()).isEqualTo(Precision.TF32);
            assertThat(variant(device, 512, 512, 256)).contains("emulated-tf32-");
            assertThat(variant(device, 512, 512, 255)).doesNotContain("tf32");
        }
        try (Device device = open(Precision.FLOAT32)) {
            assertThat(device.precision()).isEqualTo(Precision.FLOAT32);
            assertThat(variant(device, 512, 512, 256)).doesNotContain("tf32");
        }
    }

    private static String variant(Device device, int m, int n, int k) {
        try (DeviceBuffer x = device.allocate(m, k, FLOAT32);
                DeviceBuffer w = device.allocate(n, k, FLOAT32);
                DeviceBuffer y = device.allocate(m, n, FLOAT32);
                Executable executable = device.compile(List.of(affine(x, w, y)))) {
            return executable.describe().get(0).variant();
        }
    }

    private static Affine affine(DeviceBuffer x, DeviceBuffer w, DeviceBuffer y) {
        return new Affine(x.view(), w.view(), null, new Activation.Identity(), null, y.view());
    }

    /**
     * The relative error in the Frobenius norm: at most 4 sqrt(k) 2^-24 where the precision claims float32's accuracy, 1e-3 for TF32 and 1e-2
     * for bfloat16; and not so little that something else must have been computed.
     */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 0", "TF32X3, 0", "TF32, 1e-4", "BF16, 1e-3"})
    void productsAreAsAccurateAsTheirPrecisionSays(Precision precision, double least) {
        for (int k : new int[] {65, 1024}) {
            double most = switch (precision) {
                case FLOAT32, TF32X3 -> 4 * Math.sqrt(k) * 0x1p-24;
                case TF32 -> 1e-3;
                case BF16 -> 1e-2;
            };
            assertThat(relativeError(precision, 67, 70, k)).isBetween(least, most);
        }
    }

    private double relativeError(Precision precision, int m, int n, int k) {
        CounterRandom random = new CounterRandom(7, 0);
        float[] a = normal(random, m * k);
        float[] b = normal(random, n * k);
        try (Device device = forced(precision);
                DeviceBuffer x = device.allocate(m, k, FLOAT32);
                DeviceBuffer w = device.allocate(n, k, FLOAT32);
                DeviceBuffer y = device.allocate(m, n, FLOAT32);
                Executable executable = device.compile(List.of(affine(x, w, y)))) {
            device.write(x, a);
            device.write(w, b);
            executable.run();
            float[] c = device.readFloats(y);
            double errors = 0;
            double squares = 0;
            for (int i = 0; i < c.length; i++) {
                double exact = 0;
                for (int p = 0; p < k; p++) {
                    exact += (double) a[i / n * k + p] * b[i % n * k + p];
                }
                errors += (c[i] - exact) * (c[i] - exact);
                squares += exact * exact;
            }
            return Math.sqrt(errors / squares);
        }
    }

    /** A device whose products are all computed in the precision, however small. */
    private Device forced(Precision precision) {
        GemmPlan plan = TensorCores.of(precision, true).tiles().stream()
                .findFirst()
                .map(GemmPlan::new)
                .orElseGet(() -> new GemmPlan(GpuTile.all().get(1)));
        return new PlannedProvider(traits -> (form, m, n, k) -> plan)
                .open(info, DeviceOptions.defaults().withPrecision(precision));
    }

    private static float[] normal(CounterRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
