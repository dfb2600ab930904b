package io.percept.train;

import java.util.Comparator;
import java.util.List;

/**
 * Decides between devices by what a whole training would take on each: its start and its steps, of which the devices did some in turns.
 *
 * @param entries at least one
 * @param steps the number of steps of the whole training
 */
record Race(List<Entry> entries, double steps) {
    /** A choice that is no more than this many times slower than the fastest is a good one. */
    private static final double GOOD = 1.1;

    /** One round may be an accident. */
    private static final int ENOUGH_ROUNDS = 2;

    /**
     * What a device did.
     *
     * @param name names the device
     * @param start seconds until its first step is done
     * @param rounds seconds for a step, in each round; those of all devices begin with the same round, but some have fewer
     */
    record Entry(String name, double start, List<Double> rounds) {
        /** Half of the rounds were faster; what else the machine does slows some down, and now and then most of them. */
        double step() {
            List<Double> sorted = rounds.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        private double whole(int round, double steps) {
            return start + steps * rounds.get(round);
        }
    }

    /** Seconds for the whole training. */
    double whole(Entry entry) {
        return entry.start() + steps * entry.step();
    }

    /** The entries, the fastest first. */
    List<Entry> ranking() {
        return entries.stream().sorted(Comparator.comparingDouble(this::whole)).toList();
    }

    /**
     * Whether the winner was a good choice by each round alone, so that measuring again would hardly find another. A machine that is busy
     * with other things in some rounds, or in all of them to a varying degree, does not let anything be clear.
     */
    boolean isClear() {
        Entry winner = ranking().get(0);
        if (entries.size() > 1 && winner.rounds().size() < ENOUGH_ROUNDS) {
            return false;
        }
        for (Entry other : entries) {
            for (int round = 0;
                    round < Math.min(winner.rounds().size(), other.rounds().size());
                    round++) {
                if (winner.whole(round, steps) > GOOD * other.whole(round, steps)) {
                    return false;
                }
            }
        }
        return true;
    }
}
