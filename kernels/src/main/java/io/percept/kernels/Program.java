package io.percept.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The programs: which files make up the text of each, which kernels it holds, and which options it has. */
@SuppressWarnings("ImmutableEnumChecker") // Every list is one of List.of.
public enum Program {
    /** The elementwise activation by itself. */
    ACTIVATE(
            List.of("activation.cl", "activate.cl"),
            List.of("activate", "activate_backward"),
            List.of(Options.ACTIVATION, Options.ACTIVATION_A, Options.ACTIVATION_B, Option.group(64))),
    /** Sums, products, blends and constants, element by element, and the cursor's step. */
    ELEMENTWISE(
            List.of("elementwise.cl"),
            List.of("add", "multiply", "blend", "blend_backward", "fill", "advance"),
            List.of(Option.group(64))),
    /** Softmax of rows, its logarithm, and their gradients. */
    SOFTMAX(
            List.of("softmax.cl"),
            List.of("softmax", "softmax_backward"),
            List.of(Option.flag("LOGARITHM", false), Option.group(64))),
    /** ReLU with learned slopes, and its gradients. */
    PRELU(
            List.of("prelu.cl"),
            List.of("prelu", "prelu_backward", "prelu_sum"),
            List.of(Option.flag("SHARED", false), Option.flag("ACCUMULATE", false), Option.group(64))),
    /** The first largest: the maximum of pieces with its gradient, and the winner of a row. */
    MAXIMUM(
            List.of("maximum.cl"),
            List.of("max_of_pieces", "max_of_pieces_backward", "winner_take_all"),
            List.of(Option.group(64))),
    /** Inverted dropout. */
    DROPOUT(List.of("dropout.cl"), List.of("dropout"), List.of(Option.group(64))),
    /** Sines and cosines of inputs, and the inputs' gradient. */
    FOURIER(List.of("fourier.cl"), List.of("fourier_features", "fourier_features_backward"), List.of(Option.group(64))),
    /** Batch normalisation, in training and in evaluation, and its gradients. */
    NORMALIZE_COLUMNS(
            List.of("normalize_columns.cl"),
            List.of("normalize_columns", "normalize_columns_backward", "standardize_columns"),
            List.of(Options.SUM_COLUMNS, Options.SUM_LANES, Options.ACCUMULATE)),
    /** Layer normalisation and its gradients. */
    NORMALIZE_ROWS(
            List.of("normalize_rows.cl"),
            List.of("normalize_rows", "normalize_rows_sums", "normalize_rows_backward"),
            List.of(
                    Options.SUM_COLUMNS,
                    Options.SUM_LANES,
                    Option.flag("KEEP", true),
                    Options.ACCUMULATE,
                    Option.group(64))),
    /** The loss of a batch, its gradient, and the step's bookkeeping. */
    LOSS(
            List.of("loss.cl"),
            List.of("loss"),
            List.of(
                    Option.choice(
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
                            "POISSON"),
                    Option.flag("SMOOTHING", false),
                    Option.flag("GRADIENT", true),
                    Option.flag("CLASS_WEIGHTS", false),
                    Option.flag("ROW_WEIGHTS", false),
                    Option.flag("DIVISORS", false),
                    Options.ACCUMULATE,
                    Option.flag("COEFFICIENTS", false),
                    Option.flag("ADVANCE", false),
                    Option.group(256))),
    /** An optimizer's step over all parameters. */
    UPDATE(
            List.of("update.cl"),
            List.of("update"),
            List.of(
                    Option.choice(
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
                            "RPROP"),
                    Option.flag("CENTERED", false),
                    Option.flag("VELOCITY", false),
                    Option.flag("REGULARIZER", false),
                    Option.flag("CLIP", false),
                    Option.flag("SCALED", false),
                    Option.choice("DECAY", "NO_DECAY", "COUPLED", "DECOUPLED"),
                    Option.flag("SCHEDULED", false),
                    Option.group(64))),
    /** Norms of gradients and of weights. */
    NORM(
            List.of("norm.cl"),
            List.of("clip_norm_sums", "clip_norm_scale", "limit_row_norms"),
            List.of(Option.flag("REGULARIZER", false), Option.group(64))),
    /** A batch's rows, by a permutation. */
    GATHER(
            List.of("gather.cl"),
            List.of("gather"),
            List.of(
                    Option.choice("SOURCE", "float", "uchar", "int"),
                    Option.flag("STANDARDIZE", false),
                    new Option("TARGET", List.of("float", "int"), null),
                    Option.group(64))),
    /** Matrix products for devices with local memory of their own; the values of the tile's options belong together, see {@link GpuTile}. */
    GEMM_GPU(
            List.of("vector.cl", "activation.cl", "epilogue.cl", "gemm_gpu.cl"),
            List.of("gemm", "gemm_sum"),
            List.of(
                    Options.FORM,
                    Options.ACTIVATION,
                    Options.ACTIVATION_A,
                    Options.ACTIVATION_B,
                    Options.BIAS,
                    Options.DERIVATIVE,
                    Options.KEEP_Z,
                    Options.ACCUMULATE,
                    Options.COLUMN_SUMS,
                    Option.flag("ALIGNED", false),
                    Option.flag("SPLIT_K", false),
                    Option.number("TILE_M", 64, 32, 64, 128),
                    Option.number("TILE_N", 64, 32, 64, 128),
                    Option.number("TILE_K", 16, 8, 16),
                    Option.number("ITEM_M", 4, 4, 8),
                    Option.number("ITEM_N", 4, 4, 8),
                    Option.number("PAD", 4, 4),
                    Option.group(64))),
    /** Matrix products for devices of type CPU; see {@link CpuBlock}. */
    GEMM_CPU(
            List.of("vector.cl", "activation.cl", "epilogue.cl", "gemm_cpu.cl"),
            List.of("gemm"),
            List.of(
                    Options.FORM,
                    Options.ACTIVATION,
                    Options.ACTIVATION_A,
                    Options.ACTIVATION_B,
                    Options.BIAS,
                    Options.DERIVATIVE,
                    Options.KEEP_Z,
                    Options.ACCUMULATE,
                    Options.COLUMN_SUMS,
                    Option.number("WIDTH", 4, 4, 8, 16),
                    Option.number("MR", 8, 4, 6, 8, 14),
                    Option.number("VECTORS", 3, 2, 3, 4),
                    Option.number("DEPTH", 1024, 16, 1024)));

    private final List<String> files;
    private final List<String> kernels;
    private final List<Option> options;

    Program(List<String> files, List<String> kernels, List<Option> options) {
        this.files = files;
        this.kernels = kernels;
        this.options = options;
    }

    /** The files whose texts, one after the other, are the program's. */
    public List<String> files() {
        return files;
    }

    /** The names of the kernels; {@code gemm_sum} is there only with {@code SPLIT_K}. */
    public List<String> kernels() {
        return kernels;
    }

    public List<Option> options() {
        return options;
    }

    /**
     * The option of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Option option(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this + " has no option " + name + "; it has "
                        + options.stream().map(Option::name).toList()));
    }

    /** The program's full text. */
    public String source() {
        StringBuilder text = new StringBuilder();
        for (String file : files) {
            text.append(read(file)).append('\n');
        }
        return text.toString();
    }

    private static String read(String file) {
        try (InputStream in = Program.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the kernel file " + file + " is missing from the jar of percept-kernels");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel file " + file + " cannot be read", e);
        }
    }

    /** What several programs have, above all both families of matrix products. */
    private static final class Options {
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

        private Options() {}
    }
}
