package io.percept.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A target column of class labels.
 *
 * <p>Classes that are not known beforehand are ordered by number when all of them are integers, and then 1.0 is the same class
 * as 1; otherwise they are ordered as strings, by their UTF-16 code units.
 */
final class LabelColumn implements TargetColumn {
    private final int position;
    private final String name;
    private final Optional<List<String>> known;
    private final Map<String, Integer> codes = new HashMap<>();
    private final IntStream.Builder labels = IntStream.builder();

    LabelColumn(int position, String name, Optional<List<String>> known) {
        this.position = position;
        this.name = name;
        this.known = known;
        known.ifPresent(classes -> classes.forEach(label -> codes.put(label, codes.size())));
    }

    @Override
    public void add(CsvTable table) {
        String label = table.cell(position);
        if (label.isEmpty()) {
            throw new DataException(table.name() + ", line " + table.line() + ": target column " + Wording.quoted(name)
                    + " " + CellText.problem(label));
        }
        labels.add(known.isPresent() ? knownCode(label, table) : codes.computeIfAbsent(label, l -> codes.size()));
    }

    private int knownCode(String label, CsvTable table) {
        Integer code = codes.getOrDefault(label, codes.get(CellText.withoutZeroDecimals(label)));
        if (code == null) {
            throw new DataException(table.name() + ", line " + table.line() + ": target column " + Wording.quoted(name)
                    + " holds the unknown class " + Wording.quoted(label) + "; the known classes are "
                    + Wording.some(known.orElseThrow()));
        }
        return code;
    }

    /** The number of different classes so far. */
    int distinct() {
        return orderedClasses().size();
    }

    boolean areAllIntegers() {
        return codes.keySet().stream().allMatch(CellText::isInteger);
    }

    @Override
    public Targets finish() {
        int[] collected = labels.build().toArray();
        if (known.isPresent()) {
            return new ClassTargets(collected, known.get(), name);
        }
        List<String> classes = orderedClasses();
        Map<String, Integer> order = new HashMap<>();
        classes.forEach(label -> order.put(label, order.size()));
        int[] newCodes = new int[codes.size()];
        boolean integers = areAllIntegers();
        codes.forEach(
                (label, code) -> newCodes[code] = order.get(integers ? CellText.withoutZeroDecimals(label) : label));
        for (int i = 0; i < collected.length; i++) {
            collected[i] = newCodes[collected[i]];
        }
        return new ClassTargets(collected, classes, name);
    }

    private List<String> orderedClasses() {
        if (!areAllIntegers()) {
            return codes.keySet().stream().sorted().toList();
        }
        return codes.keySet().stream()
                .map(CellText::withoutZeroDecimals)
                .distinct()
                .sorted(Comparator.comparingLong(CellText::integer).thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
