package io.percept.tck;

import io.percept.backend.Activation;
import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The values that a device computes, checked without JUnit: for programs that look at the device of their user. {@link ConformanceKit}
 * asks more of a backend.
 */
public final class Conformance {
    /** Cases with more elements cost more than they show. */
    private static final long LARGEST = 50_000;

    /** With a derivative from the output, from the input, and none. */
    private static final Set<String> SHOWN_IN_LAYERS = Set.of("relu", "gelu", "identity");

    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Consumer<Integer> progress;
    private int done;

    private Conformance(Consumer<Integer> progress) {
        this.progress = progress;
    }

    /**
     * How an operation did.
     *
     * @param operation its name
     * @param checks how often it was compared, in cases of its own and as a part of longer ones
     * @param worst the largest error as a fraction of its bound; above 1 it is wrong
     * @param failures what is wrong, a sentence for each case
     */
    public record Result(String operation, int checks, double worst, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    /**
     * A selection that is done in seconds, most of which a driver needs to compile: every operation with every choice that it offers,
     * though not every combination of choices. The first of an operation's choices comes in the smallest and the largest sizes and one
     * between, the others in a middling one.
     */
    public static List<Case> selection() {
        Set<String> seen = new HashSet<>();
        Set<String> operations = new HashSet<>();
        List<Case> small = Cases.all().stream()
                .filter(testCase -> testCase.size() <= LARGEST && !isShownElsewhere(testCase))
                .toList();
        return by(Conformance::choice, small).entrySet().stream()
                .filter(entry -> saysSomethingNew(entry.getKey(), seen))
                .flatMap(entry -> sizes(
                        entry.getValue(), operations.add(words(entry.getKey()).get(0))))
                .toList();
    }

    /** A layer's three products, large enough (2²⁶ multiplications) for a device to take its tensor cores where it is allowed to. */
    public static List<Case> largeProducts() {
        return AffineCases.ofLayer(517, 513, 257);
    }

    /** A dense layer's activations are those that are checked by themselves; it shows some of which all forms differ. */
    private static boolean isShownElsewhere(Case testCase) {
        List<String> words = words(testCase.name());
        return words.get(0).startsWith("affine")
                && Activation.all().stream()
                        .map(Activation::name)
                        .anyMatch(name -> words.contains(name) && !SHOWN_IN_LAYERS.contains(name));
    }

    private static List<String> words(String name) {
        return List.of(name.split(" ", -1));
    }

    /** Cases by something about them, in the order in which they came. */
    private static Map<String, List<Case>> by(Function<Case, String> key, List<Case> cases) {
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        for (Case testCase : cases) {
            groups.computeIfAbsent(key.apply(testCase), any -> new ArrayList<>())
                    .add(testCase);
        }
        return groups;
    }

    /** Whether some word of the name has not been there yet together with its first word, the operation. */
    private static boolean saysSomethingNew(String choice, Set<String> seen) {
        List<String> words = words(choice);
        boolean fresh = false;
        for (String word : words) {
            fresh |= seen.add(words.get(0) + " " + word);
        }
        return fresh;
    }

    /** A case's name without its sizes; a training step's without what it is made of, which is checked by itself. */
    private static String choice(Case testCase) {
        return testCase.name().replaceAll("^training-step .*", "training-step").replaceAll("\\b\\d+(x\\d+)*\\b", "#");
    }

    private static Stream<Case> sizes(List<Case> cases, boolean first) {
        int last = cases.size() - 1;
        return (first ? Stream.of(0, last / 2, last) : Stream.of((last + 1) / 2))
                .distinct()
                .map(cases::get);
    }

    /**
     * Runs cases in every mode that they have, one after the other: PoCL 3.1 compiles programs side by side, but then fails now and then.
     *
     * @param progress told the number of cases that are done
     * @return a result for each operation, in the order of their names
     */
    public static List<Result> check(Device device, List<Case> cases, Consumer<Integer> progress) {
        Conformance conformance = new Conformance(progress);
        cases.forEach(testCase -> conformance.check(device, testCase));
        return conformance.tallies.entrySet().stream()
                .map(entry -> entry.getValue().result(entry.getKey()))
                .toList();
    }

    private void check(Device device, Case testCase) {
        for (Mode mode : testCase.modes()) {
            Watch watch = new Watch();
            try {
                new CaseCheck(device, testCase, watch).values(mode);
            } catch (AssertionError | BackendException failure) {
                failed(watch.operation(testCase), failure.getMessage());
            }
        }
        finished();
    }

    private void finished() {
        done++;
        progress.accept(done);
    }

    private void failed(String operation, String reason) {
        tallies.computeIfAbsent(operation, name -> new Tally()).failures.add(reason);
    }

    private void compared(String operation, double worst) {
        Tally tally = tallies.computeIfAbsent(operation, name -> new Tally());
        tally.checks++;
        tally.worst = Math.max(tally.worst, worst);
    }

    /** What has been seen of an operation. */
    private static final class Tally {
        private int checks;
        private double worst;
        private final List<String> failures = new ArrayList<>();

        Result result(String operation) {
            return new Result(operation, checks, worst, failures);
        }
    }

    /** Listens to one check. */
    private final class Watch implements ErrorGauge {
        private String wrong = "";

        @Override
        public void compared(Op op, double worst) {
            Conformance.this.compared(op.name(), worst);
            if (worst > 1) {
                wrong = op.name();
            }
        }

        /** Which operation to blame: the wrong one, or the case where none is, as when a guard zone was written. */
        String operation(Case testCase) {
            return wrong.isEmpty() ? testCase.name() : wrong;
        }
    }
}
