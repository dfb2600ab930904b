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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures how errors depend on the number of rows to train with: whether more data would help. In each fold of a cross-validation networks
 * are trained with more and more of the training part, and measured on what they were trained with and on the part held back. The smaller
 * samples are within the larger ones, and have the classes in the same proportions.
 *
 * <pre>{@code
 * IntFunction<TrainingConfig> config = rows -> TrainingConfig.builder().batchSize(16).build();
 * LearningCurve result = new LearningCurves(device, config, 5, 0, size -> {}).run(network, data, 50, 100, 200, 400);
 * Files.writeString(Path.of("learning.svg"), result.curve().svg());
 * }</pre>
 */
public final class LearningCurves {
    private static final double NANOS = 1e-9;

    private final IntFunction<TrainingConfig> config;
    private final int folds;
    private final FoldTrainer trainer;
    private final Consumer<LearningCurve.Size> listener;

    /**
     * Says how to measure.
     *
     * @param config how to train with so many rows; its seed decides the folds and the samples as well
     * @param folds into how many parts to deal the data
     * @param validation the fraction of each sample to validate epochs with, which early stopping needs
     * @param listener told of each size when it is done
     * @throws DataException when the fraction is not in [0, 1)
     */
    public LearningCurves(
            Device device,
            IntFunction<TrainingConfig> config,
            int folds,
            double validation,
            Consumer<LearningCurve.Size> listener) {
        this.config = config;
        this.folds = folds;
        this.trainer = new FoldTrainer(device, validation);
        this.listener = listener;
    }

    /**
     * How many epochs with fewer rows have as many steps as the wanted epochs with all of them: otherwise small samples would seem hard
     * to learn merely because they are trained with for a shorter time.
     *
     * @param epochs epochs with all rows
     * @param batchSize rows per step, or all where there are fewer
     */
    public static int equalEpochs(int epochs, int batchSize, int allRows, int rows) {
        long steps = (long) epochs * steps(batchSize, allRows);
        int each = steps(batchSize, rows);
        return (int) Math.min(Integer.MAX_VALUE, (steps + each - 1) / each);
    }

    private static int steps(int batchSize, int rows) {
        return rows <= batchSize ? 1 : (rows + batchSize - 1) / batchSize;
    }

    /** Ends the running training after its step. May be called from any thread. */
    public void requestStop() {
        trainer.requestStop();
    }

    /**
     * Trains and measures size by size.
     *
     * @param sizes rows to train with, increasing
     * @return what was measured; fewer sizes than wanted when it was asked to stop
     * @throws DataException when a fold has fewer rows than a size asks for, or the data cannot be learned from
     */
    public LearningCurve run(Network network, Dataset data, int... sizes) {
        Folds dealt = Folds.of(data, folds, config.apply(data.rows()).seed());
        int most = CrossValidator.trainingRows(data.rows(), folds, 0);
        for (int size : sizes) {
            if (size < 1 || size > most) {
                throw new DataException("a training-set size is " + size + "; with " + folds + " folds of "
                        + data.rows() + " rows it must be from 1 to " + most);
            }
        }
        List<LearningCurve.Size> done = new ArrayList<>();
        for (int size : sizes) {
            Optional<LearningCurve.Size> measured = measure(network, dealt, size);
            if (measured.isEmpty()) {
                break;
            }
            done.add(measured.get());
            listener.accept(measured.get());
        }
        return new LearningCurve(done);
    }

    private Optional<LearningCurve.Size> measure(Network network, Folds dealt, int rows) {
        long start = System.nanoTime();
        TrainingConfig ofSize = config.apply(rows);
        List<Evaluation> training = new ArrayList<>();
        List<Evaluation> validation = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            Split split = dealt.split(fold);
            int[] first = IntStream.range(0, rows).toArray();
            Dataset sample = split.rest().mixed(ofSize.seed()).select(first);
            Optional<TrainingResult> result = trainer.train(network, ofSize, sample);
            if (result.isEmpty()) {
                return Optional.empty();
            }
            trainer.evaluate(result.get(), sample).ifPresent(training::add);
            trainer.evaluate(result.get(), split.part()).ifPresent(validation::add);
        }
        double seconds = (System.nanoTime() - start) * NANOS;
        // A size at which a fold diverged has no figures: those of the other folds alone would flatter it.
        boolean complete = validation.size() == folds;
        return Optional.of(new LearningCurve.Size(
                rows, complete ? training : List.of(), complete ? validation : List.of(), seconds));
    }
}
