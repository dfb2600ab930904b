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
                        TrainingCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
