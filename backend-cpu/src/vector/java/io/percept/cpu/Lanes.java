package io.percept.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** How wide the machine's vectors are. The property {@code percept.cpu.lanes} forces 4, 8 or 16, for tests. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = species();
    static final int COUNT = SPECIES.length();
    /** Rows of a block of the product: as many as leave room for its vectors among 32 registers, or 16 where vectors have 256 bits (AVX2). */
    static final int BLOCK_ROWS = COUNT == 8 ? 6 : COUNT == 16 ? 14 : 12;
    /** Columns of a block: two vectors. */
    static final int BLOCK_COLUMNS = 2 * COUNT;

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        Integer forced = Integer.getInteger("percept.cpu.lanes");
        return forced == null
                ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(forced * Float.SIZE));
    }
}
