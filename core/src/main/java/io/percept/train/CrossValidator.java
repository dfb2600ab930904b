package io.percept.train;

import io.percept.backend.Device;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Folds;
import io.percept.data.Split;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures a network and a way to train it by k-fold cross-validation: the data is dealt into k parts, and for each a new network is trained
 * with the others and tested with it. Whatever is learned from data, filled-in values and scales among it, is learned from the training part
 * of each fold alone.
 *
 * <pre>{@code
 * CrossValidation result = new CrossValidator(device, config, 5).run(network, data);
 * System.out.println(result.spread(Metric.ACCURACY));
 * }</pre>
 */
public final class CrossValidator {
    private static final double NANOS = 1e-9;

    private final TrainingConfig config;
    private final int folds;
    private final FoldTrainer trainer;
    private final Consumer<CrossValidation.Fold> listener;

    /** Trains with all rows that are not tested. */
    public CrossValidator(Device device, TrainingConfig config, int folds) {
        this(device, config, folds, 0, fold -> {});
    }

    /**
     * Says how to measure.
     *
     * @param config its seed decides the folds as well
     * @param folds into how many parts to deal the data
     * @param validation the fraction of each training part to validate epochs with, which early stopping needs; the tested part never is
     * @param listener told of each fold when it is done
     * @throws DataException when the fraction is not in [0, 1)
     */
    public CrossValidator(
            Device device,
            TrainingConfig config,
            int folds,
            double validation,
            Consumer<CrossValidation.Fold> listener) {
        this.config = config;
        this.folds = folds;
        this.trainer = new FoldTrainer(device, validation);
        this.listener = listener;
    }

    /** The fewest rows that any fold trains with: no batch can be larger. */
    public static int trainingRows(int rows, int folds, double validation) {
        int rest = rows - (rows + folds - 1) / folds;
        return rest - (int) Math.round(validation * rest);
    }

    /** Ends the running fold's training after its step. May be called from any thread. */
    public void requestStop() {
        trainer.requestStop();
    }

    /**
     * Trains and tests fold by fold.
     *
     * @return what was measured; fewer folds than wanted when it was asked to stop
     * @throws DataException when there are too few rows for the folds, or the data cannot be learned from
     * @throws IllegalArgumentException when network, data and configuration do not fit together
     */
    public CrossValidation run(Network network, Dataset data) {
        Folds dealt = Folds.of(data, folds, config.seed());
        List<CrossValidation.Fold> done = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            Split split = dealt.split(i);
            long start = System.nanoTime();
            Optional<TrainingResult> result = trainer.train(network, config, split.rest());
            if (result.isEmpty()) {
                break;
            }
            double seconds = (System.nanoTime() - start) * NANOS;
            CrossValidation.Fold fold = new CrossValidation.Fold(
                    i + 1, split.rest().rows(), result.get(), trainer.evaluate(result.get(), split.part()), seconds);
            done.add(fold);
            listener.accept(fold);
        }
        return new CrossValidation(folds, done);
    }
}
