package io.percept.data;

import java.io.BufferedReader;
import java.io.IOException;

/** What the first characters of a CSV file say about it. */
final class CsvBeginning {
    /** Enough for the first line, or so much of it that its delimiters show. */
    private static final int LENGTH = 1 << 16;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** In the order in which they win when they are equally frequent: a decimal comma stands beside the other two. */
    private static final char[] DELIMITERS = {'\t', ';', ','};

    private CsvBeginning() {}

    /** Reads over a byte order mark, and then the beginning without taking it from the reader. */
    static String skipMarkAndPeek(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        text.mark(LENGTH);
        char[] characters = new char[LENGTH];
        int length = 0;
        int read = 0;
        // No further than the first line: the rest of a pipe may come much later.
        while (read >= 0 && length < LENGTH && !hasWholeLine(characters, length)) {
            read = text.read(characters, length, LENGTH - length);
            length += Math.max(read, 0);
        }
        text.reset();
        return new String(characters, 0, length);
    }

    private static boolean hasWholeLine(char[] characters, int length) {
        return new String(characters, 0, length).stripLeading().lines().limit(2).count() == 2;
    }

    /** The character that most often separates cells in the first line that is not blank; a comma when none does. */
    static char delimiter(String beginning) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        String content = beginning.stripLeading();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (!quoted && (c == '\n' || c == '\r')) {
                break;
            }
            quoted ^= c == '"';
            for (int k = 0; k < DELIMITERS.length && !quoted; k++) {
                counts[k] += c == DELIMITERS[k] ? 1 : 0;
            }
        }
        int best = DELIMITERS.length - 1;
        for (int k = best - 1; k >= 0; k--) {
            best = counts[k] > 0 && counts[k] >= counts[best] ? k : best;
        }
        return DELIMITERS[best];
    }
}
