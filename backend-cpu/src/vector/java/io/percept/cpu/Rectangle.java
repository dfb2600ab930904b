package io.percept.cpu;

/** The panels that a thread is at: a rectangle of the product. One for each thread, which goes from chunk to chunk. */
final class Rectangle {
    final int worker;
    int firstRow;
    int endRow;
    int firstColumn;
    int endColumn;

    Rectangle(int worker) {
        this.worker = worker;
    }
}
