package io.percept.nn;

/** What settings of layers may be. */
final class Ranges {
    private Ranges() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be positive and finite");
        }
    }
}
