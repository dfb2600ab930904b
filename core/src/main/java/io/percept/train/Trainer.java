package io.percept.train;

import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains networks: epochs, validation, early stopping. */
public final class Trainer {
    private final Device device;
    private final TrainingConfig config;
    private final TrainingListener listener;
    private volatile boolean stopRequested;

    public Trainer(Device device, TrainingConfig config) {
        this(device, config, TrainingListener.NONE);
    }

    public Trainer(Device device, TrainingConfig config, TrainingListener listener) {
        this.device = device;
        this.config = config;
        this.listener = listener;
    }

    /** Ends the training after the running step. May be called from any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /** The loss that the configuration names, or the one that suits the data. */
    public static Loss lossFor(TrainingConfig config, Dataset data) {
        return config.loss().orElseGet(() -> usualLoss(data.targets()));
    }

    private static Loss usualLoss(Targets targets) {
        if (targets instanceof ClassTargets) {
            return new Loss.CrossEntropy();
        }
        return ((RealTargets) targets).labels() ? new Loss.BinaryCrossEntropy() : new Loss.MeanSquaredError();
    }

    /** Trains a new network without validation. */
    public TrainingResult train(Network network, Dataset training) {
        return train(network, training, Optional.empty());
    }

    /**
     * Trains a new network.
     *
     * @param validation what to measure after each epoch; never trained with
     * @throws DataException when the data cannot be learned from
     * @throws IllegalArgumentException when network, data and configuration do not fit together
     */
    public TrainingResult train(Network network, Dataset training, Optional<Dataset> validation) {
        Preparation preparation = Preparation.fit(training, config.missing(), config.scaling());
        float[] initial = InitialParameters.draw(network, config.initializer(), config.bias(), config.seed());
        return train(network, initial, preparation, training, validation);
    }

    /**
     * Trains a model further. Its preparation of the features stays: the weights are used to it. The optimizer starts anew.
     *
     * @throws DataException when the data cannot be learned from
     * @throws IllegalArgumentException when model, data and configuration do not fit together
     */
    public TrainingResult train(Model model, Dataset training, Optional<Dataset> validation) {
        return train(model.network(), model.parameters(), model.data().preparation(), training, validation);
    }

    private TrainingResult train(
            Network network, float[] initial, Preparation preparation, Dataset training, Optional<Dataset> validation) {
        check(training, validation);
        Loss loss = lossFor(config, training);
        double[] classWeights = config.classWeights().of(training.targets());
        try (TrainingSession session =
                        new TrainingSession(device, network, loss, config, training, preparation, initial);
                Evaluator evaluator = validation
                        .map(data -> new Evaluator(
                                device,
                                network,
                                loss,
                                Weights.of(loss, classWeights, data),
                                session.parameterBuffer(),
                                data,
                                preparation))
                        .orElse(null)) {
            listener.started(session);
            Course course = new Course(session, evaluator, initial);
            TrainingResult.Outcome outcome = course.run();
            DataDescription description = DataDescription.of(training, preparation);
            Model model = new Model(network, loss, description, course.kept);
            return new TrainingResult(model, new History(course.epochs), outcome);
        }
    }

    private void check(Dataset training, Optional<Dataset> validation) {
        if (training.targets() instanceof ClassTargets) {
            training.requireAtLeastTwoClasses();
        }
        if (config.batchSize() != TrainingConfig.FULL_BATCH && config.batchSize() > training.rows()) {
            throw new DataException("the training data has " + training.rows() + " rows, fewer than a batch of "
                    + config.batchSize() + "; use a batch size of at most " + training.rows());
        }
        if (config.patience() > 0 && validation.isEmpty()) {
            throw new IllegalArgumentException("early stopping needs validation data");
        }
    }

    /** One training on its way. */
    private final class Course {
        private final TrainingSession session;
        private final Evaluator evaluator;
        private final List<History.Epoch> epochs = new ArrayList<>();
        private final Pace pace = new Pace(System::nanoTime);
        /** The weights that the model will have: the best ones when stopping early, the last good ones otherwise. */
        private float[] kept;

        private double bestLoss = Double.POSITIVE_INFINITY;
        private int bestEpoch;
        private int keptEpoch;

        private Course(TrainingSession session, Evaluator evaluator, float[] initial) {
            this.session = session;
            this.evaluator = evaluator;
            this.kept = initial;
        }

        private TrainingResult.Outcome run() {
            for (int epoch = 1; epoch <= config.epochs(); epoch++) {
                long start = System.nanoTime();
                int steps = runSteps(epoch);
                double[] losses = session.losses();
                double seconds = (System.nanoTime() - start) * 1e-9;
                float[] parameters = session.parameters();
                int bad = firstBadStep(losses, parameters);
                if (bad > 0) {
                    return new TrainingResult.Diverged(epoch, bad, epochs.size(), keptEpoch);
                }
                if (steps < session.stepsPerEpoch()) {
                    keepUnlessBestIsWanted(parameters);
                    return new TrainingResult.Cancelled();
                }
                finish(epoch, seconds, parameters);
                if (config.patience() > 0 && epoch - bestEpoch >= config.patience()) {
                    return new TrainingResult.StoppedEarly(bestEpoch);
                }
                if (stopRequested) {
                    return new TrainingResult.Cancelled();
                }
            }
            return new TrainingResult.Completed();
        }

        /** Ends the epoch early when it is asked to, or when the losses seen on the way are no finite numbers any more. */
        private int runSteps(int epoch) {
            session.beginEpoch();
            pace.start();
            int step = 0;
            while (step < session.stepsPerEpoch() && !stopRequested) {
                session.step();
                step++;
                listener.stepped(epoch, step);
                if (pace.isDue()) {
                    if (firstBadStep(session.losses()) > 0) {
                        break;
                    }
                    pace.waited();
                }
            }
            return step;
        }

        private void finish(int epoch, double seconds, float[] parameters) {
            OptionalDouble validationLoss = OptionalDouble.empty();
            OptionalDouble accuracy = OptionalDouble.empty();
            if (evaluator != null) {
                Evaluation evaluation = evaluator.evaluate();
                validationLoss = OptionalDouble.of(evaluation.loss());
                accuracy = evaluation.accuracy();
                if (evaluation.loss() < bestLoss) {
                    bestLoss = evaluation.loss();
                    bestEpoch = epoch;
                }
            }
            // No epoch is the best where validation losses are not finite; the last one is better than none.
            if (config.patience() == 0 || bestEpoch == epoch || bestEpoch == 0) {
                kept = parameters;
                keptEpoch = epoch;
            }
            long samples = 0;
            for (int step = 0; step < session.stepsPerEpoch(); step++) {
                samples += session.rowsOfStep(step);
            }
            History.Epoch record = new History.Epoch(epoch, session.loss(), validationLoss, accuracy, samples, seconds);
            epochs.add(record);
            session.measured(validationLoss.orElse(record.loss()));
            listener.epochFinished(record);
        }

        /** A part of an epoch has no validation loss to compare, so with early stopping the best epoch's weights stay. */
        private void keepUnlessBestIsWanted(float[] parameters) {
            if (config.patience() == 0 || bestEpoch == 0) {
                kept = parameters;
            }
        }

        /** The first step, from 1, whose loss is not finite; 0 if all are. */
        private static int firstBadStep(double[] losses) {
            for (int i = 0; i < losses.length; i++) {
                if (!Double.isFinite(losses[i])) {
                    return i + 1;
                }
            }
            return 0;
        }

        /** The same; the last step if only the weights are not finite. */
        private static int firstBadStep(double[] losses, float[] parameters) {
            int bad = firstBadStep(losses);
            if (bad > 0) {
                return bad;
            }
            for (float parameter : parameters) {
                if (!Float.isFinite(parameter)) {
                    return losses.length;
                }
            }
            return 0;
        }
    }
}
