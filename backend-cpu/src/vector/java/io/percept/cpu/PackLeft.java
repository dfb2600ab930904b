package io.percept.cpu;

import io.percept.backend.Executable.Launch;

/** Packs the whole left operand for all threads. */
final class PackLeft extends Kernel {
    private final LeftPanels panels;
    private final float[] packed;
    private final Cut cut;

    PackLeft(Gemm.Product product, LeftPanels panels) {
        this(product, panels, new Cut(panels.panels(), itemsPerChunk(panels.panels(), panels.height() * product.k())));
    }

    private PackLeft(Gemm.Product product, LeftPanels panels, Cut cut) {
        super(launch(product, (long) panels.panels() * panels.height() * product.k()), cut.chunks());
        this.panels = panels;
        this.cut = cut;
        this.packed = new float[panels.panels() * panels.blocks() * LeftPanels.blockSize()];
    }

    static Launch launch(Gemm.Product product, long elements) {
        return new Launch("Pack", "for " + product.name(), product.sizes(), 0, 2 * Float.BYTES * elements);
    }

    LeftPanels panels() {
        return panels;
    }

    float[] packed() {
        return packed;
    }

    /** Where a panel's block is. */
    int offset(int panel, int block) {
        return (block * panels.panels() + panel) * LeftPanels.blockSize();
    }

    @Override
    void run(int chunk, int worker) {
        int end = cut.first(chunk + 1);
        for (int panel = cut.first(chunk); panel < end; panel++) {
            for (int block = 0; block < panels.blocks(); block++) {
                panels.pack(panel, block, packed, offset(panel, block));
            }
        }
    }
}
