package io.percept.tck;

/** A number that is put into one element of an operand. */
record Poison(String operand, int element, double value) {
    @Override
    public String toString() {
        return value + " in element " + element + " of " + operand;
    }
}
