package io.percept.cli;

import io.percept.backend.AdamRule;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.CsvOptions;
import io.percept.data.Missing;
import io.percept.data.Scaling;
import io.percept.nn.Initializer;
import io.percept.train.LearningCurves;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how to train. */
final class TrainingFlags {
    private static final int DEFAULT_BATCH_SIZE = 64;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            converter = Choices.OfLoss.class,
            completionCandidates = Choices.OfLoss.class,
            description = "What to minimise: ${COMPLETION-CANDIDATES}. Default: cross-entropy for classes,"
                    + " mean-squared-error for real numbers.")
    private Loss loss;

    @Mixin
    private WeightFlags weights;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME[:SETTINGS]",
            converter = Choices.OfOptimizer.class,
            completionCandidates = Choices.OfOptimizer.class,
            description =
                    "How to step: ${COMPLETION-CANDIDATES}; with settings: momentum:0.8, adam:beta1=0.8,epsilon=1e-6."
                            + " Default: adam.")
    private UpdateRule optimizer = new AdamRule.Adam();

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Default: the optimizer's own, such as 0.1 for sgd and 0.001 for adam.")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME[:SETTINGS]",
            converter = Choices.OfSchedule.class,
            completionCandidates = Choices.OfSchedule.class,
            description = "How the learning rate changes over the training: ${COMPLETION-CANDIDATES}; with settings:"
                    + " step:every=10,factor=0.5, cosine:warmUp=2,period=10, plateau:patience=5. Default: cosine,"
                    + " down to 0.")
    private Schedule schedule = new Schedule.Cosine();

    @Option(
            names = "--batch-size",
            paramLabel = "N|full",
            converter = BatchSize.class,
            description = "Rows per step. Default: " + DEFAULT_BATCH_SIZE + ", or all of fewer rows.")
    private Integer batchSize;

    @Option(
            names = "--micro-batch",
            paramLabel = "N",
            description =
                    "Rows that go through the network at a time, where memory is short: a batch's gradient is then"
                            + " added up from such parts. Must divide the batch size. Default: the batch.")
    private int microBatch = TrainingConfig.FULL_BATCH;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training data. Default: ${DEFAULT-VALUE}.")
    private int epochs = 20;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after so many epochs without a better validation loss, and keep the best epoch's weights."
                            + " Default: never.")
    private int patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the split, the initial weights and the order of the rows. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--shuffle",
            paramLabel = "true|false",
            arity = "1",
            description = "Whether each epoch has an order of its own. Default: ${DEFAULT-VALUE}.")
    private boolean shuffle = true;

    @Option(
            names = "--scale",
            paramLabel = "standardize|min-max|none",
            converter = Choices.OfScaling.class,
            completionCandidates = Choices.OfScaling.class,
            description = "How to scale the features: to mean 0 and deviation 1, to 0 up to 1, or not at all. What is"
                    + " fitted to the training data is saved with the model. Default: standardize.")
    private Scaling scaling;

    @Option(
            names = "--missing",
            paramLabel = "mean|median|error",
            converter = Choices.OfMissing.class,
            completionCandidates = Choices.OfMissing.class,
            description = "What stands for a missing number (an empty cell, NA, ?, NaN ...): the mean or the median of"
                    + " its column in the training data, which is saved with the model; for a category, the most"
                    + " frequent one. Or an error. Default: mean.")
    private Missing missing;

    @Option(
            names = "--initializer",
            paramLabel = "NAME[:SETTINGS]",
            converter = Choices.OfInitializer.class,
            completionCandidates = Choices.OfInitializer.class,
            description =
                    "How the weights start: ${COMPLETION-CANDIDATES}; with settings: uniform:0.1, normal:0.02, orthogonal:1.4."
                            + " Default: he before relu, lecun before selu, xavier before anything else.")
    private Initializer initializer;

    @Option(names = "--bias", paramLabel = "B", description = "What the biases start from. Default: 0.")
    private Double bias;

    @Mixin
    private PenaltyFlags penalties;

    long seed() {
        return seed;
    }

    /** Whether trainings may end before their last epoch. */
    boolean stopsEarly() {
        return patience > 0;
    }

    /** Throws a usage error for values out of their range, and for options without effect. */
    void check(boolean continued, boolean withoutValidation) {
        checkValues(continued, withoutValidation);
        if (!decays() && penalties.wantsBiasesDecayed()) {
            throw usage("--decay-biases has no effect without weight decay; give --weight-decay too");
        }
    }

    /** Whether the weights decay. */
    boolean decays() {
        return penalties.weightDecay(optimizer.defaultWeightDecay()) != 0;
    }

    /** Throws a usage error for an optimizer that only begins with the learning rate. */
    void checkRateMatters() {
        if (optimizer instanceof UpdateRule.ResilientPropagation) {
            throw usage("--optimizer rprop has steps of its own, on which learning rates have no effect");
        }
    }

    /** Throws a usage error for values out of their range. */
    void checkValues(boolean continued, boolean withoutValidation) {
        try {
            config(Optional.empty(), Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        if (continued && (initializer != null || bias != null)) {
            throw usage("--initializer and --bias have no effect with --init, which says how the network starts");
        }
        if (patience > 0 && withoutValidation) {
            throw usage("--patience needs a validation part; it cannot be used with --validation 0");
        }
    }

    /** How to read a CSV file when missing features are an error: where they are found, their place can be told. */
    CsvOptions withMissing(CsvOptions csv) {
        return csv.withMissingAllowed(missing != Missing.ERROR);
    }

    /** Throws a usage error when the user wants something of a preparation that is settled already. */
    void requirePreparationLeftOut(String file) {
        if (scaling != null || missing != null) {
            throw usage((scaling != null ? "--scale" : "--missing") + " has no effect on the model in " + file
                    + ", which prepares its features as it has learned to");
        }
    }

    private ParameterException usage(String text) {
        return new ParameterException(command.commandLine(), text);
    }

    /**
     * The configuration.
     *
     * @param modelLoss the loss of a model that is trained further
     * @param rows rows of the training data
     */
    TrainingConfig config(Optional<Loss> modelLoss, int rows) {
        return builder(modelLoss, rows).build();
    }

    /**
     * The configuration for a sample of the training data.
     *
     * @param rows rows of the sample; no batch is larger
     * @param allRows rows of the whole training data
     * @param equalSteps whether the sample is trained with for as many steps as the whole would be, and not for as many epochs
     */
    TrainingConfig config(int rows, int allRows, boolean equalSteps) {
        int wanted = config(Optional.empty(), allRows).batchSize();
        TrainingConfig.Builder builder = builder(Optional.empty(), rows);
        if (wanted > rows) {
            builder.batchSize(TrainingConfig.FULL_BATCH);
        }
        return builder.epochs(equalSteps ? LearningCurves.equalEpochs(epochs, wanted, allRows, rows) : epochs)
                .build();
    }

    /** Fewer rows are a full batch, not a batch of as many rows, which would have to be a multiple of the micro-batch. */
    private static int usualBatchSize(int rows) {
        return rows < DEFAULT_BATCH_SIZE ? TrainingConfig.FULL_BATCH : DEFAULT_BATCH_SIZE;
    }

    private TrainingConfig.Builder builder(Optional<Loss> modelLoss, int rows) {
        TrainingConfig.Builder builder = TrainingConfig.builder()
                .classWeights(weights.classWeights())
                .optimizer(optimizer)
                .schedule(schedule)
                .batchSize(batchSize == null ? usualBatchSize(rows) : batchSize)
                .microBatch(microBatch)
                .epochs(epochs)
                .patience(patience)
                .seed(seed)
                .shuffle(shuffle)
                .scaling(scaling == null ? Scaling.STANDARDIZE : scaling)
                .missing(missing == null ? Missing.MEAN : missing)
                .bias(bias == null ? 0 : bias);
        penalties.apply(builder, optimizer.defaultWeightDecay());
        Optional.ofNullable(loss).or(() -> modelLoss).ifPresent(builder::loss);
        Optional.ofNullable(learningRate).ifPresent(builder::learningRate);
        Optional.ofNullable(initializer).ifPresent(builder::initializer);
        return builder;
    }

    static final class BatchSize implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String written) {
            try {
                return written.equals("full") ? TrainingConfig.FULL_BATCH : Integer.parseInt(written);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + written + "\" is neither a whole number nor 'full'");
            }
        }
    }
}
