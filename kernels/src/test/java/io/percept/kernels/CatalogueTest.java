package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.kernels.TensorTile.Operands;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue and the kernels' texts say the same. Needs no device. */
class CatalogueTest {
    @ParameterizedTest
    @EnumSource
    void everyKernelAndOptionIsInTheText(Program program) {
        String source = program.source();
        assertThat(program.kernels())
                .allSatisfy(kernel -> assertThat(source).containsPattern("void " + kernel + "\\("));
        for (Option option : program.options()) {
            Matcher standard = Pattern.compile(
                            "#ifndef " + option.name() + "\\b[^\n]*\n#define " + option.name() + " (\\S+)")
                    .matcher(source);
            if (option.standard() == null) {
                assertThat(source).contains("#ifdef " + option.name() + "\n");
            } else {
                assertThat(standard.find())
                        .as("%s has a default", option.name())
                        .isTrue();
                assertThat(standard.group(1)).as(option.name()).isEqualTo(option.standard());
            }
        }
    }

    @Test
    void everyProgramIsWithinOpenClsLanguage() {
        assertThat(Program.values())
                .allSatisfy(program -> assertThat(program.source()).doesNotContain("double", "#include", "\t"));
    }

    @Test
    void flagsComeInTheOrderOfNames() {
        Build build = Build.of(Program.LOSS).with("LOSS", "MEAN_SQUARED_ERROR").with("ADVANCE", true);
        assertThat(build.flags()).isEqualTo("-cl-std=CL1.2 -cl-mad-enable -DADVANCE=1 -DLOSS=MEAN_SQUARED_ERROR");
        assertThat(build).isEqualTo(Build.of(Program.LOSS).with("ADVANCE", 1).with("LOSS", "MEAN_SQUARED_ERROR"));
    }

    @Test
    void numbersAreFloats() {
        Build build = Build.of(Program.ACTIVATE)
                .with("ACTIVATION", "SELU")
                .with("ACTIVATION_A", -0.1)
                .with("ACTIVATION_B", 1e-9);
        assertThat(build.flags())
                .isEqualTo(
                        "-cl-std=CL1.2 -cl-mad-enable -DACTIVATION=SELU -DACTIVATION_A=-0.1f -DACTIVATION_B=1.0E-9f");
    }

    @Test
    void refusesOptionsAndValuesThatDoNotExist() {
        Build build = Build.of(Program.SOFTMAX);
        assertThatThrownBy(() -> build.with("BIAS", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SOFTMAX has no option BIAS; it has [LOGARITHM, GROUP]");
        assertThatThrownBy(() -> build.with("GROUP", 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GROUP is 48; it must be one of [1, 2, 4,");
        assertThatThrownBy(() -> Build.of(Program.ACTIVATE).with("ACTIVATION_A", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ACTIVATION_A is NaNf; it must be a finite float");
        assertThatThrownBy(() -> new GpuTile(64, 64, 8, 4, 4, 4))
                .as("256 work-items would share 128 vectors")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be shared equally");
    }

    @Test
    void tilesForTensorCoresThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new TensorTile(Operands.TF32, 64, 64, 48, 32, 3, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tile of 64 x 64 in warps of 48 x 32; warps must be multiples of 32 and fill it");
        assertThatThrownBy(() -> new TensorTile(Operands.TF32, 32, 256, 32, 32, 3, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be shared equally by its 256 work-items");
    }

    @Test
    void localMemoryIsWhatTheTextDeclares() {
        assertThat(Build.of(Program.GEMM_GPU).localBytes()).isEqualTo(2 * 16 * (68 + 68) * 4);
        assertThat(Build.of(Program.LOSS).with("GROUP", 128).localBytes()).isEqualTo(512);
        assertThat(Build.of(Program.UPDATE).localBytes()).isZero();
        assertThat(GpuTile.all())
                .allSatisfy(tile -> assertThat(tile.localBytes()).isLessThanOrEqualTo(48 * 1024));
    }

    @Test
    void everyVariantsOptionsAreLegal() {
        GpuTile.all()
                .forEach(tile -> assertThat(Build.of(tile.program()).with(tile).localBytes())
                        .isEqualTo(tile.localBytes()));
        for (Operands operands : Operands.values()) {
            assertThat(TensorTile.all(operands, false)).allSatisfy(tile -> {
                assertThat(Build.of(tile.program()).with(tile).localBytes()).isEqualTo(tile.localBytes());
                assertThat(tile.localBytes()).isLessThanOrEqualTo(48 * 1024);
            });
        }
        for (int width : new int[] {4, 8, 16}) {
            assertThat(CpuBlock.all(width))
                    .isNotEmpty()
                    .allSatisfy(block -> assertThat(
                                    Build.of(block.program()).with(block).options())
                            .containsAllEntriesOf(block.options()));
        }
    }

    @Test
    void untunedTilesShrinkUntilEveryUnitHasOne() {
        assertThat(GpuTile.untuned(4096, 4096, 132).name()).isEqualTo("128x128x16/8x8");
        assertThat(GpuTile.untuned(1024, 1024, 132).name()).isEqualTo("64x64x16/4x4");
        assertThat(GpuTile.untuned(128, 10, 132).name()).isEqualTo("32x32x16/4x4");
    }
}
