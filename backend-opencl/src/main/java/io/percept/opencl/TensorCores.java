package io.percept.opencl;

import io.percept.backend.Precision;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TensorTile.Operands;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a device multiplies matrices with besides float32's fused multiply-adds.
 *
 * @param operands what tensor cores round operands to; empty where none are used
 * @param emulated whether plain arithmetic does what they would, which any device can
 */
record TensorCores(Optional<Operands> operands, boolean emulated) {
    /** Fused multiply-adds alone. */
    static final TensorCores UNUSED = new TensorCores(Optional.empty(), false);

    static TensorCores of(Precision precision, boolean emulated) {
        return new TensorCores(
                Arrays.stream(Operands.values())
                        .filter(operands -> precision(operands) == precision)
                        .findFirst(),
                emulated && precision != Precision.FLOAT32);
    }

    /** What products of such operands are called. */
    static Precision precision(Operands operands) {
        return switch (operands) {
            case TF32X3 -> Precision.TF32X3;
            case TF32 -> Precision.TF32;
            case BF16 -> Precision.BF16;
        };
    }

    /** Ways to cut a product for them. */
    List<TensorTile> tiles() {
        return operands.map(chosen -> TensorTile.all(chosen, emulated)).orElse(List.of());
    }

    /** What they are called where results are kept. */
    String label() {
        return operands.map(chosen -> (emulated ? "emulated " : "") + chosen.label())
                .orElse("float32");
    }
}
