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
            List.of("loss_row.cl", "loss.cl"),
            List.of("loss"),
            List.of(
                    Options.LOSS,
                    Options.SMOOTHING,
                    Option.flag("GRADIENT", true),
                    Options.CLASS_WEIGHTS,
                    Options.ROW_WEIGHTS,
                    Options.DIVISORS,
                    Options.ACCUMULATE,
                    Options.COEFFICIENTS,
                    Options.ADVANCE,
                    Option.group(256))),
    /** An optimizer's step over all parameters. */
    UPDATE(
            List.of("update_rule.cl", "update.cl"),
            List.of("update"),
            List.of(
                    Options.RULE,
                    Options.CENTERED,
                    Options.VELOCITY,
                    Options.REGULARIZER,
                    Options.CLIP,
                    Option.flag("SCALED", false),
                    Options.DECAY,
                    Option.flag("SCHEDULED", false),
                    Option.group(64))),
    /** Norms of gradients and of weights. */
    NORM(
            List.of("norm.cl"),
            List.of("clip_norm_sums", "clip_norm_scale", "limit_row_norms"),
            List.of(Options.REGULARIZER, Option.group(64))),
    /** A batch's rows, by a permutation. */
    GATHER(
            List.of("batch.cl", "gather.cl"),
            List.of("gather"),
            List.of(
                    Option.choice("SOURCE", "float", "uchar", "int"),
                    Options.STANDARDIZE,
                    new Option("TARGET", List.of("float", "int"), null),
                    Option.group(64))),
    /** What barriers and multiply-adds cost. */
    MEASURE(List.of("measure.cl"), List.of("barriers", "multiply_adds"), List.of(Option.group(256))),
    /** Matrix products for devices with local memory of their own; the values of the tile's options belong together, see {@link GpuTile}. */
    GEMM_GPU(
            List.of(
                    "vector.cl",
                    "activation.cl",
                    "epilogue.cl",
                    "batch.cl",
                    "tile_order.cl",
                    "tile.cl",
                    "gemm_gpu.cl",
                    "gemm_sum.cl"),
            List.of("gemm", "gemm_sum"),
            Options.ofProduct(
                    Options.ALIGNED,
                    Option.flag("SPLIT_K", false),
                    Options.GATHER,
                    Options.SOURCE,
                    Options.STANDARDIZE,
                    Options.TILE_M,
                    Options.TILE_N,
                    Options.TILE_K,
                    Options.ITEM_M,
                    Options.ITEM_N,
                    Options.PAD,
                    Options.BAND,
                    Option.group(64))),
    /** The last dense layer of a network in training, the loss, its gradient, and the layer's input's gradient. */
    HEAD(
            List.of("row_space.cl", "vector.cl", "activation.cl", "epilogue.cl", "batch.cl", "loss_row.cl", "head.cl"),
            List.of("head"),
            List.of(
                    Options.LOSS,
                    Options.SMOOTHING,
                    Options.CLASS_WEIGHTS,
                    Options.ROW_WEIGHTS,
                    Options.DIVISORS,
                    Options.COEFFICIENTS,
                    Options.ACTIVATION,
                    Options.ACTIVATION_A,
                    Options.ACTIVATION_B,
                    Options.DERIVATIVE,
                    Options.ALIGNED,
                    Options.GATHER,
                    Options.SOURCE,
                    Options.STANDARDIZE,
                    Option.flag("OUTPUT_BIAS", false),
                    Option.flag("INPUT_GRADIENT", true),
                    Option.number("OUTPUTS", 16, 4, 8, 16, 32, 64),
                    Option.number("ROWS", 4, 1, 2, 4, 8),
                    Option.number("GROUP", 256, 256))),
    /** Two products of the way back in one grid, with the optimizer's steps and the end of the step. */
    BACKWARD(
            List.of(
                    "vector.cl",
                    "activation.cl",
                    "epilogue.cl",
                    "batch.cl",
                    "tile.cl",
                    "update_rule.cl",
                    "backward.cl"),
            List.of("backward"),
            List.of(
                    Option.choice("FIRST", "NN", "TN", "NONE"),
                    Option.flag("FIRST_DB", false),
                    Option.flag("SECOND_DB", false),
                    Option.flag("UPDATE", false),
                    Options.RULE,
                    Options.CENTERED,
                    Options.VELOCITY,
                    Options.REGULARIZER,
                    Options.CLIP,
                    Options.DECAY,
                    Option.flag("FINISH", false),
                    Options.DIVISORS,
                    Option.flag("ADD_LOSS", false),
                    Options.ADVANCE,
                    Options.ACTIVATION,
                    Options.ACTIVATION_A,
                    Options.ACTIVATION_B,
                    Options.DERIVATIVE,
                    Options.ALIGNED,
                    Options.TILE_M,
                    Options.TILE_N,
                    Options.TILE_K,
                    Options.ITEM_M,
                    Options.ITEM_N,
                    Options.PAD)),
    /** Matrix products on tensor cores; the values of the tile's options belong together, see {@link TensorTile}. */
    GEMM_TENSOR(
            List.of(
                    "vector.cl",
                    "activation.cl",
                    "epilogue.cl",
                    "tile_order.cl",
                    "tensor_core.cl",
                    "tensor_tiles.cl",
                    "gemm_tensor.cl",
                    "gemm_sum.cl"),
            List.of("gemm", "gemm_sum"),
            Options.ofProduct(
                    Options.ALIGNED,
                    Option.flag("SPLIT_K", false),
                    Option.choice("OPERANDS", "TF32", "TF32X3", "BF16"),
                    Option.flag("EMULATED", false),
                    Option.number("TILE_M", 64, 64, 128, 256),
                    Option.number("TILE_N", 64, 64, 128, 256),
                    Option.number("WARP_M", 32, 32, 64),
                    Option.number("WARP_N", 32, 32, 64),
                    Option.number("STAGES", 3, 2, 3, 4),
                    Options.BAND,
                    Option.group(64))),
    /** Matrix products for devices of type CPU; see {@link CpuBlock}. */
    GEMM_CPU(
            List.of("vector.cl", "activation.cl", "epilogue.cl", "gemm_cpu.cl"),
            List.of("gemm"),
            Options.ofProduct(
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
}
