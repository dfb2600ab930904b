package io.percept.cpu;

import java.util.List;

/**
 * Matrix products with the Vector API, after the design of BLIS (F. Van Zee, R. van de Geijn, 2015): blocks of the product are held in
 * registers while panels of both operands, packed so that they lie in the caches in the order of their use, stream by.
 *
 * <p>The smaller operand is packed once for all threads, the larger one piece by piece by whoever needs the piece. A right operand that
 * lies transposed costs more than a copy to pack, so {@code x wᵀ} is computed as the transpose of {@code w xᵀ} when x is smaller than w.
 */
final class VectorGemm implements Gemm {
    @Override
    public List<Kernel> plan(Product product, int threads) {
        boolean turned = product.transposeB()
                && (long) product.m() * (product.k() + product.n())
                        < product.b().size();
        LeftPanels left =
                turned ? new LeftPanels(product.b(), false) : new LeftPanels(product.a(), product.transposeA());
        RightPanels right =
                turned ? new RightPanels(product.a(), true) : new RightPanels(product.b(), product.transposeB());
        // What is turned has the smaller operand on its right.
        if (turned || product.b().size() <= product.a().size()) {
            PackRight shared = new PackRight(product, right);
            return List.of(shared, new MultiplyByShared(product, left, shared, turned, threads));
        }
        PackLeft shared = new PackLeft(product, left);
        return List.of(shared, new MultiplyShared(product, shared, right, threads));
    }
}
