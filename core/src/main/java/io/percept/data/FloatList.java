package io.percept.data;

import java.util.Arrays;

/** A float array that grows. */
final class FloatList {
    private static final int FIRST_CAPACITY = 1024;

    private float[] elements = new float[FIRST_CAPACITY];
    private int size;

    void add(float element) {
        if (size == elements.length) {
            if (size == Dataset.MAX_ARRAY) {
                throw new DataException("the data has more than " + Dataset.MAX_ARRAY
                        + " numbers, which is more than one array holds; use a part of it");
            }
            elements = Arrays.copyOf(elements, (int) Math.min(2L * size, Dataset.MAX_ARRAY));
        }
        elements[size++] = element;
    }

    int size() {
        return size;
    }

    /** The elements and perhaps more: the array itself. */
    float[] elements() {
        return elements;
    }

    float[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
