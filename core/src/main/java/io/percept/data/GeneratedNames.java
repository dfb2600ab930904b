package io.percept.data;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.regex.Pattern;

/**
 * The names of columns that have none in their file: a prefix and the position, made when asked for.
 *
 * <p>Such names say nothing about what a column means, so files that carry them are matched by position.
 */
final class GeneratedNames extends AbstractList<String> implements RandomAccess {
    /** For the columns of a table; the number is the zero-based position in the file, the target's included. */
    static final String COLUMN = "column";
    /** For the pixels of an image. */
    static final String PIXEL = "pixel";

    private static final Pattern GENERATED = Pattern.compile("(" + COLUMN + "|" + PIXEL + ")\\d+");

    private final String prefix;
    private final int size;

    GeneratedNames(String prefix, int size) {
        this.prefix = prefix;
        this.size = size;
    }

    @Override
    public String get(int index) {
        return prefix + Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
        return size;
    }

    /** Whether every one of the names has the form of a generated one. */
    static boolean areGenerated(List<String> names) {
        return names instanceof GeneratedNames
                || names.stream().allMatch(name -> GENERATED.matcher(name).matches());
    }

    /** The names themselves when they never change, a copy otherwise. */
    static List<String> unchanging(List<String> names) {
        return names instanceof GeneratedNames ? names : List.copyOf(names);
    }
}
