package io.percept.cli;

import io.percept.train.CrossValidator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say into which parts to deal the data for cross-validation. */
final class FoldFlags {
    private static final int LEAST = 2;
    private static final double WITH_PATIENCE = 0.1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Deal the data into so many parts, each with the same share of every class; each is tested once,"
                            + " with the others to train. Default: ${DEFAULT-VALUE}.")
    private int folds = 5;

    @Option(
            names = "--validation",
            paramLabel = "F",
            description =
                    "The fraction of the training rows of each fold to validate epochs with, which --patience needs."
                            + " Default: 0, and with --patience " + WITH_PATIENCE + ".")
    private Double validation;

    int folds() {
        return folds;
    }

    double validation(boolean patience) {
        return validation != null ? validation : patience ? WITH_PATIENCE : 0;
    }

    boolean withoutValidation() {
        return validation != null && validation == 0;
    }

    /** The fewest rows that a fold trains with. */
    int trainingRows(int rows, boolean patience) {
        return Math.max(1, CrossValidator.trainingRows(rows, folds, validation(patience)));
    }

    /** Throws a usage error for values out of their range. */
    void check() {
        if (folds < LEAST) {
            throw new ParameterException(
                    command.commandLine(), "--folds is " + folds + "; it must be at least " + LEAST);
        }
        if (validation != null && !(validation >= 0 && validation < 1)) {
            throw new ParameterException(
                    command.commandLine(), "--validation is " + validation + "; it must be at least 0 and below 1");
        }
    }
}
