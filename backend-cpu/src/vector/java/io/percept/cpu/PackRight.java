package io.percept.cpu;

/** Packs the whole right operand for all threads. */
final class PackRight extends Kernel {
    private static final int LONGEST_PART = 200;

    private final RightPanels panels;
    private final int k;
    private final float[] packed;
    /** Of k; a small batch is one panel, which threads have to share. */
    private final int parts;

    private final Cut cut;

    PackRight(Gemm.Product product, RightPanels panels) {
        this(product, panels, divideUp(product.k(), LONGEST_PART));
    }

    private PackRight(Gemm.Product product, RightPanels panels, int parts) {
        this(
                product,
                panels,
                parts,
                new Cut(
                        panels.panels() * parts,
                        itemsPerChunk(panels.panels() * parts, panels.width() * divideUp(product.k(), parts))));
    }

    private PackRight(Gemm.Product product, RightPanels panels, int parts, Cut cut) {
        super(PackLeft.launch(product, (long) panels.panels() * panels.width() * product.k()), cut.chunks());
        this.panels = panels;
        this.k = product.k();
        this.parts = parts;
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
        for (int item = cut.first(chunk); item < end; item++) {
            int panel = item / parts;
            int first = step(item % parts);
            panels.pack(panel, first, step(item % parts + 1) - first, packed, offset(panel, first));
        }
    }

    private int step(int part) {
        return (int) ((long) k * part / parts);
    }
}
