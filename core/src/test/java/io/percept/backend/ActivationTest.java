package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations by figures computed with 40 digits, and far out, where careless formulas overflow. */
class ActivationTest {
    /** x, erfc x and erfc(-x). */
    private static final double[][] ERFC = {
        {0.0, 1.0, 1.0},
        {1e-10, 0.999999999887162, 1.000000000112838},
        {0.01, 0.9887165844441503, 1.0112834155558497},
        {0.1, 0.887537083981715, 1.1124629160182848},
        {0.25, 0.7236736098317631, 1.276326390168237},
        {0.46875, 0.507386526782062, 1.492613473217938},
        {0.47, 0.5062549491139179, 1.4937450508860821},
        {0.5, 0.4795001221869535, 1.5204998778130465},
        {0.75, 0.28884436634648486, 1.7111556336535152},
        {1.0, 0.15729920705028513, 1.8427007929497148},
        {1.5, 0.033894853524689274, 1.9661051464753108},
        {2.0, 0.004677734981047266, 1.9953222650189528},
        {2.5, 0.0004069520174449589, 1.999593047982555},
        {3.0, 2.209049699858544e-05, 1.9999779095030015},
        {3.75, 1.1372725656979665e-07, 1.9999998862727435},
        {4.0, 1.541725790028002e-08, 1.999999984582742},
        {4.0625, 9.178929024808192e-09, 1.999999990821071},
        {4.5, 1.9661604415428876e-10, 1.999999999803384},
        {5.0, 1.537459794428035e-12, 1.9999999999984626},
        {6.0, 2.1519736712498913e-17, 2.0},
        {7.5, 2.776649386030569e-26, 2.0},
        {9.0, 4.13703174651381e-37, 2.0},
        {12.3, 9.029925149482068e-68, 2.0},
        {17.7, 2.7710425007754264e-138, 2.0},
        {22.0, 1.6219058609334726e-212, 2.0},
        {26.0, 5.663192408856143e-296, 2.0}
    };

    private static final double[] ARGUMENTS = {-7.25, -1.5, -0.375, 0.375, 2.5};

    /** Two units in the last place of the approximation, and of each of two exponentials. */
    private static final double RELATIVE = 6 * 0x1p-53;

    @Test
    void theErrorFunctionIsGoodToTheLastPlaces() {
        for (double[] row : ERFC) {
            assertThat(SpecialFunctions.erfc(row[0])).isCloseTo(row[1], within(RELATIVE * row[1]));
            assertThat(SpecialFunctions.erfc(-row[0])).isCloseTo(row[2], within(RELATIVE * row[2]));
        }
        assertThat(SpecialFunctions.erfc(Double.POSITIVE_INFINITY)).isZero();
        assertThat(SpecialFunctions.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(SpecialFunctions.erfc(Double.NaN)).isNaN();
    }

    /** Each function at {@link #ARGUMENTS}. */
    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of(new Activation.Sigmoid(), new double[] {
                    0.0007096703991005881,
                    0.18242552380635635,
                    0.4073334000459302,
                    0.5926665999540698,
                    0.9241418199787564
                }),
                Arguments.of(new Activation.Tanh(), new double[] {
                    -0.9999989913051835,
                    -0.9051482536448664,
                    -0.35835739835078595,
                    0.35835739835078595,
                    0.9866142981514303
                }),
                Arguments.of(new Rectifier.LeakyRelu(), new double[] {-0.0725, -0.015, -0.00375, 0.375, 2.5}),
                Arguments.of(new Activation.Abs(), new double[] {7.25, 1.5, 0.375, 0.375, 2.5}),
                Arguments.of(
                        new Rectifier.Elu(),
                        new double[] {-0.9992898256111574, -0.7768698398515702, -0.3127107212090278, 0.375, 2.5}),
                Arguments.of(new Rectifier.Selu(), new double[] {
                    -1.756850783722466,
                    -1.3658143533672527,
                    -0.5497765128334996,
                    0.39401287025830517,
                    2.6267524683887014
                }),
                Arguments.of(
                        new Rectifier.Celu(2),
                        new double[] {-1.946701805327289, -1.0552668945179706, -0.3419417636391993, 0.375, 2.5}),
                Arguments.of(new Rectifier.Gelu(), new double[] {
                    -1.5107971650372503e-12,
                    -0.1002108019032871,
                    -0.13268633749772857,
                    0.24231366250227143,
                    2.4844758366855597
                }),
                Arguments.of(new Rectifier.GeluTanh(), new double[] {
                    -1.0631936227657138e-16,
                    -0.10042842301976708,
                    -0.1326922331084884,
                    0.2423077668915116,
                    2.484915733910001
                }),
                Arguments.of(new Rectifier.Silu(), new double[] {
                    -0.005145110393479264,
                    -0.2736382857095345,
                    -0.15275002501722384,
                    0.22224997498277616,
                    2.310354549946891
                }),
                Arguments.of(new Rectifier.Mish(), new double[] {
                    -0.005146936059292384,
                    -0.29809974216680674,
                    -0.18004010884183477,
                    0.2682685597143539,
                    2.471392304557881
                }),
                Arguments.of(new Rectifier.Softplus(2, 1), new double[] {
                    2.5217376769232425e-07, 0.02429367578687103, 0.19343550305744997, 0.5684355030574499, 2.5
                }),
                Arguments.of(new Activation.Softsign(), new double[] {
                    -0.8787878787878788, -0.6, -0.2727272727272727, 0.2727272727272727, 0.7142857142857143
                }),
                Arguments.of(
                        new Activation.HardSigmoid(), new double[] {0.0, 0.25, 0.4375, 0.5625, 0.9166666666666666}),
                Arguments.of(
                        new Rectifier.HardSwish(),
                        new double[] {0.0, -0.375, -0.1640625, 0.2109375, 2.2916666666666665}),
                Arguments.of(new Activation.Sine(), new double[] {
                    -0.8230808790115055,
                    -0.9974949866040544,
                    -0.36627252908604757,
                    0.36627252908604757,
                    0.5984721441039565
                }),
                Arguments.of(new Activation.Threshold(), new double[] {0.0, 0.0, 0.0, 1.0, 1.0}));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void functionsHaveTheirValues(Activation activation, double[] values) {
        for (int i = 0; i < values.length; i++) {
            double z = ARGUMENTS[i];
            // A few functions, and an argument of e^(-z²/2) that is rounded twice.
            double relative = (16 + 2 * z * z) * 0x1p-53;
            assertThat(activation.value(z))
                    .as("%s of %s", activation, z)
                    .isCloseTo(values[i], within(relative * Math.abs(values[i])));
        }
    }

    static Stream<Activation> all() {
        return Activation.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingOverflowsAndNaNStays(Activation activation) {
        for (double z : new double[] {0, -0.0, 1e-300, 50, 750, 1e4, 1e8, 1e30}) {
            for (double signed : new double[] {z, -z}) {
                double y = activation.value(signed);
                assertThat(y).as("%s of %s", activation, signed).isFinite();
                assertThat(activation.derivative(activation.derivativeFromOutput() ? y : signed))
                        .as("derivative of %s at %s", activation, signed)
                        .isFinite();
            }
        }
        assertThat(activation.value(Double.NaN)).isNaN();
    }

    @Test
    void namesAreTheFieldsTerms() {
        assertThat(Activation.all().stream().map(Activation::name))
                .containsExactly(
                        "identity",
                        "sigmoid",
                        "tanh",
                        "relu",
                        "leaky-relu",
                        "abs",
                        "elu",
                        "selu",
                        "celu",
                        "gelu",
                        "gelu-tanh",
                        "silu",
                        "mish",
                        "softplus",
                        "softsign",
                        "hard-sigmoid",
                        "hard-swish",
                        "sine",
                        "threshold");
        assertThat(Activation.all().stream().filter(Activation::inferenceOnly))
                .containsExactly(new Activation.Threshold());
    }

    @Test
    void settingsAreWrittenBehindTheName() {
        assertThat(parsed("leaky-relu:0.2")).isEqualTo(new Rectifier.LeakyRelu(0.2));
        assertThat(parsed("leaky-relu:slope=0.2")).isEqualTo(new Rectifier.LeakyRelu(0.2));
        assertThat(parsed("hard-sigmoid:alpha=0.2,beta=0.5")).isEqualTo(new Activation.HardSigmoid(0.2, 0.5));
        assertThat(parsed("softplus:threshold=30")).isEqualTo(new Rectifier.Softplus(1, 30));
        refuses("leaky-relu:slope=NaN", "leaky-relu: slope is NaN; it must be a finite number");
        refuses("elu:-1", "elu: alpha is -1.0; it must be finite and not negative");
        refuses("celu:0", "celu: alpha is 0.0; it must be positive and finite");
        refuses("softplus:beta=0", "softplus: beta is 0.0; it must be positive and finite");
        refuses("gelu:approximate=1", "gelu has no setting approximate; it has none");
    }

    private static Activation parsed(String written) {
        return Settings.parse(Activation.all(), written);
    }

    private static void refuses(String written, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> parsed(written)).withMessage(message);
    }
}
