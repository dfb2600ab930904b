package io.percept.tck;

import java.util.List;
import java.util.stream.Stream;

/** The list of cases, one for every backend and for the micro-benchmarks. It grows with the activations, losses and update rules. */
public final class Cases {
    private Cases() {}

    /** Every case. */
    public static List<Case> all() {
        return Stream.of(
                        AffineCases.all(),
                        ElementwiseCases.all(),
                        RowCases.all(),
                        LossCases.all(),
                        UnitCases.all(),
                        NormalizationCases.all(),
                        BlockCases.all(),
                        UpdateCases.all(),
                        NormCases.all(),
                        GatherCases.all(),
                        TrainingCases.all(),
                        DenseStepCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Every operation, with every activation, loss and update rule, once, at the sizes of a dense layer: for measurements. Each case can be
     * run any number of times, and its numbers stay ordinary ones.
     *
     * @param classes how many outputs a loss has
     */
    public static List<Case> ofLayer(int batch, int out, int in, int classes) {
        return Stream.of(
                        AffineCases.ofLayer(batch, out, in),
                        ElementwiseCases.ofSize(batch, out),
                        RowCases.ofSize(batch, out),
                        LossCases.ofSize(batch, classes),
                        UnitCases.ofSize(batch, out),
                        NormalizationCases.ofSize(batch, out),
                        BlockCases.ofSize(batch, out),
                        UpdateCases.ofSize(out * in + out),
                        NormCases.ofLayer(out, in),
                        GatherCases.ofSize(batch, in))
                .flatMap(List::stream)
                .toList();
    }

    /** dx = dz w and nothing else: a product whose left operand lies in memory row by row. */
    public static Case inputGradient(int batch, int out, int in) {
        return AffineCases.backwardInput(new int[] {batch, out, in}, null, false);
    }

    /** dw = dzᵀ x and nothing else: a product whose left operand lies transposed. */
    public static Case weightGradient(int batch, int out, int in) {
        return AffineCases.backwardWeights(new int[] {batch, out, in}, false, false);
    }
}
