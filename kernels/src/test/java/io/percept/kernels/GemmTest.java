package io.percept.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every variant in every form, at sizes on both sides of its edges; every epilogue, in every form that has it. Operands lie at odd offsets
 * and strides except where the build promises otherwise, and values are small integers, so that results must be exact.
 */
class GemmTest extends DeviceTest {
    private static final List<String> FORMS = List.of("NN", "NT", "TN");

    @ParameterizedTest
    @MethodSource
    void cpuBlocksAreRightAtTheirEdges(CpuBlock block, Build build) {
        int mr = block.mr();
        int nr = block.nr();
        for (int[] size : new int[][] {
            {1, 1, 1}, {mr, nr, 16}, {mr - 1, nr + 1, 17}, {2 * mr + 1, nr - 1, 3}, {7, 2 * nr, 31}, {3 * mr, 5, 33}
        }) {
            new GemmCase(build, size[0], size[1], size[2]).runOnCpuBlocks(device, block, mr, 1);
        }
        new GemmCase(build, 5 * mr + 3, 3 * nr + 7, 29).runOnCpuBlocks(device, block, 2 * mr, 2);
        new GemmCase(build, 67, nr - block.width(), 37).runOnCpuBlocks(device, block, 100 * mr, 1);
    }

    static Stream<Object[]> cpuBlocksAreRightAtTheirEdges() {
        Stream<CpuBlock> blocks = Stream.of(16, 8, 4).flatMap(width -> CpuBlock.all(width).stream());
        // Sums that are taken up again several times.
        Stream<CpuBlock> shallow = Stream.of(new CpuBlock(6, 4, 16, 16), new CpuBlock(4, 3, 4, 16));
        return Stream.concat(blocks, shallow)
                .flatMap(block -> FORMS.stream().map(form -> new Object[] {
                    block, Build.of(Program.GEMM_CPU).with(block).with("FORM", form)
                }));
    }

    @ParameterizedTest
    @MethodSource("epilogues")
    void cpuBlocksFinishTheirElements(Build epilogue) {
        CpuBlock block = CpuBlock.all(8).get(0);
        Build build = on(Program.GEMM_CPU, epilogue).with(block);
        new GemmCase(build, 13, 37, 19).runOnCpuBlocks(device, block, block.mr(), 1);
        new GemmCase(build, 12, 32, 8).runOnCpuBlocks(device, block, 2 * block.mr(), 1);
        CpuBlock shallow = new CpuBlock(block.mr(), block.vectors(), block.width(), 16);
        new GemmCase(build.with(shallow), 13, 37, 49).runOnCpuBlocks(device, shallow, 2 * block.mr(), 3);
    }

    @ParameterizedTest
    @MethodSource
    void gpuTilesAreRightAtTheirEdges(GpuTile tile, Build build) {
        int tm = tile.tileM();
        int tn = tile.tileN();
        int tk = tile.tileK();
        for (int[] size : new int[][] {
            {1, 1, 1}, {tm, tn, 2 * tk}, {tm - 1, tn + 1, tk + 1}, {tm + 1, tn - 1, 3 * tk - 1}, {7, 13, 31}
        }) {
            new GemmCase(build, size[0], size[1], size[2]).runOnTiles(device, tile);
        }
    }

    static Stream<Object[]> gpuTilesAreRightAtTheirEdges() {
        List<Object[]> cases = new ArrayList<>();
        for (GpuTile tile : GpuTile.all()) {
            for (String form : FORMS) {
                // Each tile with and without the promise, so that each form meets both.
                boolean aligned = (cases.size() + cases.size() / FORMS.size()) % 2 == 0;
                cases.add(new Object[] {
                    tile,
                    Build.of(Program.GEMM_GPU).with(tile).with("FORM", form).with("ALIGNED", aligned)
                });
            }
        }
        return cases.stream();
    }

    /** Groups in bands compute every tile once, where the last band is full, narrower, and alone. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 10})
    void everyTileIsComputedWhateverTheOrder(int rows) {
        GpuTile tile = GpuTile.untuned(1, 1, 1000);
        Build build = Build.of(Program.GEMM_GPU).with(tile).with("BAND", 8);
        new GemmCase(build, 32 * rows - 1, 32 * 3 + 1, 3).runOnTiles(device, tile);
    }

    @ParameterizedTest
    @MethodSource("epilogues")
    void gpuTilesFinishTheirElements(Build epilogue) {
        GpuTile tile = GpuTile.untuned(1, 1, 1000);
        new GemmCase(on(Program.GEMM_GPU, epilogue).with(tile), 35, 37, 19).runOnTiles(device, tile);
    }

    @ParameterizedTest
    @MethodSource
    void splitProductsAreAddedAndFinished(Build epilogue) {
        GpuTile tile = GpuTile.untuned(1, 1, 1000);
        Build build = on(Program.GEMM_GPU, epilogue).with(tile).with("SPLIT_K", true);
        new GemmCase(build, 33, 35, 50).runSplit(device, tile, 16);
        new GemmCase(build, 5, 290, 7).runSplit(device, tile, 32);
    }

    static Stream<Build> splitProductsAreAddedAndFinished() {
        Build any = Build.of(Program.GEMM_GPU).with("ACTIVATION", "RELU");
        return Stream.of(
                any.with("FORM", "NT").with("BIAS", true).with("KEEP_Z", true),
                any.with("FORM", "NN").with("DERIVATIVE", true).with("ACCUMULATE", true),
                any.with("FORM", "TN").with("COLUMN_SUMS", true).with("ALIGNED", true));
    }

    static Stream<Build> epilogues() {
        Build any = Build.of(Program.GEMM_CPU);
        Build nt = any.with("FORM", "NT");
        Build nn = any.with("FORM", "NN");
        Build tn = any.with("FORM", "TN");
        return Stream.of(
                nt.with("BIAS", true),
                nt.with("BIAS", true).with("ACTIVATION", "RELU"),
                nt.with("BIAS", true).with("KEEP_Z", true).with("ACTIVATION", "RELU"),
                nn.with("DERIVATIVE", true).with("ACTIVATION", "SIGMOID"),
                nn.with("DERIVATIVE", true).with("ACTIVATION", "RELU").with("ACCUMULATE", true),
                nn.with("DERIVATIVE", true).with("ACTIVATION", "TANH"),
                nn.with("ACCUMULATE", true),
                tn.with("COLUMN_SUMS", true),
                tn.with("COLUMN_SUMS", true).with("ACCUMULATE", true));
    }

    /** The same options of the other family. */
    private static Build on(Program program, Build build) {
        return new Build(program, build.options());
    }
}
