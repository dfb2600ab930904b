package io.percept.cli;

import io.percept.backend.Clipping;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import io.percept.backend.WeightDecay;
import io.percept.train.TrainingConfig;
import picocli.CommandLine.Option;

/** The options that keep weights and gradients small. */
final class PenaltyFlags {
    @Option(
            names = "--l1",
            paramLabel = "W",
            description = "The weight of the penalty on absolute weights; with --l2, the elastic net. Default: 0.")
    private double l1;

    @Option(names = "--l2", paramLabel = "W", description = "The weight of the penalty on squared weights. Default: 0.")
    private double l2;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description = "Takes the learning rate times R of the weights from them at every step, whatever the"
                    + " optimizer does (decoupled). Default: 0.01 for adamw, 0 for the others.")
    private Double weightDecay;

    @Option(names = "--decay-biases", description = "Weight decay for biases and gains too, not for weights alone.")
    private boolean decayBiases;

    @Option(
            names = "--clip-value",
            paramLabel = "G",
            description = "Brings every gradient to -G up to G. Default: no limit.")
    private Double clipValue;

    @Option(
            names = "--clip-norm",
            paramLabel = "G",
            description = "Scales the gradients down together where their norm is more than G. Default: no limit.")
    private Double clipNorm;

    @Option(
            names = "--max-norm",
            paramLabel = "C",
            description = "Scales the weights into a unit down to the norm C where theirs is more. Default: no limit.")
    private Double maxNorm;

    /** Throws {@link IllegalArgumentException} for values out of their range. */
    void apply(TrainingConfig.Builder builder, double defaultDecay) {
        builder.regularizer(new Regularizer(l1, l2))
                .decay(new WeightDecay(weightDecay(defaultDecay), true, decayBiases))
                .clipping(new Clipping(orNone(clipValue), orNone(clipNorm)));
        if (maxNorm != null) {
            builder.maxNorm(new MaxNorm(maxNorm));
        }
    }

    double weightDecay(double defaultDecay) {
        return weightDecay == null ? defaultDecay : weightDecay;
    }

    boolean wantsBiasesDecayed() {
        return decayBiases;
    }

    private static double orNone(Double limit) {
        return limit == null ? Double.POSITIVE_INFINITY : limit;
    }
}
