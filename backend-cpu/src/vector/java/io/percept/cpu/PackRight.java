package io.percept.cpu;

/** Packs the whole right operand for all threads. */
final class PackRight extends Kernel {
    private final RightPanels panels;
    private final int k;
    private final float[] packed;
    private final Cut cut;

    PackRight(Gemm.Product product, RightPanels panels) {
        this(product, panels, new Cut(panels.panels(), itemsPerChunk(panels.panels(), panels.width() * product.k())));
    }

    private PackRight(Gemm.Product product, RightPanels panels, Cut cut) {
        super(PackLeft.launch(product, (long) panels.panels() * panels.width() * product.k()), cut.chunks());
        this.panels = panels;
        this.k = product.k();
        this.cut = cut;
        this.packed = new float[panels.panels() * panels.width() * k];
    }

    RightPanels panels() {
        return panels;
    }

    float[] packed() {
        return packed;
    }

    /** Where a panel's step is. */
    int offset(int panel, int step) {
        return (panel * k + step) * panels.width();
    }

    @Override
    void run(int chunk, int worker) {
        int end = cut.first(chunk + 1);
        for (int panel = cut.first(chunk); panel < end; panel++) {
            panels.pack(panel, 0, k, packed, offset(panel, 0));
        }
    }
}
