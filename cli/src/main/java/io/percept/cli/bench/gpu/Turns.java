package io.percept.cli.bench.gpu;

import java.util.ArrayList;
import java.util.List;

/** Lets several take turns, so that a machine that is busy or hot for a while is so for all of them. */
final class Turns {
    private final int rounds;
    private final Budget budget;

    Turns(int rounds, Budget budget) {
        this.rounds = rounds;
        this.budget = budget;
    }

    /** Somebody who is warm and can be measured again and again. */
    @FunctionalInterface
    interface Contestant {
        /** Seconds of a run, in one more repetition. */
        double seconds();
    }

    /** Rounds until all are done or the time is over, at least one; another one begins in each round. */
    List<Timing> take(List<Contestant> contestants) {
        List<List<Double>> seconds = new ArrayList<>();
        contestants.forEach(any -> seconds.add(new ArrayList<>()));
        for (int round = 0; round < rounds && (round == 0 || !budget.isOver()); round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                int who = (round + turn) % contestants.size();
                seconds.get(who).add(contestants.get(who).seconds());
            }
        }
        return seconds.stream().map(Timing::new).toList();
    }
}
