package io.percept.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import smile.classification.MLP;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.util.function.TimeFunction;

/** Smile: classes only, and no Adam. It trains in double precision, a row at a time. */
final class SmilePeer implements Peer {
    private final Path folder;
    private double[][] train;
    private int[] trainLabels;
    private double[][] test;
    private int[] testLabels;

    private MLP network;
    private Order order;

    private SmilePeer(Path folder) {
        this.folder = folder;
    }

    /** Takes the folder of the data. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new SmilePeer(Path.of(arguments[0])));
    }

    @Override
    public String version() {
        return "Smile 6.2.5, Java " + System.getProperty("java.version");
    }

    @Override
    public void prepare(Training training) throws IOException {
        if (training.isRegression() || training.isAdam()) {
            throw new UnsupportedOperationException("Smile has no Adam, and one output alone in regression");
        }
        if (train == null) {
            Images images = Images.read(folder);
            train = rows(images.train());
            test = rows(images.test());
            trainLabels = images.trainLabels();
            testLabels = images.testLabels();
        }
        int last = training.layers();
        LayerBuilder[] layers = new LayerBuilder[last + 1];
        layers[0] = Layer.input(training.inputs());
        for (int layer = 1; layer < last; layer++) {
            layers[layer] = Layer.rectifier(training.widths()[layer]);
        }
        layers[last] = Layer.mle(training.outputs(), OutputFunction.SOFTMAX);
        network = new MLP(layers);
        network.setLearningRate(TimeFunction.constant(training.rate()));
        order = new Order(train.length, training.batch());
    }

    private static double[][] rows(float[] pixels) {
        double[][] rows = new double[pixels.length / Images.PIXELS][Images.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            rows[i / Images.PIXELS][i % Images.PIXELS] = pixels[i];
        }
        return rows;
    }

    @Override
    public void step() {
        int[] batch = order.nextBatch();
        double[][] x = new double[batch.length][];
        int[] labels = new int[batch.length];
        for (int i = 0; i < batch.length; i++) {
            x[i] = train[batch[i]];
            labels[i] = trainLabels[batch[i]];
        }
        network.update(x, labels);
    }

    @Override
    public double accuracy() {
        int right = 0;
        for (int i = 0; i < test.length; i++) {
            right += network.predict(test[i]) == testLabels[i] ? 1 : 0;
        }
        return right / (double) test.length;
    }
}
