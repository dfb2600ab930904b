package io.percept.nn;

import io.percept.backend.MatrixView;

/**
 * A layer whose forward operations are written.
 *
 * @param y its output
 * @param backward what writes its backward operations; for training only
 */
record Lowered(MatrixView y, Backward backward) {
    /** A layer of a network that is evaluated, which nothing goes back through. */
    static Lowered forEvaluation(MatrixView y) {
        return new Lowered(y, (dy, wanted) -> {
            throw new IllegalStateException("an evaluation has no gradients");
        });
    }

    /** What to throw when something before a layer should learn, and the layer's derivative is 0 wherever it has one. */
    static IllegalArgumentException cannotLearn(String type) {
        return new IllegalArgumentException("the layers before " + type + " cannot learn, because its derivative is 0;"
                + " train them with something smooth in its place, such as sigmoid or softmax, or a last layer of threshold"
                + " units without the thresholds and with the perceptron loss");
    }

    /** Writes the operations from the gradient of a layer's output to those of its parameters and of its input. */
    @FunctionalInterface
    interface Backward {
        /**
         * Appends the operations.
         *
         * @param dy gradient of the output
         * @param wanted whether somebody wants the gradient of the input
         * @return the gradient of the input, which may lie where dy lay; null when nobody wants it
         */
        Gradient append(Gradient dy, boolean wanted);
    }

    /**
     * The gradient of a value.
     *
     * @param view where it is
     * @param scratch whether whoever is given it may overwrite it; otherwise it is still needed elsewhere
     */
    record Gradient(MatrixView view, boolean scratch) {}
}
