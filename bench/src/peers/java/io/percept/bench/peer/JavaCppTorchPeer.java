package io.percept.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** PyTorch through JavaCPP: its C++ front end, called from Java. */
final class JavaCppTorchPeer implements Peer {
    private final Path folder;
    private Tensor train;
    private Tensor trainLabels;
    private Tensor test;
    private Tensor testLabels;

    private Training training;
    private Tensor x;
    private Tensor targets;
    private LinearImpl[] layers;
    private Optimizer optimizer;
    private Tensor order;
    private long next;

    private JavaCppTorchPeer(Path folder, int threads) {
        this.folder = folder;
        torch.set_num_threads(threads);
    }

    /** Takes the folder of the data and the threads. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new JavaCppTorchPeer(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
    }

    @Override
    public String version() throws IOException {
        return "PyTorch 2.10.0 (JavaCPP) with " + blas() + ", " + torch.get_num_threads() + " threads";
    }

    /** What multiplies: without MKL's libraries on the class path it is OpenBLAS, and nobody says so. */
    private static String blas() throws IOException {
        torch.randn(64, 64).mm(torch.randn(64, 64));
        boolean mkl = Files.readString(Path.of("/proc/self/maps")).contains("libmkl_core");
        return mkl ? "MKL" : "OpenBLAS, for MKL's libraries are not there";
    }

    @Override
    public void prepare(Training newTraining) throws IOException {
        training = newTraining;
        if (training.isRegression()) {
            x = torch.randn(training.batch(), training.inputs());
            targets = torch.randn(training.batch(), training.outputs());
        } else {
            read();
            x = train;
            targets = trainLabels;
        }
        TensorVector parameters = new TensorVector();
        layers = new LinearImpl[training.layers()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = layer(training.widths()[i], training.widths()[i + 1]);
            parameters.push_back(layers[i].weight());
            parameters.push_back(layers[i].bias());
        }
        optimizer = training.isAdam()
                ? new Adam(parameters, new AdamOptions(training.rate()))
                : new SGD(parameters, new SGDOptions(training.rate()));
        next = x.size(0);
    }

    private static LinearImpl layer(int inputs, int outputs) {
        LinearImpl layer = new LinearImpl(inputs, outputs);
        try (NoGradGuard guard = new NoGradGuard()) {
            layer.weight().normal_(0, Math.sqrt(2.0 / inputs), new GeneratorOptional());
            layer.bias().zero_();
        }
        return layer;
    }

    private void read() throws IOException {
        if (train == null) {
            Images images = Images.read(folder);
            train = torch.tensor(images.train()).view(-1, Images.PIXELS);
            trainLabels = labels(images.trainLabels());
            test = torch.tensor(images.test()).view(-1, Images.PIXELS);
            testLabels = labels(images.testLabels());
        }
    }

    private static Tensor labels(int[] labels) {
        return torch.tensor(IntStream.of(labels).asLongStream().toArray());
    }

    @Override
    public void step() {
        if (next + training.batch() > x.size(0)) {
            shuffle();
        }
        // Frees what the step has made; else it would wait for the garbage collector.
        try (PointerScope scope = new PointerScope()) {
            Tensor input = x;
            Tensor wanted = targets;
            if (!training.isRegression()) {
                Tensor rows = order.narrow(0, next, training.batch());
                input = x.index_select(0, rows);
                wanted = targets.index_select(0, rows);
            }
            Tensor output = forward(input);
            optimizer.zero_grad();
            (training.isRegression() ? torch.mse_loss(output, wanted) : torch.cross_entropy_loss(output, wanted))
                    .backward();
            optimizer.step();
        }
        next += training.batch();
    }

    private void shuffle() {
        if (order != null) {
            order.close();
        }
        order = torch.randperm(x.size(0));
        next = 0;
    }

    private Tensor forward(Tensor input) {
        Tensor output = layers[0].forward(input);
        for (int i = 1; i < layers.length; i++) {
            output = layers[i].forward(output.relu_());
        }
        return output;
    }

    @Override
    public double accuracy() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor right = forward(test).argmax(new LongOptional(1), false).eq(testLabels);
            return right.sum().item_int() / (double) test.size(0);
        }
    }
}
