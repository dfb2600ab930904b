package io.percept.data;

import io.percept.data.CsvOptions.UnknownCategory;

/** Turns the cells of a CSV file's feature column into numbers: as they stand, or the codes of categories. */
sealed interface FeatureColumn {
    /** The code of a category that nobody has seen before, where such are allowed. */
    float UNKNOWN = KnownTexts.UNKNOWN;

    /** The number in the table's current row; NaN when it is missing. */
    float read(CsvTable table);

    /** Numbers and nothing else. */
    record Numbers(int position, boolean missingAllowed) implements FeatureColumn {
        @Override
        public float read(CsvTable table) {
            return missingAllowed && CellText.isMissing(table.cell(position)) ? Float.NaN : table.number(position);
        }
    }

    /** Categories that are known; their codes are their places. */
    record Categories(int position, KnownTexts known, boolean missingAllowed, UnknownCategory unknown)
            implements FeatureColumn {
        @Override
        public float read(CsvTable table) {
            String cell = table.cell(position);
            int place = known.place(cell);
            if (place != KnownTexts.UNKNOWN) {
                return place;
            }
            if (CellText.isMissing(cell)) {
                return missing(cell, position, missingAllowed, table);
            }
            if (unknown == UnknownCategory.ZERO) {
                return UNKNOWN;
            }
            throw new DataException(table.place(position) + " holds the unknown category " + Wording.quoted(cell)
                    + "; the known categories are " + Wording.some(known.texts()));
        }
    }

    /** Whatever it holds, of a file that is the first of its kind; codes come in the order in which categories are met. */
    final class Learned implements FeatureColumn {
        /** Above so many different texts each must stand for some rows, or it is more likely a name or an identifier. */
        private static final int MOST_RARE = 20;

        private static final int ROWS_PER_CATEGORY = 2;

        /** As many features as a network with one text column should get unless its user insists. */
        private static final int MOST_CATEGORIES = 1000;

        private final int position;
        private final boolean categorical;
        private final boolean missingAllowed;
        private final Dictionary dictionary = new Dictionary();
        private String number;
        private long numberLine;
        private String word;
        private long wordLine;
        private long words;

        /**
         * Reads a column.
         *
         * @param categorical whether it holds categories, numbers too; otherwise it does when it holds nothing but words
         */
        Learned(int position, boolean categorical, boolean missingAllowed) {
            this.position = position;
            this.categorical = categorical;
            this.missingAllowed = missingAllowed;
        }

        @Override
        public float read(CsvTable table) {
            String cell = table.cell(position);
            if (CellText.isMissing(cell)) {
                return missing(cell, position, missingAllowed, table);
            }
            if (categorical) {
                return dictionary.add(cell);
            }
            if (!table.isWord(position)) {
                if (number == null) {
                    number = cell;
                    numberLine = table.line();
                }
                return table.number(position);
            }
            if (word == null) {
                word = cell;
                wordLine = table.line();
            }
            words++;
            // No more are kept than tell that there are too many.
            return dictionary.size() <= MOST_CATEGORIES || dictionary.contains(cell) ? dictionary.add(cell) : UNKNOWN;
        }

        /** Whether it holds categories. */
        boolean isCategorical() {
            return dictionary.size() > 0;
        }

        /** Whether a row had anything in the column. */
        boolean hasValues() {
            return number != null || dictionary.size() > 0;
        }

        Dictionary dictionary() {
            return dictionary;
        }

        /** What is wrong with the column as a whole, to follow its name; null when all is well. */
        String problem() {
            int different = dictionary.size();
            if (categorical || different == 0) {
                return null;
            }
            if (number != null) {
                return "holds " + Wording.quoted(word) + ", but " + Wording.quoted(number) + " in line " + numberLine
                        + " is a number; correct it, ignore the column, or name it as categorical";
            }
            if (different > MOST_CATEGORIES
                    || (different > MOST_RARE && different * (long) ROWS_PER_CATEGORY > words)) {
                String count = different > MOST_CATEGORIES ? "more than " + MOST_CATEGORIES : "" + different;
                return "holds " + Wording.quoted(word) + " and in all " + count + " different texts in " + words
                        + " rows, too many for categories; ignore the column, or name it as categorical";
            }
            return null;
        }

        /** The line of the first word. */
        long wordLine() {
            return wordLine;
        }
    }

    private static float missing(String cell, int position, boolean missingAllowed, CsvTable table) {
        if (!missingAllowed) {
            throw new DataException(table.place(position) + " " + CellText.problem(cell));
        }
        return Float.NaN;
    }
}
