package io.percept.cli.bench.gpu;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a run of something took, round by round.
 *
 * @param seconds of a run in each round, at least one
 */
public record Timing(List<Double> seconds) {
    public Timing {
        seconds = List.copyOf(seconds);
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException("a timing without a round");
        }
    }

    public double median() {
        return median(seconds);
    }

    /** How many times as fast as the other this is: the median of the rounds' ratios, since neighbours in time were disturbed alike. */
    public double speedOver(Timing other) {
        return median(IntStream.range(0, Math.min(seconds.size(), other.seconds.size()))
                .mapToObj(round -> other.seconds.get(round) / seconds.get(round))
                .toList());
    }

    /** Half the distance between the quarters, as a part of the median: how much the rounds differ. */
    public double spread() {
        List<Double> sorted = seconds.stream().sorted().toList();
        int last = sorted.size() - 1;
        return (sorted.get(last - last / 4) - sorted.get(last / 4)) / 2 / median();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
