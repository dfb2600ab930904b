package io.percept.tck;

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
import java.util.stream.Stream;

/**
 * The values that a device computes, checked without JUnit: for programs that look at the device of their user. {@link ConformanceKit}
 * asks more of a backend.
 */
public final class Conformance {
    /** Cases with more elements cost more than they show. */
    private static final long LARGEST = 50_000;

    private final Device device;
    private final Map<String, Tally> tallies = new TreeMap<>();

    private Conformance(Device device) {
        this.device = device;
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
     * A selection that is done in seconds: every operation with every choice that it offers, though not every combination of choices,
     * each with the smallest and the largest sizes and one between.
     */
    public static List<Case> selection() {
        Map<String, List<Case>> byChoice = new LinkedHashMap<>();
        for (Case testCase : Cases.all()) {
            if (testCase.size() <= LARGEST) {
                byChoice.computeIfAbsent(choice(testCase), choice -> new ArrayList<>())
                        .add(testCase);
            }
        }
        Set<String> seen = new HashSet<>();
        return byChoice.entrySet().stream()
                .filter(entry -> saysSomethingNew(entry.getKey(), seen))
                .flatMap(entry -> endsAndMiddle(entry.getValue()))
                .toList();
    }

    /** Whether some word of the name has not been there yet together with its first word, the operation. */
    private static boolean saysSomethingNew(String choice, Set<String> seen) {
        String[] words = choice.split(" ", -1);
        boolean fresh = false;
        for (String word : words) {
            fresh |= seen.add(words[0] + " " + word);
        }
        return fresh;
    }

    /** A case's name without its sizes. */
    private static String choice(Case testCase) {
        return testCase.name().replaceAll("\\b\\d+(x\\d+)*\\b", "#");
    }

    private static Stream<Case> endsAndMiddle(List<Case> cases) {
        int last = cases.size() - 1;
        return Stream.of(0, last / 2, last).distinct().map(cases::get);
    }

    /**
     * Runs cases on a device in every mode that they have.
     *
     * @param progress told the number of cases that are done
     * @return a result for each operation, in the order of their names
     */
    public static List<Result> check(Device device, List<Case> cases, Consumer<Integer> progress) {
        Conformance conformance = new Conformance(device);
        for (int i = 0; i < cases.size(); i++) {
            conformance.check(cases.get(i));
            progress.accept(i + 1);
        }
        return conformance.tallies.entrySet().stream()
                .map(entry -> entry.getValue().result(entry.getKey()))
                .toList();
    }

    private void check(Case testCase) {
        for (Mode mode : testCase.modes()) {
            Watch watch = new Watch();
            try {
                new CaseCheck(device, testCase, watch).values(mode);
            } catch (AssertionError | BackendException failure) {
                tallies.computeIfAbsent(watch.operation(testCase), name -> new Tally())
                        .failures
                        .add(failure.getMessage());
            }
        }
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
            Tally tally = tallies.computeIfAbsent(op.name(), name -> new Tally());
            tally.checks++;
            tally.worst = Math.max(tally.worst, worst);
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
