package io.percept.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** DL4J. Its threads are set by the environment. */
final class Dl4jPeer implements Peer {
    private static final int CLASSES = 10;

    private final Path folder;
    private Images images;
    private INDArray train;
    private INDArray trainLabels;

    private Training training;
    private MultiLayerNetwork network;
    private INDArray x;
    private INDArray targets;
    private Order order;

    private Dl4jPeer(Path folder) {
        this.folder = folder;
    }

    /** Takes the folder of the data. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new Dl4jPeer(Path.of(arguments[0])));
    }

    @Override
    public String version() {
        // Before, there are no native operations to ask.
        Nd4j.create(1);
        String build = NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();
        return "DL4J 1.0.0-M2.1, ND4J of " + build.replaceAll("\\s+", " ");
    }

    @Override
    public void prepare(Training newTraining) throws IOException {
        training = newTraining;
        if (training.isRegression()) {
            x = Nd4j.randn(training.batch(), training.inputs());
            targets = Nd4j.randn(training.batch(), training.outputs());
        } else {
            read();
            x = train;
            targets = trainLabels;
            order = new Order(images.trainLabels().length, training.batch());
        }
        network = network();
    }

    private void read() throws IOException {
        if (images == null) {
            images = Images.read(folder);
            train = matrix(images.train());
            trainLabels = oneHot(images.trainLabels());
        }
    }

    private static INDArray matrix(float[] pixels) {
        return Nd4j.createFromArray(pixels).reshape(-1, Images.PIXELS);
    }

    private static INDArray oneHot(int[] labels) {
        float[] values = new float[labels.length * CLASSES];
        for (int i = 0; i < labels.length; i++) {
            values[i * CLASSES + labels[i]] = 1;
        }
        return Nd4j.createFromArray(values).reshape(-1, CLASSES);
    }

    private MultiLayerNetwork network() {
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .updater(training.isAdam() ? new Adam(training.rate()) : new Sgd(training.rate()))
                .list();
        int last = training.layers();
        for (int layer = 1; layer < last; layer++) {
            builder.layer(new DenseLayer.Builder()
                    .nIn(training.widths()[layer - 1])
                    .nOut(training.widths()[layer])
                    .activation(Activation.RELU)
                    .build());
        }
        boolean regression = training.isRegression();
        builder.layer(new OutputLayer.Builder(regression ? LossFunction.MSE : LossFunction.MCXENT)
                .nIn(training.widths()[last - 1])
                .nOut(training.widths()[last])
                .activation(regression ? Activation.IDENTITY : Activation.SOFTMAX)
                .build());
        MultiLayerNetwork made = new MultiLayerNetwork(builder.build());
        made.init();
        return made;
    }

    @Override
    public void step() {
        if (training.isRegression()) {
            network.fit(x, targets);
        } else {
            int[] rows = order.nextBatch();
            network.fit(Nd4j.pullRows(x, 1, rows), Nd4j.pullRows(targets, 1, rows));
        }
    }

    @Override
    public double accuracy() {
        int[] found = network.output(matrix(images.test())).argMax(1).toIntVector();
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += found[i] == images.testLabels()[i] ? 1 : 0;
        }
        return right / (double) found.length;
    }
}
