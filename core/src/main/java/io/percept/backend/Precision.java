package io.percept.backend;

/**
 * How exactly a device multiplies matrices. Everything in memory is float32 whatever the precision, and so is every operation that is no
 * matrix product; the products' sums are added up in float32. A precision is never lowered unless it is asked for.
 *
 * <p>The others than {@link #FLOAT32} are what the tensor cores of GPUs offer, which round each operand to fewer bits before they multiply.
 * Of these {@link #TF32X3} is as accurate as float32. Finite operands that round to infinity, the last 2⁻¹² below the largest float32 (2⁻⁹
 * with {@link #BF16}), count as infinite.
 */
public enum Precision {
    /** Fused multiply-adds of float32. */
    FLOAT32("float32"),

    /**
     * Each operand is the sum of two numbers of TF32, and three of the four products are added: float32's accuracy from tensor cores. After
     * H. Ootomo, R. Yokota: "Recovering single precision accuracy from Tensor Cores while surpassing the FP32 theoretical peak
     * performance", 2022.
     */
    TF32X3("3xtf32"),

    /** Operands rounded to 11 significant bits, with float32's range. */
    TF32("tf32"),

    /** Operands rounded to 8 significant bits, with float32's range. */
    BF16("bf16");

    private final String label;

    Precision(String label) {
        this.label = label;
    }

    /** The name on the command line and in JSON. */
    public String label() {
        return label;
    }

    /**
     * How much the rounding of its operands changes a product at most, as a part of it. An operand of TF32 is off by 2⁻¹¹ of itself, one of
     * bfloat16 by 2⁻⁸, and a product of two by twice that and the square. A float32 number less its high part has 12 bits and a sign, of
     * which the low part of {@link #TF32X3} keeps 11: it is off by 2⁻²³, and the product of the low parts, which is left out, by 2⁻²².
     */
    public double productError() {
        return switch (this) {
            case FLOAT32 -> 0;
            case TF32X3 -> 2 * 0x1p-23 + 0x1p-22 + 0x1p-32;
            case TF32 -> 2 * 0x1p-11 + 0x1p-22;
            case BF16 -> 2 * 0x1p-8 + 0x1p-16;
        };
    }

    /** What rounding may change an operand by among its subnormal numbers: half the distance between two of them. */
    public double underflow() {
        return switch (this) {
            case FLOAT32 -> 0;
            case TF32X3, TF32 -> 0x1p-137;
            case BF16 -> 0x1p-134;
        };
    }

    /**
     * How many roundings to nearest, each by 2⁻²⁴ at most, a sum of k products is worth, in any order. In float32 every term meets one in
     * its product and k in the sum. A tensor core aligns up to 16 products and what was summed before to the largest of them, cuts each
     * off where float32 ends, adds, and cuts off again: two roundings for each term and two for the sum, in blocks of 4 or more 5/2 a
     * term, and the last block may be short; M. Fasi, N. J. Higham, M. Mikaitis, S. Pranesh: "Numerical behavior of NVIDIA tensor
     * cores", 2021.
     */
    public long roundings(long k) {
        return this == FLOAT32 ? k + 1 : 3 * k + 40;
    }
}
