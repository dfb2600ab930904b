package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.Product;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A matrix product, in one precision.
 *
 * @param subject the layer or the square
 * @param variant the kernel's form that was taken: small products are computed in float32 whatever the precision
 * @param torch the same by torch.matmul, with what it offers for the same accuracy
 * @param error the relative Frobenius error against float64, where it was measured
 * @param torchError likewise
 */
public record ProductFigure(
        String subject,
        Product product,
        Precision precision,
        String variant,
        Timing percept,
        Optional<Timing> torch,
        OptionalDouble error,
        OptionalDouble torchError) {
    private static final double TERA = 1e12;

    /** TFLOP/s in a time. */
    double teraflops(Timing timing) {
        return product.flops() / timing.median() / TERA;
    }

    /** How many times as large the error is as that of PyTorch. */
    OptionalDouble errorOverTorch() {
        return error.isPresent() && torchError.isPresent()
                ? OptionalDouble.of(error.getAsDouble() / torchError.getAsDouble())
                : OptionalDouble.empty();
    }

    /** How many times as fast as PyTorch. */
    OptionalDouble speedOverTorch() {
        return torch.map(theirs -> OptionalDouble.of(percept.speedOver(theirs))).orElse(OptionalDouble.empty());
    }
}
