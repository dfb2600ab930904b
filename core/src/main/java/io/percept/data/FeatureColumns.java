package io.percept.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The feature columns of a file, and what a network sees of them. A column of numbers is one feature. A column of categories is as many
 * as there are categories, 1 for the one that the row has and 0 for the others (one-hot); these are named {@code column=category}.
 *
 * <p>Immutable. Two are equal when their names and categories are.
 */
public final class FeatureColumns {
    private final List<String> names;
    private final Map<String, List<String>> categories;
    private final List<String> features;
    /** The first feature of each column, and at the end the number of features. */
    private final int[] first;

    /**
     * Some columns of numbers and some of categories.
     *
     * @param names the names of the columns
     * @param categories the categories of each column that holds categories, by its name
     * @throws DataException when two columns or two features have one name, or a column has no category
     */
    public FeatureColumns(List<String> names, Map<String, List<String>> categories) {
        this.names = GeneratedNames.unchanging(names);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        this.first = new int[names.size() + 1];
        for (int column = 0; column < names.size(); column++) {
            List<String> own = categories.get(names.get(column));
            if (own != null) {
                copy.put(names.get(column), List.copyOf(own));
            }
            if (own != null && own.isEmpty()) {
                throw new DataException("the column " + Wording.quoted(names.get(column)) + " has no category");
            }
            first[column + 1] = Math.addExact(first[column], own == null ? 1 : own.size());
        }
        this.categories = Collections.unmodifiableMap(copy);
        this.features = copy.isEmpty() ? this.names : expanded();
        if (new HashSet<>(features).size() < features.size()) {
            throw new DataException("the names of the feature columns must be distinct, but are " + features);
        }
    }

    private List<String> expanded() {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            List<String> own = categories.get(name);
            if (own == null) {
                all.add(name);
            } else {
                own.forEach(category -> all.add(name + "=" + category));
            }
        }
        return List.copyOf(all);
    }

    /** Columns of numbers. */
    public static FeatureColumns ofNumbers(List<String> names) {
        return new FeatureColumns(names, Map.of());
    }

    /** The names of the columns, distinct; columns that their file does not name are column0, column1, ... or pixel0, ... */
    public List<String> names() {
        return names;
    }

    /** The categories of each column that holds categories, by its name. */
    public Map<String, List<String>> categories() {
        return categories;
    }

    /** The names of the features: a column's own, or one for each of its categories. */
    public List<String> features() {
        return features;
    }

    /** The number of features, which is what a network for them has as inputs. */
    public int width() {
        return features.size();
    }

    /** The number of columns. */
    int columns() {
        return names.size();
    }

    /** Whether a column holds categories. */
    boolean isCategorical(int column) {
        return categories.containsKey(names.get(column));
    }

    /** A column's first feature. */
    int first(int column) {
        return first[Objects.checkIndex(column, names.size())];
    }

    /** How many features a column has. */
    int width(int column) {
        return first[column + 1] - first(column);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureColumns that && names.equals(that.names) && categories.equals(that.categories);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + categories.hashCode();
    }

    @Override
    public String toString() {
        return names.size() + " columns" + (categories.isEmpty() ? "" : ", of categories: " + categories.keySet());
    }
}
