package io.percept.cli;

import io.percept.search.Dimension;
import io.percept.search.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options of a search with the settings of a trial among them: read again as an option is, so that whatever can be said to 'percept
 * train' can be tried.
 */
final class TrialFlags {
    /** What can be tried that makes weights decay, or lets them be. */
    static final Set<String> DECIDE_ON_DECAY = Set.of("weight-decay", "optimizer");

    private static final String WIDTH = "width";
    private static final String DEPTH = "depth";
    private static final String HIDDEN = "hidden";
    private static final String EPOCHS = "epochs";
    private static final String DEFAULT_WIDTH = "128";
    private static final String DEFAULT_DEPTH = "2";

    /** What a trial is made of. */
    @Command
    static final class Flags {
        @Mixin
        private NetworkFlags network;

        @Mixin
        private TrainingFlags training;

        NetworkFlags network() {
            return network;
        }

        TrainingFlags training() {
            return training;
        }
    }

    /** What the user gave beside the space: the words of each option, by its name without dashes. */
    private final Map<String, List<String>> given = new LinkedHashMap<>();

    private final CommandLine command;

    TrialFlags(ParseResult parsed) {
        command = parsed.commandSpec().commandLine();
        for (OptionSpec option : parsed.matchedOptions()) {
            List<String> words = new ArrayList<>();
            option.originalStringValues().forEach(value -> words.add(option.longestName() + "=" + value));
            given.put(
                    nameOf(option),
                    option.originalStringValues().isEmpty() || option.arity().max() == 0
                            ? List.of(option.longestName())
                            : words);
        }
    }

    private static CommandLine parser() {
        CommandLine parser = new CommandLine(new Flags());
        Numbers.register(parser);
        return parser;
    }

    private static String nameOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static Set<String> names(CommandSpec spec) {
        Set<String> names = new TreeSet<>();
        spec.options().forEach(option -> names.add(nameOf(option)));
        return names;
    }

    /**
     * Makes sure that every setting and every listed value can be said, beside the options given.
     *
     * @param epochsAreVaried whether the strategy decides on the epochs
     * @throws ParameterException when one cannot
     */
    void check(SearchSpace space, boolean epochsAreVaried) {
        Set<String> known = names(parser().getCommandSpec());
        known.addAll(List.of(WIDTH, DEPTH));
        known.remove("seed");
        Set<String> tried = new HashSet<>();
        for (Dimension dimension : space.dimensions()) {
            String name = dimension.name();
            tried.add(name);
            if (!known.contains(name)) {
                throw usage(
                        "--try: \"" + name + "\" is nothing that can be tried; there is " + String.join(", ", known));
            }
            if (given.containsKey(name)) {
                throw usage("--" + name + " and --try " + name + " both say what " + name + " is; give one of them");
            }
            if (epochsAreVaried && name.equals(EPOCHS)) {
                throw usage("--try: a halving decides on the epochs itself, up to --epochs");
            }
            samples(dimension.values()).forEach(text -> checkNetwork(flags(Map.of(name, text), OptionalInt.empty())));
        }
        boolean sized = tried.contains(WIDTH) || tried.contains(DEPTH);
        if (sized && (tried.contains(HIDDEN) || given.containsKey(HIDDEN))) {
            throw usage("--try: width and depth say what hidden says; try the one or the other");
        }
    }

    /** All of the values that are listed; the least of a range, whose others can be said where it can. */
    private static List<String> samples(Dimension.Values values) {
        if (values instanceof Dimension.Listed listed) {
            return listed.texts();
        }
        Dimension.Range range = (Dimension.Range) values;
        return List.of(range.whole() ? Long.toString((long) Math.ceil(range.low())) : Double.toString(range.low()));
    }

    private void checkNetwork(Flags flags) {
        try {
            flags.network().check();
        } catch (ParameterException e) {
            throw usage("--try: " + e.getMessage());
        }
    }

    /** The words of 'percept train' for these settings, and for the options given that it knows. */
    List<String> train(Map<String, String> settings, CommandSpec train) {
        List<String> words = new ArrayList<>(List.of("percept", "train"));
        Set<String> known = names(train);
        known.removeAll(Set.of("json", "curve"));
        if (!flags(settings, OptionalInt.empty()).training().decays()) {
            known.remove("decay-biases");
        }
        given.forEach((name, text) -> {
            if (known.contains(name)) {
                words.addAll(text);
            }
        });
        options(settings).forEach((name, value) -> {
            if (known.contains(name)) {
                words.add("--" + name + "=" + value);
            }
        });
        return words;
    }

    /** What the user gave that decides on scores, in an order that does not depend on theirs. */
    List<String> fixed() {
        Set<String> known = names(parser().getCommandSpec());
        List<String> words = new ArrayList<>();
        given.forEach((name, text) -> {
            if (known.contains(name)) {
                words.addAll(text);
            }
        });
        Collections.sort(words);
        return words;
    }

    /**
     * The options with these settings.
     *
     * @throws ParameterException when one of them cannot be so
     */
    Flags flags(Map<String, String> settings, OptionalInt epochs) {
        List<String> words = new ArrayList<>();
        Set<String> known = names(parser().getCommandSpec());
        given.forEach((name, text) -> {
            boolean overridden = epochs.isPresent() && name.equals(EPOCHS);
            if (known.contains(name) && !overridden) {
                words.addAll(text);
            }
        });
        options(settings).forEach((name, value) -> words.add("--" + name + "=" + value));
        epochs.ifPresent(count -> words.add("--" + EPOCHS + "=" + count));
        CommandLine parser = parser();
        try {
            parser.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw usage("--try: " + e.getMessage());
        }
        return parser.getCommand();
    }

    /** Settings as options: width and depth are hidden layers. */
    private Map<String, String> options(Map<String, String> settings) {
        Map<String, String> options = new LinkedHashMap<>(settings);
        String width = options.remove(WIDTH);
        String depth = options.remove(DEPTH);
        if (width != null || depth != null) {
            int layers = layers(depth == null ? DEFAULT_DEPTH : depth);
            String each = width == null ? DEFAULT_WIDTH : width;
            options.put(HIDDEN, layers == 0 ? "none" : String.join(",", Collections.nCopies(layers, each)));
        }
        return options;
    }

    private int layers(String depth) {
        try {
            return Integer.parseInt(depth);
        } catch (NumberFormatException e) {
            throw usage("--try: the depth \"" + depth + "\" is not a whole number");
        }
    }

    private ParameterException usage(String text) {
        return new ParameterException(command, text);
    }
}
