package io.percept.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different texts of a column, numbered as they came.
 *
 * <p>Their lasting order is by number when all of them are integers, and then 1.0 is the same as 1; otherwise they are ordered as
 * strings, by their UTF-16 code units.
 */
final class Dictionary {
    private final Map<String, Integer> codes = new HashMap<>();

    /** The text's number, a new one if need be. */
    int add(String text) {
        return codes.computeIfAbsent(text, t -> codes.size());
    }

    /** How many texts there are. */
    int size() {
        return codes.size();
    }

    boolean contains(String text) {
        return codes.containsKey(text);
    }

    boolean areAllIntegers() {
        return codes.keySet().stream().allMatch(CellText::isInteger);
    }

    /** The texts in their lasting order, those that are the same integer only once. */
    List<String> ordered() {
        if (!areAllIntegers()) {
            return codes.keySet().stream().sorted().toList();
        }
        return codes.keySet().stream()
                .map(CellText::withoutZeroDecimals)
                .distinct()
                .sorted(Comparator.comparingLong(CellText::integer).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The place in the lasting order of each text, by its number. */
    int[] places() {
        Map<String, Integer> order = new HashMap<>();
        ordered().forEach(text -> order.put(text, order.size()));
        boolean integers = areAllIntegers();
        int[] places = new int[codes.size()];
        codes.forEach((text, code) -> places[code] = order.get(integers ? CellText.withoutZeroDecimals(text) : text));
        return places;
    }
}
