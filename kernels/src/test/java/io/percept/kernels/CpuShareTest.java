package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How work-items share a product. Needs no device. */
class CpuShareTest {
    private static final CpuBlock BLOCK = new CpuBlock(8, 3, 16);

    private static CpuShare share(boolean transposedA, int m, int n, int k, int units) {
        return CpuShare.of(BLOCK, transposedA, m, n, k, units);
    }

    @Test
    void everyUnitHasItsPart() {
        for (int units : new int[] {1, 2, 8, 64}) {
            for (boolean transposed : new boolean[] {false, true}) {
                long[] items = share(transposed, 2048, 2048, 1024, units).globalSize();
                assertThat(items[0] * items[1]).as("items for %d units", units).isGreaterThanOrEqualTo(units);
            }
        }
    }

    @Test
    void itemsShareRowsWhereThereAreTooFewPanels() {
        assertThat(share(false, 128, 10, 64, 2).rows())
                .as("one panel for two units")
                .isLessThanOrEqualTo(64);
        assertThat(share(false, 128, 96, 64, 2).rows())
                .as("a panel for each of two units")
                .isEqualTo(128);
        assertThat(share(false, 1, 10, 64, 16).rows()).as("a single row").isEqualTo(BLOCK.mr());
    }

    @Test
    void rowsThatAreReadAgainForEachPanelFitACache() {
        assertThat(share(false, 4096, 4096, 4096, 1).rows()).isEqualTo(512);
        assertThat(share(true, 4096, 4096, 4096, 2).rows()).isLessThanOrEqualTo(512);
        assertThat(share(true, 4096, 48, 1_000_000, 1).rows()).isLessThanOrEqualTo(512);
    }

    /** A weight gradient of a whole data set must not take a copy of it. */
    @Test
    void theWorkspaceDoesNotGrowWithLongSums() {
        long shortest = share(true, 512, 784, 1100, 2).workspace();
        assertThat(share(true, 512, 784, 60_000, 2).workspace()).isEqualTo(shortest);
    }

    @Test
    void theWorkspaceHoldsWhatTheHeaderSays() {
        CpuBlock shallow = new CpuBlock(6, 4, 16, 16);
        assertThat(new CpuShare(shallow, false, 12, 64, 8, 12, 1).workspace()).isEqualTo(8 * 64 + 6 * 64);
        assertThat(new CpuShare(shallow, false, 12, 65, 33, 6, 1).workspace()).isEqualTo(4 * (16 * 64 + 6 * 64));
        assertThat(new CpuShare(shallow, true, 12, 64, 9, 6, 1).workspace()).isEqualTo(2 * (9 * 64 + 6 * 64 + 64));
    }
}
