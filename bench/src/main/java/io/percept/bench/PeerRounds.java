package io.percept.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peers that take turns: every round measures each of them once, another one first. */
final class PeerRounds {
    /** For the threads of the peer that has just run to fall asleep: some spin for a fifth of a second. */
    private static final long PAUSE_MILLISECONDS = 250;

    /** Seconds of a measurement. */
    private static final double MEASUREMENT = 0.5;

    /** Work that can be done so many times, and takes so many seconds. */
    @FunctionalInterface
    interface Work {
        double seconds(PeerProcess peer, int times) throws IOException;
    }

    private final int rounds;
    private final double measurement;
    private final long pause;

    PeerRounds(int rounds) {
        this(rounds, MEASUREMENT, PAUSE_MILLISECONDS);
    }

    private PeerRounds(int rounds, double measurement, long pause) {
        this.rounds = rounds;
        this.measurement = measurement;
        this.pause = pause;
    }

    /** The same with shorter measurements, for there are many. */
    PeerRounds brief() {
        return new PeerRounds(rounds, measurement / 5, pause / 4);
    }

    /** The seconds that a piece of work takes each peer, in each round. */
    Map<String, double[]> measure(List<PeerProcess> peers, Work work) throws IOException, InterruptedException {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        int[] times = new int[peers.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = timesFor(measurement, peers.get(i), work);
            seconds.put(peers.get(i).name(), new double[rounds]);
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < times.length; turn++) {
                int i = (turn + round) % times.length;
                Thread.sleep(pause);
                PeerProcess peer = peers.get(i);
                seconds.get(peer.name())[round] = work.seconds(peer, times[i]) / times[i];
            }
        }
        return seconds;
    }

    /** How often a peer can do a piece of work in so many seconds, when it is warm. */
    static int timesFor(double seconds, PeerProcess peer, Work work) throws IOException {
        int times = 1;
        double taken = work.seconds(peer, times);
        // Compilers in virtual machines need many steps, which a network may take long for.
        for (double total = taken; taken < seconds / 2 || total < 2 * seconds; total += taken) {
            times = Math.max(times, (int) Math.min(4.0 * times, times * seconds / taken));
            taken = work.seconds(peer, times);
        }
        return (int) Math.max(1, times * seconds / taken);
    }

    /** Of each round: what the other takes, in units of what we take. */
    static double[] ratios(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = theirs[round] / ours[round];
        }
        return ratios;
    }
}
