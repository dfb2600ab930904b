package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.Product;

/** The square products of the ladder. */
final class Squares {
    /** What products are judged by. */
    static final int JUDGED = 4096;

    /** In growing order, so that each says whether the next one is worth trying. */
    static final int[] SIZES = {256, 512, 1024, 2048, JUDGED, 8192};

    private Squares() {}

    /** The square that is spoken of: neither operand transposed. */
    static Product of(int n) {
        return new Product("NN", n, n, n);
    }

    /** What the judged one is called where it is missing. */
    static String name(Precision precision) {
        return subject(JUDGED) + " NN " + precision.label();
    }

    static String subject(int n) {
        return "square " + n;
    }
}
