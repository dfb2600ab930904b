package io.percept.train;

import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the rows of each class count for in the loss, or, where targets are numbers, what each output does. The loss of a batch is then the
 * weighted mean: divided by the sum of its rows' weights where these tell rows apart, as PyTorch's cross-entropy does it.
 */
public sealed interface ClassWeights {
    /** All count the same. */
    ClassWeights EQUAL = new Equal();

    /** Every class has the same weight in all, however few rows it has. */
    ClassWeights BALANCED = new Balanced();

    /**
     * The weights for these targets, one for each class or output.
     *
     * @throws DataException when they are not for such targets
     */
    double[] of(Targets targets);

    /**
     * Reads weights: {@code balanced}; a number for each class or output, in their order, with commas between them; or
     * {@code name=weight} for some of them, the others having 1.
     *
     * @throws IllegalArgumentException when they are none of these
     */
    static ClassWeights parse(String written) {
        if (written.equals("balanced")) {
            return BALANCED;
        }
        String[] parts = written.split(",", -1);
        if (Arrays.stream(parts).noneMatch(part -> part.contains("="))) {
            return new Given(Arrays.stream(parts).map(ClassWeights::number).toList());
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.lastIndexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("\"" + part + "\" is not of the form class=weight, as others are");
            }
            String name = part.substring(0, equals).strip();
            if (weights.put(name, number(part.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("the class \"" + name + "\" has two weights");
            }
        }
        return new ByName(weights);
    }

    private static double number(String written) {
        try {
            return Double.parseDouble(written.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + written.strip()
                            + "\" is no weight; write balanced, a number for each class as in 1,2.5,1, or"
                            + " class=weight",
                    e);
        }
    }

    private static void check(Iterable<Double> weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the class weight " + weight + " is not 0 or a positive number");
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("all class weights are 0; one at least must be positive");
        }
    }

    /** The classes, or the outputs. */
    private static List<String> names(Targets targets) {
        return targets instanceof ClassTargets classes ? classes.classes() : ((RealTargets) targets).names();
    }

    private static double[] ones(Targets targets) {
        double[] ones = new double[names(targets).size()];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** 1 for all. */
    record Equal() implements ClassWeights {
        @Override
        public double[] of(Targets targets) {
            return ones(targets);
        }

        @Override
        public String toString() {
            return "equal";
        }
    }

    /** rows / (classes · rows of the class), as scikit-learn has it, over the classes that have rows; 1 for those that have none. */
    record Balanced() implements ClassWeights {
        @Override
        public double[] of(Targets targets) {
            if (!(targets instanceof ClassTargets classes)) {
                throw new DataException("balanced class weights need classes, but the targets are "
                        + String.join(", ", names(targets)) + "; give each a weight, as in 1,2.5");
            }
            int[] counts = new int[classes.classes().size()];
            for (int label : classes.labels()) {
                counts[label]++;
            }
            long present = Arrays.stream(counts).filter(count -> count > 0).count();
            double each = classes.rows() / (double) present;
            return Arrays.stream(counts)
                    .mapToDouble(count -> count == 0 ? 1 : each / count)
                    .toArray();
        }

        @Override
        public String toString() {
            return "balanced";
        }
    }

    /**
     * One after another.
     *
     * @param weights in the order of the classes or outputs
     */
    record Given(List<Double> weights) implements ClassWeights {
        public Given {
            weights = List.copyOf(weights);
            check(weights);
        }

        @Override
        public double[] of(Targets targets) {
            List<String> names = names(targets);
            if (names.size() != weights.size()) {
                throw new DataException("there are " + weights.size() + " class weights, but " + names.size() + " "
                        + (targets instanceof ClassTargets ? "classes: " : "outputs: ") + some(names)
                        + "; give one for each");
            }
            return weights.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public String toString() {
            return weights.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /**
     * Some by name, and 1 for the others.
     *
     * @param weights by the names of classes or outputs
     */
    record ByName(Map<String, Double> weights) implements ClassWeights {
        public ByName {
            weights = Map.copyOf(new LinkedHashMap<>(weights));
            check(weights.values());
        }

        @Override
        public double[] of(Targets targets) {
            List<String> names = names(targets);
            double[] all = ones(targets);
            weights.forEach((name, weight) -> {
                int index = names.indexOf(name);
                if (index < 0) {
                    throw new DataException("there is a weight for \"" + name + "\", but the "
                            + (targets instanceof ClassTargets ? "classes" : "outputs") + " are " + some(names));
                }
                all[index] = weight;
            });
            return all;
        }

        @Override
        public String toString() {
            return weights.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
        }
    }

    private static String some(List<String> names) {
        int most = 10;
        String first = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() > most ? first + " ..." : first;
    }
}
