package io.percept.data;

import io.percept.backend.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Random orders that know of classes. */
final class Mixing {
    /** The stream that {@link #order} draws from: "MIXED" in ASCII. */
    private static final long STREAM = 0x4D49584544L;

    private Mixing() {}

    /** The rows of each class, in random order; all rows where there are no classes. */
    static List<int[]> groups(Targets targets, CounterRandom random) {
        int[] order = random.permutation(targets.rows());
        if (!(targets instanceof ClassTargets classes)) {
            return List.of(order);
        }
        int[] counts = new int[classes.classes().size()];
        for (int label : classes.labels()) {
            counts[label]++;
        }
        List<int[]> groups = Arrays.stream(counts).mapToObj(int[]::new).toList();
        int[] filled = new int[counts.length];
        for (int row : order) {
            int label = classes.labels()[row];
            groups.get(label)[filled[label]++] = row;
        }
        return groups;
    }

    /** An order of the rows of which every beginning has the classes in their proportions, as nearly as whole rows allow. */
    static int[] order(Targets targets, long seed) {
        record Place(double part, int row) {}
        List<Place> places = new ArrayList<>();
        for (int[] rows : groups(targets, new CounterRandom(seed, STREAM))) {
            for (int i = 0; i < rows.length; i++) {
                places.add(new Place((i + 0.5) / rows.length, rows[i]));
            }
        }
        // Stable: the earlier class comes first where two have come equally far.
        places.sort(Comparator.comparingDouble(Place::part));
        return places.stream().mapToInt(Place::row).toArray();
    }
}
