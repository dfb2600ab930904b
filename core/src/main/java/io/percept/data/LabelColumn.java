package io.percept.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A target column of class labels. Classes that are not known beforehand are ordered as a {@link Dictionary}'s texts are. */
final class LabelColumn implements TargetColumn {
    private final int position;
    private final String name;
    private final Optional<KnownTexts> known;
    private final Dictionary found = new Dictionary();
    private final IntStream.Builder labels = IntStream.builder();

    LabelColumn(int position, String name, Optional<List<String>> known) {
        this.position = position;
        this.name = name;
        this.known = known.map(KnownTexts::new);
    }

    @Override
    public void add(CsvTable table) {
        String label = table.cell(position);
        if (label.isEmpty()) {
            throw new DataException(table.name() + ", line " + table.line() + ": target column " + Wording.quoted(name)
                    + " " + CellText.problem(label));
        }
        labels.add(known.isPresent() ? knownPlace(label, known.get(), table) : found.add(label));
    }

    private int knownPlace(String label, KnownTexts classes, CsvTable table) {
        int place = classes.place(label);
        if (place == KnownTexts.UNKNOWN) {
            throw new DataException(table.name() + ", line " + table.line() + ": target column " + Wording.quoted(name)
                    + " holds the unknown class " + Wording.quoted(label) + "; the known classes are "
                    + Wording.some(classes.texts()));
        }
        return place;
    }

    /** The number of different classes so far. */
    int distinct() {
        return found.ordered().size();
    }

    boolean areAllIntegers() {
        return found.areAllIntegers();
    }

    @Override
    public Targets finish() {
        int[] collected = labels.build().toArray();
        if (known.isPresent()) {
            return new ClassTargets(collected, known.get().texts(), name);
        }
        int[] places = found.places();
        for (int i = 0; i < collected.length; i++) {
            collected[i] = places[collected[i]];
        }
        return new ClassTargets(collected, found.ordered(), name);
    }
}
