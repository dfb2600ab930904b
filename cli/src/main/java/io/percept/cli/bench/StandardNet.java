package io.percept.cli.bench;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.ImageShape;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The networks that speed is spoken of with, for images in 10 classes, with ReLU: a small, a middling and a large one for 28 x 28 pixels, and
 * one for 32 x 32 pixels that only makes sense on a GPU.
 */
public enum StandardNet {
    A(32, "784-128-10"),
    B(128, "784-512-256-10"),
    C(512, "784-2048-2048-10"),
    D(4096, "1024-4096-4096-4096-4096-10");

    /** Those that any device trains in reasonable time. */
    public static final List<StandardNet> USUAL = List.of(A, B, C);

    private static final int CLASSES = 10;

    /** So small that the parameters stay finite, however many steps a measurement takes. */
    private static final double LEARNING_RATE = 1e-6;

    private final int batchSize;
    private final String layers;

    StandardNet(int batchSize, String layers) {
        this.batchSize = batchSize;
        this.layers = layers;
    }

    /** Rows of a training step. */
    public int batchSize() {
        return batchSize;
    }

    /** The number of inputs, then that of each layer's outputs. */
    public List<Integer> widths() {
        return Arrays.stream(layers.split("-")).map(Integer::valueOf).toList();
    }

    /** The widths and the batch size, such as "784-128-10, batches of 32". */
    public String title() {
        return layers + ", batches of " + batchSize;
    }

    /**
     * A dense layer of a net.
     *
     * @param name of the net, and the inputs and outputs, as "A 784-128"
     * @param products what it computes in a step
     */
    public record Layer(String name, int inputs, int outputs, List<Product> products) {}

    /** Its layers; nobody needs the gradient of the first one's inputs. */
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        List<Integer> widths = widths();
        for (int layer = 1; layer < widths.size(); layer++) {
            int in = widths.get(layer - 1);
            int out = widths.get(layer);
            List<Product> products = new ArrayList<>(List.of(new Product("NT", batchSize, out, in)));
            if (layer > 1) {
                products.add(new Product("NN", batchSize, in, out));
            }
            products.add(new Product("TN", out, in, batchSize));
            layers.add(new Layer(name() + " " + in + "-" + out, in, out, List.copyOf(products)));
        }
        return layers;
    }

    public Network network() {
        List<Integer> widths = widths();
        Network.Builder builder = Network.input(widths.get(0));
        for (int width : widths.subList(1, widths.size() - 1)) {
            builder.linear(width).relu();
        }
        return builder.linear(CLASSES).build();
    }

    /**
     * Its training with cross-entropy on images of random pixels, which are on the device.
     *
     * @param steps steps of an epoch, all with whole batches
     */
    public TrainingSession session(Device device, UpdateRule rule, int steps) {
        Network network = network();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(rule)
                .learningRate(LEARNING_RATE)
                .batchSize(batchSize)
                .build();
        Dataset data = images(steps * batchSize);
        return new TrainingSession(
                device,
                network,
                new Loss.CrossEntropy(),
                config,
                data,
                Preparation.fit(data, Missing.MEAN, Scaling.STANDARDIZE),
                InitialParameters.draw(network, Optional.empty(), 0, 1));
    }

    private Dataset images(int rows) {
        int side = (int) Math.round(Math.sqrt(widths().get(0)));
        CounterRandom random = new CounterRandom(1, 0);
        byte[] pixels = new byte[rows * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt();
        }
        int[] labels =
                IntStream.range(0, rows).map(i -> random.nextInt(CLASSES)).toArray();
        ClassTargets targets = new ClassTargets(
                labels, IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
        return Dataset.ofBytes(pixels, new ImageShape(side, side), targets);
    }
}
