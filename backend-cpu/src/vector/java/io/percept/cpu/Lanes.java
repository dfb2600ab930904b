package io.percept.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** How wide the machine's vectors are. The property {@code percept.cpu.lanes} forces 4, 8 or 16, for tests. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = species();
    static final int COUNT = SPECIES.length();
    /** Integers in as many lanes. */
    static final VectorSpecies<Integer> INTEGERS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    /**
     * Rows of a block of the product at most. With two vectors each, 12 leave room among 32 registers, and 6 among the 16 of machines with 256
     * bits (AVX2).
     */
    static final int BLOCK_ROWS = COUNT == 8 ? 6 : 12;
    /** Columns of a block: two vectors. */
    static final int BLOCK_COLUMNS = 2 * COUNT;

    private static final FloatVector NUMBERS = FloatVector.zero(SPECIES).addIndex(1);

    private Lanes() {}

    /**
     * Rows of the blocks of a product of m rows: few numbers serve all, since for each number there is an inner loop to be compiled when a
     * training starts, and each is at most twice the next smaller one.
     */
    static int blockRows(int m) {
        return Math.min(m <= 3 ? 3 : m <= 6 ? 6 : 12, BLOCK_ROWS);
    }

    /** The first {@code done} lanes as they are in memory, the others new. */
    static FloatVector keep(int done, float[] memory, int at, FloatVector vector) {
        return vector.blend(
                FloatVector.fromArray(SPECIES, memory, at), NUMBERS.compare(VectorOperators.LT, (float) done));
    }

    private static VectorSpecies<Float> species() {
        Integer forced = Integer.getInteger("percept.cpu.lanes");
        return forced == null
                ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(forced * Float.SIZE));
    }
}
