package io.percept.nn;

import io.percept.backend.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adds layers one after another, to a network or to a block of one.
 *
 * @param <B> the builder itself
 */
public abstract sealed class LayerBuilder<B extends LayerBuilder<B>> permits Network.Builder, LayerBuilder.Body {
    private final List<Layer> layers = new ArrayList<>();

    LayerBuilder() {}

    abstract B self();

    /** The layers so far. */
    List<Layer> layers() {
        return List.copyOf(layers);
    }

    /** Any layer. */
    public final B add(Layer layer) {
        layers.add(layer);
        return self();
    }

    /** A fully connected layer with biases. */
    public final B linear(int units) {
        return add(new Linear(units, true));
    }

    /** A fully connected layer without biases. */
    public final B linearWithoutBias(int units) {
        return add(new Linear(units, false));
    }

    public final B relu() {
        return activation(new Activation.Relu());
    }

    public final B tanh() {
        return activation(new Activation.Tanh());
    }

    public final B sigmoid() {
        return activation(new Activation.Sigmoid());
    }

    /** An elementwise activation. */
    public final B activation(Activation activation) {
        return add(new Elementwise(activation));
    }

    /** Inverted dropout of elements with that probability. */
    public final B dropout(double probability) {
        return add(new Dropout(probability));
    }

    /** ReLU with one learned slope for all units. */
    public final B prelu() {
        return add(new PRelu());
    }

    /** Units that are the largest of {@code pieces} linear functions each. */
    public final B maxout(int units, int pieces) {
        return add(new Maxout(units, pieces));
    }

    /** The softmax of each row. */
    public final B softmax() {
        return add(new Softmax(false));
    }

    /** The logarithm of the softmax of each row. */
    public final B logSoftmax() {
        return add(new Softmax(true));
    }

    /** 1 for the largest column of each row and 0 for the others; for inference. */
    public final B winnerTakeAll() {
        return add(new WinnerTakeAll());
    }

    /** Batch normalisation, with PyTorch's ε and momentum. */
    public final B batchNorm() {
        return add(new BatchNorm());
    }

    /** Layer normalisation, with PyTorch's ε. */
    public final B layerNorm() {
        return add(new LayerNorm());
    }

    /** A residual block x + body(x): {@code residual(body -> body.linear(64).relu())}. */
    public final B residual(Consumer<Body> body) {
        return add(new Residual(layersOf(body)));
    }

    /** A highway block t body(x) + (1 - t) x with a learned gate t. */
    public final B highway(Consumer<Body> body) {
        return add(new Highway(layersOf(body)));
    }

    /** A densely connected block [x, body(x)]. */
    public final B denseConcat(Consumer<Body> body) {
        return add(new DenseConcat(layersOf(body)));
    }

    /** Random Fourier features of coordinates; the larger the scale, the finer the detail. */
    public final B fourier(int frequencies, double scale) {
        return add(new Fourier(frequencies, scale, 0));
    }

    /** Positional encoding of coordinates between -1 and 1 by octaves. */
    public final B positional(int octaves) {
        return add(new Positional(octaves));
    }

    private static List<Layer> layersOf(Consumer<Body> description) {
        Body body = new Body();
        description.accept(body);
        return body.layers();
    }

    /** Adds layers to a block. */
    public static final class Body extends LayerBuilder<Body> {
        private Body() {}

        @Override
        Body self() {
            return this;
        }
    }
}
