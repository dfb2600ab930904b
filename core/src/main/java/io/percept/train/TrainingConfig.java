package io.percept.train;

import io.percept.backend.AdamRule;
import io.percept.backend.Clipping;
import io.percept.backend.Loss;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import io.percept.data.Missing;
import io.percept.data.Scaling;
import io.percept.nn.Initializer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How to train.
 *
 * @param loss what to minimise; empty for what suits the targets: cross-entropy for classes, mean squared error for real numbers
 * @param classWeights what the rows of each class count for in the loss
 * @param rule the optimizer
 * @param learningRate its learning rate, positive
 * @param schedule how the learning rate changes over the training
 * @param batchSize rows per step: 1 for incremental training, {@link #FULL_BATCH} for the whole data set
 * @param microBatch rows that go through the network at a time; fewer than a batch, which must be a multiple of them, save memory: the
 *     batch's gradient is then the sum of its parts', which is the same but for rounding, and for the masks of dropout
 * @param epochs passes over the data set, at least 1
 * @param seed decides the initial weights and the order of the rows
 * @param shuffle whether every epoch has its own order; otherwise rows come as they stand
 * @param regularizer penalty on the weights
 * @param decay weight decay
 * @param clipping limit on the gradients, penalties included
 * @param maxNorm limit on the norm of the weights into each unit
 * @param initializer how weights start; empty for what suits the activation after each layer
 * @param bias what biases start from
 * @param patience epochs without a better validation loss after which to stop and go back to the best weights; 0 for never
 * @param scaling how to scale the features, as the training data has it
 * @param missing what stands for missing features, as the training data has it
 */
public record TrainingConfig(
        Optional<Loss> loss,
        ClassWeights classWeights,
        UpdateRule rule,
        double learningRate,
        Schedule schedule,
        int batchSize,
        int microBatch,
        int epochs,
        long seed,
        boolean shuffle,
        Regularizer regularizer,
        WeightDecay decay,
        Clipping clipping,
        MaxNorm maxNorm,
        Optional<Initializer> initializer,
        double bias,
        int patience,
        Scaling scaling,
        Missing missing) {
    /** The batch size that stands for all rows at once. */
    public static final int FULL_BATCH = Integer.MAX_VALUE;

    public TrainingConfig {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate is " + learningRate + "; it must be positive");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size is " + batchSize + "; it must be at least 1");
        }
        if (microBatch < 1) {
            throw new IllegalArgumentException("the micro-batch is " + microBatch + "; it must be at least 1");
        }
        if (microBatch < batchSize && batchSize != FULL_BATCH && batchSize % microBatch != 0) {
            throw new IllegalArgumentException("the batch size of " + batchSize
                    + " is no multiple of the micro-batch of " + microBatch + "; take a micro-batch that divides it");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("the number of epochs is " + epochs + "; it must be at least 1");
        }
        if (patience < 0) {
            throw new IllegalArgumentException("the patience is " + patience + "; it must not be negative");
        }
        if (!Double.isFinite(bias)) {
            throw new IllegalArgumentException("the initial bias is " + bias + "; it must be finite");
        }
    }

    /** The same with another course of the learning rate. */
    TrainingConfig with(double otherRate, Schedule otherSchedule, int otherEpochs) {
        return new TrainingConfig(
                loss,
                classWeights,
                rule,
                otherRate,
                otherSchedule,
                batchSize,
                microBatch,
                otherEpochs,
                seed,
                shuffle,
                regularizer,
                decay,
                clipping,
                maxNorm,
                initializer,
                bias,
                patience,
                scaling,
                missing);
    }

    /** Starts from the defaults: Adam with its own learning rate falling to 0 along a cosine, batches of 64, 20 epochs, shuffling, seed 42. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private Optional<Loss> loss = Optional.empty();
        private ClassWeights classWeights = ClassWeights.EQUAL;
        private UpdateRule rule = new AdamRule.Adam();
        private OptionalDouble learningRate = OptionalDouble.empty();
        private Schedule schedule = new Schedule.Cosine();
        private int batchSize = 64;
        private int microBatch = FULL_BATCH;
        private int epochs = 20;
        private long seed = 42;
        private boolean shuffle = true;
        private Regularizer regularizer = Regularizer.NONE;
        private Optional<WeightDecay> decay = Optional.empty();
        private Clipping clipping = Clipping.NONE;
        private MaxNorm maxNorm = MaxNorm.NONE;
        private Optional<Initializer> initializer = Optional.empty();
        private double bias;
        private int patience;
        private Scaling scaling = Scaling.STANDARDIZE;
        private Missing missing = Missing.MEAN;

        private Builder() {}

        public Builder loss(Loss value) {
            loss = Optional.of(value);
            return this;
        }

        public Builder classWeights(ClassWeights value) {
            classWeights = value;
            return this;
        }

        /** The optimizer; unless {@link #learningRate} is called, with its default learning rate. */
        public Builder optimizer(UpdateRule value) {
            rule = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = OptionalDouble.of(value);
            return this;
        }

        public Builder schedule(Schedule value) {
            schedule = value;
            return this;
        }

        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        public Builder microBatch(int value) {
            microBatch = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder shuffle(boolean value) {
            shuffle = value;
            return this;
        }

        public Builder regularizer(Regularizer value) {
            regularizer = value;
            return this;
        }

        /** Weight decay; unless it is called, what the optimizer does by default. */
        public Builder decay(WeightDecay value) {
            decay = Optional.of(value);
            return this;
        }

        public Builder clipping(Clipping value) {
            clipping = value;
            return this;
        }

        public Builder maxNorm(MaxNorm value) {
            maxNorm = value;
            return this;
        }

        public Builder initializer(Initializer value) {
            initializer = Optional.of(value);
            return this;
        }

        public Builder bias(double value) {
            bias = value;
            return this;
        }

        public Builder patience(int value) {
            patience = value;
            return this;
        }

        public Builder scaling(Scaling value) {
            scaling = value;
            return this;
        }

        public Builder missing(Missing value) {
            missing = value;
            return this;
        }

        /** The configuration; throws {@link IllegalArgumentException} when a value is out of its range. */
        public TrainingConfig build() {
            return new TrainingConfig(
                    loss,
                    classWeights,
                    rule,
                    learningRate.orElse(rule.defaultLearningRate()),
                    schedule,
                    batchSize,
                    microBatch,
                    epochs,
                    seed,
                    shuffle,
                    regularizer,
                    decay.orElseGet(() -> new WeightDecay(rule.defaultWeightDecay())),
                    clipping,
                    maxNorm,
                    initializer,
                    bias,
                    patience,
                    scaling,
                    missing);
        }
    }
}
