package io.percept.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A choice that is made when a program is built, passed as {@code -Dname=value}.
 *
 * @param name the macro's name
 * @param values the legal values; those of a number are the ones that the shipped variants use or that are worth trying; none where any
 *     float will do
 * @param standard the value where none is given, as the file's {@code #ifndef} has it; null where the macro is then not defined
 */
public record Option(String name, List<String> values, String standard) {
    private static final Pattern REAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?f");

    public Option {
        Objects.requireNonNull(name, "name");
        values = List.copyOf(values);
        if (standard != null && !values.contains(standard)) {
            throw new IllegalArgumentException(
                    name + "'s standard value is " + standard + "; it must be one of " + values);
        }
    }

    /** 0 or 1. */
    static Option flag(String name, boolean standard) {
        return new Option(name, List.of("0", "1"), standard ? "1" : "0");
    }

    /** One of some names, the first of them when none is given. */
    static Option choice(String name, String... values) {
        return new Option(name, List.of(values), values[0]);
    }

    /** One of some numbers. */
    static Option number(String name, int standard, int... values) {
        return new Option(
                name, Arrays.stream(values).mapToObj(Integer::toString).toList(), Integer.toString(standard));
    }

    /** Any float, which must be stated where it is used: {@code 0.01f}. */
    static Option real(String name) {
        return new Option(name, List.of(), null);
    }

    /** Whether the value is legal. */
    boolean allows(String value) {
        return values.isEmpty() ? REAL.matcher(value).matches() : values.contains(value);
    }

    /** The number of work-items in a group: a power of two. */
    static Option group(int standard) {
        List<String> powers = Stream.iterate(1, size -> size <= 1024, size -> size * 2)
                .map(size -> Integer.toString(size))
                .toList();
        return new Option("GROUP", powers, Integer.toString(standard));
    }
}
