package io.percept.kernels;

import java.util.List;
import java.util.stream.Stream;

/** What several programs have, above all both families of matrix products. */
final class Options {
    static final Option FORM = Option.choice("FORM", "NN", "NT", "TN");
    static final Option ACTIVATION = Option.choice(
            "ACTIVATION",
            "IDENTITY",
            "SIGMOID",
            "TANH",
            "RELU",
            "LEAKY_RELU",
            "ABS",
            "ELU",
            "SELU",
            "CELU",
            "GELU",
            "GELU_TANH",
            "SILU",
            "MISH",
            "SOFTPLUS",
            "SOFTSIGN",
            "HARD_SIGMOID",
            "HARD_SWISH",
            "SINE",
            "THRESHOLD");
    static final Option ACTIVATION_A = Option.real("ACTIVATION_A");
    static final Option ACTIVATION_B = Option.real("ACTIVATION_B");
    static final Option BIAS = Option.flag("BIAS", false);
    static final Option DERIVATIVE = Option.flag("DERIVATIVE", false);
    static final Option KEEP_Z = Option.flag("KEEP_Z", false);
    static final Option ACCUMULATE = Option.flag("ACCUMULATE", false);
    /** Neighbouring columns of a work-group that sums down columns: 64 bytes of a row. */
    static final Option SUM_COLUMNS = Option.number("COLUMNS", 16, 16);

    /** Work-items that share such a column. */
    static final Option SUM_LANES = Option.number("LANES", 16, 4, 8, 16);

    static final Option COLUMN_SUMS = Option.flag("COLUMN_SUMS", false);
    static final Option ALIGNED = Option.flag("ALIGNED", false);
    static final Option TILE_M = Option.number("TILE_M", 64, 32, 64, 128, 256);
    static final Option TILE_N = Option.number("TILE_N", 64, 32, 64, 128, 256);
    static final Option TILE_K = Option.number("TILE_K", 16, 8, 16);
    static final Option ITEM_M = Option.number("ITEM_M", 4, 4, 8, 16);
    static final Option ITEM_N = Option.number("ITEM_N", 4, 4, 8, 16);
    static final Option BAND = Option.number("BAND", 1, 1, 8);
    static final Option PAD = Option.number("PAD", 4, 4);

    static final Option GATHER = Option.flag("GATHER", false);
    /** What becomes float. */
    static final Option SOURCE = Option.choice("SOURCE", "float", "uchar");

    static final Option STANDARDIZE = Option.flag("STANDARDIZE", false);

    static final Option LOSS = Option.choice(
            "LOSS",
            "CROSS_ENTROPY",
            "SOFT_CROSS_ENTROPY",
            "NEGATIVE_LOG_LIKELIHOOD",
            "MULTI_CLASS_HINGE",
            "BINARY_CROSS_ENTROPY",
            "HINGE",
            "PERCEPTRON",
            "MEAN_SQUARED_ERROR",
            "HALF_SQUARED_ERROR",
            "MEAN_ABSOLUTE_ERROR",
            "HUBER",
            "QUANTILE",
            "POISSON");
    static final Option SMOOTHING = Option.flag("SMOOTHING", false);
    static final Option CLASS_WEIGHTS = Option.flag("CLASS_WEIGHTS", false);
    static final Option ROW_WEIGHTS = Option.flag("ROW_WEIGHTS", false);
    static final Option DIVISORS = Option.flag("DIVISORS", false);
    static final Option COEFFICIENTS = Option.flag("COEFFICIENTS", false);
    static final Option ADVANCE = Option.flag("ADVANCE", false);

    static final Option RULE = Option.choice(
            "RULE",
            "SGD",
            "MOMENTUM",
            "NESTEROV",
            "ADAGRAD",
            "ADADELTA",
            "RMSPROP",
            "ADAM",
            "ADAMW",
            "AMSGRAD",
            "NADAM",
            "RPROP");
    static final Option CENTERED = Option.flag("CENTERED", false);
    static final Option VELOCITY = Option.flag("VELOCITY", false);
    static final Option REGULARIZER = Option.flag("REGULARIZER", false);
    static final Option CLIP = Option.flag("CLIP", false);
    static final Option DECAY = Option.choice("DECAY", "NO_DECAY", "COUPLED", "DECOUPLED");

    private Options() {}

    /** Those that every family of matrix products has, and its own. */
    static List<Option> ofProduct(Option... own) {
        List<Option> common = List.of(
                FORM, ACTIVATION, ACTIVATION_A, ACTIVATION_B, BIAS, DERIVATIVE, KEEP_Z, ACCUMULATE, COLUMN_SUMS);
        return Stream.concat(common.stream(), Stream.of(own)).toList();
    }
}
