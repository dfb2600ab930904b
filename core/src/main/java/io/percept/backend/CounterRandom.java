package io.percept.backend;

/**
 * A counter-based random number generator: every number is a pure function of (seed, stream, index), so any of them can be
 * computed anywhere, in any order, on any device, with the same result.
 *
 * <p>The function is Philox4x32-10 (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: "Parallel Random Numbers: As Easy as
 * 1, 2, 3", SC11), keyed with the seed, on the counter (index, stream). One block of the cipher gives four 32-bit words; word
 * {@code i} of a stream is word {@code i mod 4} of block {@code i / 4}.
 *
 * <p>An instance is a cursor over one stream and belongs to one thread. The words of different streams are independent.
 */
public final class CounterRandom {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final int WORDS_PER_BLOCK = 4;

    private final long seed;
    private final long stream;
    private final int[] block = new int[WORDS_PER_BLOCK];
    private long nextBlock;
    private int nextWord = WORDS_PER_BLOCK;

    /** The stream's numbers from index 0 on. */
    public CounterRandom(long seed, long stream) {
        this.seed = seed;
        this.stream = stream;
    }

    /** The next 32 random bits. */
    public int nextInt() {
        if (nextWord == WORDS_PER_BLOCK) {
            philox(seed, stream, nextBlock++, block);
            nextWord = 0;
        }
        return block[nextWord++];
    }

    /**
     * The next integer in [0, bound), each equally likely (D. Lemire: "Fast Random Integer Generation in an Interval", 2019).
     *
     * @throws IllegalArgumentException when {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound is " + bound + "; it must be positive");
        }
        long product = Integer.toUnsignedLong(nextInt()) * bound;
        int low = (int) product;
        if (Integer.compareUnsigned(low, bound) < 0) {
            int threshold = Integer.remainderUnsigned(-bound, bound);
            while (Integer.compareUnsigned(low, threshold) < 0) {
                product = Integer.toUnsignedLong(nextInt()) * bound;
                low = (int) product;
            }
        }
        return (int) (product >>> 32);
    }

    /** The next number in [0, 1), a multiple of 2⁻⁵³. Takes two words. */
    public double nextDouble() {
        long high = Integer.toUnsignedLong(nextInt());
        long low = Integer.toUnsignedLong(nextInt());
        return ((high << 21) ^ (low >>> 11)) * 0x1p-53;
    }

    /** The next standard normal number (Box and Muller's cosine form). Takes four words. */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
        return radius * Math.cos(2 * Math.PI * nextDouble());
    }

    /** A random order of 0 .. n-1 (Fisher and Yates's shuffle), each order equally likely. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Word {@code index} of the stream, without a cursor: what a device computes for element {@code index}. */
    public static int wordAt(long seed, long stream, long index) {
        int[] block = new int[WORDS_PER_BLOCK];
        philox(seed, stream, index / WORDS_PER_BLOCK, block);
        return block[(int) (index % WORDS_PER_BLOCK)];
    }

    /**
     * Four words of a stream at once.
     *
     * @param counter which four: words 4 · counter to 4 · counter + 3
     * @param out receives them
     */
    public static void philox(long seed, long stream, long counter, int[] out) {
        int key0 = (int) seed;
        int key1 = (int) (seed >>> 32);
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = Integer.toUnsignedLong(MULTIPLIER_0) * Integer.toUnsignedLong(c0);
            long product1 = Integer.toUnsignedLong(MULTIPLIER_1) * Integer.toUnsignedLong(c2);
            c0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            c2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c1 = (int) product1;
            c3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }
}
