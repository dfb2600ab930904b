package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.kernels.TensorTile.Operands;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products on emulated tensor cores: which element meets which is the same in PTX. Every variant in every form at sizes on both sides of
 * its edges, every epilogue, and how operands are rounded.
 */
class TensorTileTest extends DeviceTest {
    private static final List<String> FORMS = List.of("NN", "NT", "TN");

    private static final List<Operands> ALL = List.of(Operands.values());

    /** Numbers on both sides of each rounding's ties, in all parts of float32's range. */
    private static final float[] NUMBERS = {
        1 + 0x1p-11f,
        1 + 0x1p-11f + 0x1p-23f,
        1 + 0x1p-8f,
        1 + 0x3p-8f,
        -1 - 0x1p-8f - 0x1p-20f,
        1 + 0x1p-23f,
        0x1.fffffep0f,
        0x1.001p-100f,
        -0x1.7ff7fep90f,
        0x1.fep127f,
        3.1415927f,
        -0.1f,
        0,
        1e-30f,
        65537,
        -16777215
    };

    @ParameterizedTest
    @MethodSource
    void tilesAreRightAtTheirEdges(TensorTile tile, Build build) {
        int tm = tile.tileM();
        int tn = tile.tileN();
        for (int[] size : new int[][] {{tm, tn, 16}, {tm - 1, tn + 1, 17}, {7, 13, 95}}) {
            new GemmCase(build, size[0], size[1], size[2]).runOnTiles(device, tile);
        }
    }

    static Stream<Object[]> tilesAreRightAtTheirEdges() {
        List<Object[]> cases = new ArrayList<>();
        for (Operands operands : ALL) {
            for (TensorTile tile : TensorTile.all(operands, true)) {
                for (String form : FORMS) {
                    // Every tile in every form, with one of the operands each; emulation is slow. All operands with the
                    // smallest.
                    int turn = tile.tileM() / 64 + tile.tileN() / 64 + tile.warpN() / 32 + FORMS.indexOf(form);
                    List<Operands> having =
                            tile.warpM() + tile.warpN() < 128 ? ALL : List.of(Operands.TF32, Operands.BF16);
                    if (tile.tileM() + tile.tileN() > 128 && having.get(turn % having.size()) != operands) {
                        continue;
                    }
                    // Each tile with and without the promise, so that each form meets both.
                    boolean aligned = (cases.size() + cases.size() / FORMS.size()) % 2 == 0;
                    cases.add(new Object[] {tile, build(tile).with("FORM", form).with("ALIGNED", aligned)});
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("io.percept.kernels.GemmTest#epilogues")
    void tilesFinishTheirElements(Build epilogue) {
        TensorTile tile = small(Operands.TF32);
        Build build = new Build(Program.GEMM_TENSOR, epilogue.options()).with(tile);
        new GemmCase(build, 67, 69, 19).runOnTiles(device, tile);
    }

    @ParameterizedTest
    @MethodSource("io.percept.kernels.GemmTest#splitProductsAreAddedAndFinished")
    void splitProductsAreAddedAndFinished(Build epilogue) {
        TensorTile tile = small(Operands.TF32X3);
        Build build =
                new Build(Program.GEMM_TENSOR, epilogue.options()).with(tile).with("SPLIT_K", true);
        new GemmCase(build, 65, 67, 50).runSplit(device, tile, 16);
        new GemmCase(build, 5, 130, 7).runSplit(device, tile, 32);
    }

    /** Groups in bands compute every tile once, where the last band is full, narrower, and alone. */
    @ParameterizedTest
    @MethodSource("bands")
    void everyTileIsComputedWhateverTheOrder(int band, int rows) {
        TensorTile tile = new TensorTile(Operands.BF16, 64, 64, 32, 32, 2, band, true);
        new GemmCase(build(tile), 64 * rows - 1, 64 * 3 + 1, 3).runOnTiles(device, tile);
    }

    static Stream<Object[]> bands() {
        return Stream.of(new Object[] {1, 2}, new Object[] {8, 3}, new Object[] {8, 8}, new Object[] {8, 10});
    }

    @ParameterizedTest
    @EnumSource
    void operandsAreRoundedAsStated(Operands operands) {
        int count = NUMBERS.length;
        float[] identity = new float[count * count];
        for (int i = 0; i < count; i++) {
            identity[i * count + i] = 1;
        }
        TensorTile tile = small(operands);
        for (boolean first : new boolean[] {true, false}) {
            float[] numbers = new float[count * count];
            for (int i = 0; i < count; i++) {
                numbers[i * count + i] = NUMBERS[i];
            }
            float[] c = new float[count * count];
            run(build(tile), tile, first ? numbers : identity, first ? identity : numbers, c, count, count, count);
            for (int i = 0; i < count; i++) {
                assertThat(c[i * count + i])
                        .as("%s of %s", operands, NUMBERS[i])
                        .isEqualTo(operands.rounded(NUMBERS[i]));
            }
        }
    }

    @Test
    void theRoundingsAreThoseOfTheHardware() {
        assertThat(Operands.TF32.rounded(1 + 0x1p-11f)).isEqualTo(1 + 0x1p-10f);
        assertThat(Operands.TF32.rounded(-1 - 0x1.ffp-12f)).isEqualTo(-1);
        assertThat(Operands.BF16.rounded(1 + 0x1p-8f)).isEqualTo(1);
        assertThat(Operands.BF16.rounded(1 + 0x3p-8f)).isEqualTo(1 + 0x1p-6f);
        assertThat(Operands.TF32X3.rounded(1 + 0x1p-23f)).isEqualTo(1 + 0x1p-23f);
        for (Operands operands : Operands.values()) {
            assertThat(operands.rounded(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(operands.rounded(Float.NaN)).isNaN();
        }
    }

    /** Infinity times a number is infinite with the product's sign, times zero or with its opposite it is NaN, as in float32. */
    @ParameterizedTest
    @EnumSource
    void infinitiesAndNanPropagate(Operands operands) {
        float inf = Float.POSITIVE_INFINITY;
        float[] left = {inf, -inf, Float.NaN, Float.MAX_VALUE, 1};
        float[] right = {inf, -inf, Float.NaN, 1.2345678f, -3000.1f, 1e-30f, 0};
        TensorTile tile = small(operands);
        float[] c = new float[left.length * right.length];
        run(build(tile), tile, left, right, c, left.length, right.length, 1);
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                float expected = operands.rounded(left[i]) * operands.rounded(right[j]);
                assertThat((Float) c[i * right.length + j])
                        .as("%s: %s x %s", operands, left[i], right[j])
                        .isEqualTo((Float) expected);
            }
        }
    }

    private void run(Build build, TensorTile tile, float[] a, float[] b, float[] c, int m, int n, int k) {
        device.run(build, "gemm", tile.globalSize(m, n), tile.localSize(), a, 0, k, b, 0, n, c, 0, n, m, n, k);
    }

    private static Build build(TensorTile tile) {
        return Build.of(Program.GEMM_TENSOR).with(tile);
    }

    private static TensorTile small(Operands operands) {
        return TensorTile.smallest(operands, true);
    }
}
