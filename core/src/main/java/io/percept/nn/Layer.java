package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * A layer of a network. Each kind is a record that says all there is to say of it: its widths, its parameters, its form in descriptions
 * and its operations. To add a kind, add a record, permit it here and name its reader in {@link NetworkJson}.
 */
public sealed interface Layer
        permits Linear,
                Elementwise,
                PRelu,
                Maxout,
                Softmax,
                WinnerTakeAll,
                Dropout,
                BatchNorm,
                LayerNorm,
                Residual,
                Highway,
                DenseConcat,
                Fourier,
                Positional {
    /** The name of its kind in descriptions: {@code linear}, {@code batch-norm}; an activation's own name. */
    String type();

    /**
     * The width of its output.
     *
     * @param inputs the width of its input
     * @throws IllegalArgumentException when it cannot take such an input; the message names both widths and what would help
     */
    int outputs(int inputs);

    /** What it learns or keeps, given the width of its input; names are relative to the layer: {@code weight}, {@code body.0.bias}. */
    List<Parameter> parameters(int inputs);

    /** The layers of a block, which take the block's own input; none in a layer that is not a block. */
    default List<Layer> body() {
        return List.of();
    }

    /** A few words for people: {@code linear 128}. */
    String summary();

    /** Its JSON form, given the width of its input; defaults are written out. */
    JsonObject describe(int inputs);

    /**
     * Appends its forward operations.
     *
     * @param to where they go
     * @param name what its parameters' names start with: {@code 2.body.0.}
     * @param x its input, batch x inputs
     * @param y receives its output, batch x outputs; null when that may be anywhere, also in x itself
     */
    Lowered lower(Lowering to, String name, MatrixView x, MatrixView y);
}
