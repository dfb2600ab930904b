package io.percept.data;

import io.percept.backend.CounterRandom;
import java.util.Arrays;

/** Chooses the rows of a random part of a data set. */
final class Splitter {
    private Splitter() {}

    static Split split(Dataset data, double fraction, long seed) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new DataException("the fraction to split off is " + fraction + "; it must be at least 0 and below 1");
        }
        int n = data.rows();
        int size = (int) Math.round(fraction * n);
        if (fraction > 0 && (size == 0 || size == n)) {
            throw new DataException("splitting a fraction of " + fraction + " off " + n + " rows leaves "
                    + (size == 0 ? "no row in the part split off" : "no row in the rest")
                    + "; use " + (size == 0 ? "a larger" : "a smaller") + " fraction or more data");
        }
        boolean[] inPart = data.targets() instanceof ClassTargets targets
                ? stratified(targets, size, seed)
                : choose(new int[n], new int[] {size}, seed);
        return new Split(data.select(indices(inPart, false)), data.select(indices(inPart, true)));
    }

    /**
     * Each class gives its share of the part, rounded down; what is then missing comes one by one from the classes whose share
     * lost most by the rounding, the first of them when equal.
     */
    private static boolean[] stratified(ClassTargets targets, int size, long seed) {
        int n = targets.rows();
        int[] counts = new int[targets.classes().size()];
        for (int label : targets.labels()) {
            counts[label]++;
        }
        int[] quotas = new int[counts.length];
        long[] remainders = new long[counts.length];
        int missing = size;
        for (int k = 0; k < counts.length && n > 0; k++) {
            quotas[k] = (int) ((long) counts[k] * size / n);
            remainders[k] = (long) counts[k] * size % n;
            missing -= quotas[k];
        }
        for (; missing > 0; missing--) {
            int largest = 0;
            for (int k = 1; k < counts.length; k++) {
                if (remainders[k] > remainders[largest]) {
                    largest = k;
                }
            }
            quotas[largest]++;
            remainders[largest] = -1;
        }
        return choose(targets.labels(), quotas, seed);
    }

    /** Walks the rows in random order and takes those whose group has quota left. */
    private static boolean[] choose(int[] groups, int[] quotas, long seed) {
        boolean[] chosen = new boolean[groups.length];
        for (int row : new CounterRandom(seed, Dataset.SPLIT_STREAM).permutation(groups.length)) {
            if (quotas[groups[row]] > 0) {
                quotas[groups[row]]--;
                chosen[row] = true;
            }
        }
        return chosen;
    }

    private static int[] indices(boolean[] chosen, boolean wanted) {
        int[] indices = new int[chosen.length];
        int n = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] == wanted) {
                indices[n++] = i;
            }
        }
        return Arrays.copyOf(indices, n);
    }
}
