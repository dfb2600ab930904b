package io.percept.backend;

/** What activations are made of and {@link Math} lacks, to about the precision of a double. */
final class SpecialFunctions {
    /** Where the three approximations of the error function meet. */
    private static final double SMALL = 0.46875;

    private static final double MEDIUM = 4;

    /** erfc is below the smallest double from here on. */
    private static final double LARGE = 27.3;

    private static final double ONE_BY_ROOT_PI = 0.5641895835477563;

    /** erf x / x for |x| up to 0.46875, a quotient of polynomials in x². */
    private static final double[] SMALL_ABOVE = {
        3209.3775891384694, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315
    };

    private static final double[] SMALL_BELOW = {
        2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1
    };

    /** e^(x²) erfc x for x up to 4, a quotient of polynomials in x. */
    private static final double[] MEDIUM_ABOVE = {
        1230.3393547979972,
        2051.0783778260716,
        1712.0476126340707,
        881.952221241769,
        298.6351381974001,
        66.11919063714163,
        8.883149794388377,
        0.5641884969886701,
        2.1531153547440383e-08
    };

    private static final double[] MEDIUM_BELOW = {
        1230.3393548037495,
        3439.3676741437216,
        4362.619090143247,
        3290.7992357334597,
        1621.3895745666903,
        537.1811018620099,
        117.6939508913125,
        15.744926110709835,
        1
    };

    /** x² (1/√π - x e^(x²) erfc x) for larger x, a quotient of polynomials in 1/x². */
    private static final double[] LARGE_ABOVE = {
        0.0006587491615298378,
        0.016083785148742275,
        0.12578172611122926,
        0.36034489994980445,
        0.30532663496123236,
        0.016315387137302097
    };

    private static final double[] LARGE_BELOW = {
        0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234673, 2.568520192289822, 1
    };

    private SpecialFunctions() {}

    /** 1 / (1 + e⁻ᶻ). */
    static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** log(1 + eᶻ). */
    static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** Φ(z), the standard normal distribution. */
    static double normal(double z) {
        return 0.5 * erfc(-z * Math.sqrt(0.5));
    }

    /** φ(z), the standard normal density. */
    static double normalDensity(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /**
     * The complementary error function, by W. J. Cody's approximations ("Rational Chebyshev Approximations for the Error Function",
     * Mathematics of Computation 23, 1969).
     */
    static double erfc(double x) {
        double size = Math.abs(x);
        if (size <= SMALL) {
            return 1 - x * quotient(SMALL_ABOVE, SMALL_BELOW, x * x);
        }
        double above = ofPositive(size);
        return x < 0 ? 2 - above : above;
    }

    private static double ofPositive(double x) {
        if (x >= LARGE) {
            return 0;
        }
        if (x <= MEDIUM) {
            return quotient(MEDIUM_ABOVE, MEDIUM_BELOW, x) * expOfMinusSquare(x);
        }
        double inverseSquare = 1 / (x * x);
        double rest = inverseSquare * quotient(LARGE_ABOVE, LARGE_BELOW, inverseSquare);
        return (ONE_BY_ROOT_PI - rest) / x * expOfMinusSquare(x); // NaN comes here, too.
    }

    /** e^(-x²). The square of x cut to sixteenths is exact, so that the exponent's rounding stays small beside a large square. */
    private static double expOfMinusSquare(double x) {
        double cut = Math.floor(x * 16) / 16;
        return Math.exp(-cut * cut) * Math.exp(-(x - cut) * (x + cut));
    }

    private static double quotient(double[] above, double[] below, double x) {
        return polynomial(above, x) / polynomial(below, x);
    }

    /** Coefficients from the constant one on. */
    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
