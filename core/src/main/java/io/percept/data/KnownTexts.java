package io.percept.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that a column may hold, known from a first file; 1.0 is the same as 1. */
final class KnownTexts {
    /** The place of a text that is not known. */
    static final int UNKNOWN = -1;

    private final List<String> texts;
    private final Map<String, Integer> places = new HashMap<>();

    KnownTexts(List<String> texts) {
        this.texts = texts;
        texts.forEach(text -> places.put(text, places.size()));
    }

    List<String> texts() {
        return texts;
    }

    /** Which of the texts it is. */
    int place(String text) {
        Integer place = places.getOrDefault(text, places.get(CellText.withoutZeroDecimals(text)));
        return place == null ? UNKNOWN : place;
    }
}
