package io.percept.search;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.search.Strategy.Halving.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tries settings and finds the best ones. The same space, strategy, seed and scores give the same trials in the same order, whether in one
 * run or, with a table in a file, in several.
 *
 * @param space what may vary
 * @param strategy what is tried of it
 * @param seed decides what is random
 * @param higherIsBetter whether good settings have a high score and not a low one
 * @param epochs how many epochs a whole training has; {@link Strategy.Halving} divides them
 */
public record Search(SearchSpace space, Strategy strategy, long seed, boolean higherIsBetter, int epochs) {
    private static final double NANOS = 1e-9;

    /** Is told how the search goes. */
    public interface Listener {
        /** A trial is about to be done. */
        void starting(int number, int rung, int ofRung, OptionalInt epochs, Map<String, String> settings);

        /** A trial is done, just now or, if it was found in the table, earlier. */
        void finished(Trial trial, boolean earlier);
    }

    /** Everything that decides on the trials, for a table. A random search may go on with more of them. */
    public JsonObject json() {
        JsonObjectBuilder json = JsonObject.builder()
                .put("strategy", strategy.name())
                .put("space", space.json())
                .put("seed", seed);
        if (strategy instanceof Strategy.Halving halving) {
            json.put("trials", halving.trials()).put("factor", halving.factor()).put("epochs", epochs);
        }
        return json.build();
    }

    /** The settings that are tried, without those that a halving tries again; their numbers are their positions, from 1. */
    public List<Map<String, String>> candidates() {
        if (strategy instanceof Strategy.Random random) {
            return space.draw(random.trials(), seed);
        } else if (strategy instanceof Strategy.Halving halving) {
            return space.draw(halving.trials(), seed);
        }
        return space.grid();
    }

    /** How many trials there are to do in all. */
    public int size() {
        return rungs(candidates().size()).stream().mapToInt(Rung::trials).sum();
    }

    /** One rung, unless a halving has more. */
    private List<Rung> rungs(int candidates) {
        return strategy instanceof Strategy.Halving halving && candidates > 0
                ? new Strategy.Halving(candidates, halving.factor()).rungs(epochs)
                : List.of(new Rung(candidates, 0));
    }

    /**
     * Does the trials that the table does not have.
     *
     * @return all trials, in their order; fewer when the scorer was stopped
     */
    public Result run(Scorer scorer, SearchTable table, Listener listener) {
        List<Map<String, String>> candidates = candidates();
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= candidates.size(); number++) {
            numbers.add(number);
        }
        List<Trial> all = new ArrayList<>();
        List<Trial> last = List.of();
        List<Rung> rungs = rungs(candidates.size());
        for (int rung = 1; rung <= rungs.size(); rung++) {
            Rung of = rungs.get(rung - 1);
            List<Trial> done = new ArrayList<>();
            for (int number : numbers.subList(0, Math.min(of.trials(), numbers.size()))) {
                Optional<Trial> trial =
                        trial(number, rung, of, candidates.get(number - 1), new Tools(scorer, table, listener));
                if (trial.isEmpty()) {
                    return new Result(all, Optional.empty());
                }
                done.add(trial.get());
                all.add(trial.get());
            }
            done.sort(bestFirst());
            last = done;
            numbers = done.stream()
                    .filter(trial -> trial.score().outcome() == Score.Outcome.COMPLETED)
                    .map(Trial::number)
                    .toList();
        }
        return new Result(
                all, last.stream().findFirst().filter(trial -> trial.score().outcome() == Score.Outcome.COMPLETED));
    }

    private record Tools(Scorer scorer, SearchTable table, Listener listener) {}

    private static Optional<Trial> trial(int number, int rung, Rung of, Map<String, String> settings, Tools tools) {
        Optional<Trial> known = tools.table.find(number, rung);
        if (known.isPresent()) {
            tools.listener.finished(known.get(), true);
            return known;
        }
        OptionalInt epochs = of.epochs() == 0 ? OptionalInt.empty() : OptionalInt.of(of.epochs());
        tools.listener.starting(number, rung, of.trials(), epochs, settings);
        long start = System.nanoTime();
        Optional<Trial> trial = tools.scorer
                .score(settings, epochs)
                .map(score -> new Trial(number, rung, epochs, settings, score, (System.nanoTime() - start) * NANOS));
        trial.ifPresent(done -> {
            tools.table.add(done);
            tools.listener.finished(done, false);
        });
        return trial;
    }

    /** From the best score to the worst, those without one last; of equal ones the earlier trial first. */
    public Comparator<Trial> bestFirst() {
        Comparator<Trial> byScore = Comparator.comparingDouble(trial -> {
            double mean = trial.score().mean();
            return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : higherIsBetter ? -mean : mean;
        });
        return byScore.thenComparing(Trial::number);
    }

    /**
     * What came of a search.
     *
     * @param trials all trials, in their order
     * @param best the one with the best score among those that were trained for the whole time; empty when the search was stopped, or no
     *     trial has a score
     */
    public record Result(List<Trial> trials, Optional<Trial> best) {
        public Result {
            trials = List.copyOf(trials);
        }
    }
}
