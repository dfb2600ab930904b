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
}
