package io.percept.search;

import io.percept.backend.CounterRandom;
import io.percept.json.JsonArray;
import io.percept.json.JsonNumber;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonString;
import io.percept.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may vary, each independently of the others.
 *
 * @param dimensions at least one, of distinct names
 */
public record SearchSpace(List<Dimension> dimensions) {
    /** Streams that the trials are drawn from: this one plus the trial's number. */
    private static final long STREAM = 8L << 32;

    /** Draws in vain after which a space is taken for exhausted. */
    private static final int PATIENCE = 1000;

    /** A grid of more is a mistake. */
    private static final long MOST = 1_000_000;

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when there is no dimension, or two have one name
     */
    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to try");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Dimension dimension : dimensions) {
            if (!names.add(dimension.name())) {
                throw new IllegalArgumentException(
                        "\"" + dimension.name() + "\" is to be tried twice; give all its values together");
            }
        }
    }

    /**
     * Reads an object of settings: an array lists values, an object describes a range with {@code from}, {@code to} and perhaps
     * {@code scale} ("linear" or "log") and {@code whole}, a string is as {@link Dimension#parse} reads it after the equals sign.
     *
     * @throws IllegalArgumentException when it is none of that
     */
    public static List<Dimension> of(JsonObject json) {
        List<Dimension> dimensions = new ArrayList<>();
        json.members().forEach((name, value) -> dimensions.add(new Dimension(name, values(name, value))));
        return dimensions;
    }

    private static Dimension.Values values(String name, JsonValue value) {
        if (value instanceof JsonArray array) {
            return new Dimension.Listed(
                    array.values().stream().map(SearchSpace::text).toList());
        }
        if (value instanceof JsonString string) {
            return Dimension.parse(name + "=" + string.value()).values();
        }
        if (value instanceof JsonObject range) {
            range.refuseOthers("from", "to", "scale", "whole");
            String scale = range.string("scale", "linear");
            if (!scale.equals("linear") && !scale.equals("log")) {
                throw new IllegalArgumentException(
                        "the scale of \"" + name + "\" is \"" + scale + "\"; it must be \"linear\" or \"log\"");
            }
            return new Dimension.Range(
                    range.number("from"), range.number("to"), scale.equals("log"), range.bool("whole", false));
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" is " + value + "; it must be an array of values or a range with \"from\" and \"to\"");
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonArray array) {
            // A list of widths.
            return String.join(
                    ",", array.values().stream().map(SearchSpace::text).toList());
        }
        return value instanceof JsonNumber number ? number.toString() : value.toString();
    }

    /** The dimensions as they are written, by name. */
    JsonObject json() {
        JsonObjectBuilder json = JsonObject.builder();
        dimensions.forEach(dimension -> json.put(dimension.name(), dimension.written()));
        return json.build();
    }

    /** Whether every dimension lists its values, so that there is a grid. */
    public boolean isListed() {
        return dimensions.stream().allMatch(dimension -> dimension.values() instanceof Dimension.Listed);
    }

    /**
     * All combinations, those of the last dimension varying fastest.
     *
     * @throws IllegalArgumentException when a dimension is a range, or there are more than a million
     */
    public List<Map<String, String>> grid() {
        List<Map<String, String>> grid = List.of(Map.of());
        for (Dimension dimension : dimensions) {
            if (!(dimension.values() instanceof Dimension.Listed listed)) {
                throw new IllegalArgumentException("a grid needs values, but " + dimension.name() + " is the range "
                        + dimension.written() + "; say how many of it, as in " + dimension.written()
                        + ":5, or search at random");
            }
            if ((long) grid.size() * listed.texts().size() > MOST) {
                throw new IllegalArgumentException(
                        "the grid has more than " + MOST + " combinations; search at random");
            }
            List<Map<String, String>> larger = new ArrayList<>();
            for (Map<String, String> point : grid) {
                for (String text : listed.texts()) {
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(dimension.name(), text);
                    larger.add(next);
                }
            }
            grid = larger;
        }
        return grid;
    }

    /**
     * Distinct combinations at random; fewer when there are not so many. The first of more are those of fewer.
     *
     * @param count how many
     * @param seed decides which
     */
    public List<Map<String, String>> draw(int count, long seed) {
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        int inVain = 0;
        for (long index = 0; drawn.size() < count && inVain < PATIENCE; index++) {
            CounterRandom random = new CounterRandom(seed, STREAM + index);
            Map<String, String> point = new LinkedHashMap<>();
            dimensions.forEach(dimension -> point.put(dimension.name(), dimension.at(random.nextDouble())));
            inVain = drawn.add(point) ? 0 : inVain + 1;
        }
        return List.copyOf(drawn);
    }
}
