package io.percept.cli;

import io.percept.data.CsvOptions;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Split;
import io.percept.data.TrainTest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what to validate and test with. */
final class PartFlags {
    private static final double DEFAULT_HOLDOUT = 0.2;
    private static final double DEFAULT_VALIDATION = 0.1;
    /** Nobody who has four rows wants to be without one of them, unless they say so. */
    private static final int SMALLEST_DEFAULT_PART = 2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--test",
            paramLabel = "PATH",
            description =
                    "What to test the trained network with: a CSV or NPY file, or a folder's or NPZ file's test part.")
    private String test;

    @Option(names = "--test-targets", paramLabel = "FILE.npy", description = "The targets where --test is an NPY file.")
    private Path testTargets;

    @Option(
            names = "--holdout",
            paramLabel = "F",
            description = "The fraction of the data to hold out for the test when it has no test part and --test is not"
                    + " given; 0 trains with everything. Default: " + DEFAULT_HOLDOUT + ".")
    private Double holdout;

    @Option(
            names = "--validation",
            paramLabel = "F",
            description = "The fraction of the remaining rows to validate each epoch with; 0 for none." + " Default: "
                    + DEFAULT_VALIDATION + ".")
    private Double validation;

    /** What to test with, where the user says so. */
    Optional<String> test() {
        return Optional.ofNullable(test);
    }

    /** Whether the user wants no validation. */
    boolean withoutValidation() {
        return validation != null && validation == 0;
    }

    /** Throws a usage error for options that are wrong whatever the data. */
    void check() {
        checkFraction("--holdout", holdout);
        checkFraction("--validation", validation);
        if (testTargets != null && test == null) {
            throw new ParameterException(
                    command.commandLine(), "--test-targets has no effect without --test, whose targets they are");
        }
        if (test != null && holdout != null) {
            throw new ParameterException(
                    command.commandLine(), "--holdout and --test both say what to test with; give one of them");
        }
    }

    private void checkFraction(String option, Double fraction) {
        if (fraction != null && !(fraction >= 0 && fraction < 1)) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + fraction + "; it must be at least 0 and below 1");
        }
    }

    /** Takes the data apart: the test part first, so that it does not depend on the validation. */
    Parts read(TrainTest data, CsvOptions csv, long seed) {
        Dataset rest = data.train();
        CsvOptions options = csv.withTargetFile(Optional.ofNullable(testTargets));
        Optional<Dataset> tested =
                test == null ? data.test() : Optional.of(Datasets.openTest(test, data.train(), options));
        if (tested.isEmpty()) {
            Split split = rest.split(fraction(holdout, DEFAULT_HOLDOUT, rest), seed);
            rest = split.rest();
            tested = notEmpty(split.part());
        }
        Split split = rest.split(fraction(validation, DEFAULT_VALIDATION, rest), seed);
        return new Parts(split.rest(), notEmpty(split.part()), tested);
    }

    private static double fraction(Double asked, double usual, Dataset data) {
        if (asked != null) {
            return asked;
        }
        return Math.round(usual * data.rows()) < SMALLEST_DEFAULT_PART ? 0 : usual;
    }

    private static Optional<Dataset> notEmpty(Dataset part) {
        return part.rows() == 0 ? Optional.empty() : Optional.of(part);
    }

    /** A data set in up to three parts. */
    record Parts(Dataset training, Optional<Dataset> validation, Optional<Dataset> test) {
        int rows() {
            return training.rows() + rows(validation) + rows(test);
        }

        static int rows(Optional<Dataset> part) {
            return part.map(Dataset::rows).orElse(0);
        }
    }
}
