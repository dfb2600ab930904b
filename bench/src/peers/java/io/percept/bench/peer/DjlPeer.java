package io.percept.bench.peer;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;

/** PyTorch through DJL. Its threads are set by a property. */
final class DjlPeer implements Peer {
    private final Path folder;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private Images images;
    private NDArray train;
    private NDArray trainLabels;

    private Training training;
    private Trainer trainer;
    private NDArray x;
    private NDArray targets;
    private Order order;

    private DjlPeer(Path folder) {
        this.folder = folder;
    }

    /** Takes the folder of the data. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new DjlPeer(Path.of(arguments[0])));
    }

    @Override
    public String version() {
        return "DJL " + Engine.getDjlVersion() + " with PyTorch "
                + Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    public void prepare(Training newTraining) throws IOException {
        training = newTraining;
        if (training.isRegression()) {
            x = manager.randomNormal(new Shape(training.batch(), training.inputs()));
            targets = manager.randomNormal(new Shape(training.batch(), training.outputs()));
        } else {
            read();
            x = train;
            targets = trainLabels;
            order = new Order(images.trainLabels().length, training.batch());
        }
        if (trainer != null) {
            trainer.getModel().close();
        }
        trainer = trainer();
    }

    private void read() throws IOException {
        if (images == null) {
            images = Images.read(folder);
            train = matrix(images.train());
            trainLabels = manager.create(images.trainLabels()).toType(DataType.INT64, false);
        }
    }

    private NDArray matrix(float[] pixels) {
        return manager.create(pixels, new Shape(pixels.length / Images.PIXELS, Images.PIXELS));
    }

    private Trainer trainer() {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 1; layer < training.layers(); layer++) {
            block.add(linear(layer)).add(Activation::relu);
        }
        block.add(linear(training.layers()));
        Model model = Model.newInstance("mlp", "PyTorch");
        model.setBlock(block);
        Tracker rate = Tracker.fixed((float) training.rate());
        DefaultTrainingConfig config = new DefaultTrainingConfig(
                        // DJL's L2 loss is half the mean squared error unless its weight is 1.
                        training.isRegression() ? Loss.l2Loss("loss", 1) : Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                        training.isAdam()
                                ? Optimizer.adam().optLearningRateTracker(rate).build()
                                : Optimizer.sgd().setLearningRateTracker(rate).build())
                .optInitializer(new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2), Parameter.Type.WEIGHT);
        Trainer made = model.newTrainer(config);
        made.initialize(new Shape(training.batch(), training.inputs()));
        return made;
    }

    private Linear linear(int layer) {
        return Linear.builder().setUnits(training.widths()[layer]).build();
    }

    @Override
    public void step() {
        // Frees what the step has made; the optimizer's own arrays must outlive it.
        try (NDScope scope = new NDScope();
                GradientCollector collector = trainer.newGradientCollector()) {
            NDArray input = x;
            NDArray wanted = targets;
            if (!training.isRegression()) {
                NDArray rows = manager.create(order.nextBatch()).toType(DataType.INT64, false);
                input = x.get(rows);
                wanted = targets.get(rows);
            }
            NDList output = trainer.forward(new NDList(input));
            collector.backward(trainer.getLoss().evaluate(new NDList(wanted), output));
        }
        trainer.step();
    }

    @Override
    public double accuracy() {
        try (NDScope scope = new NDScope()) {
            NDArray found = trainer.evaluate(new NDList(matrix(images.test())))
                    .singletonOrThrow()
                    .argMax(1);
            NDArray right = found.eq(manager.create(images.testLabels()).toType(DataType.INT64, false));
            return right.toType(DataType.FLOAT32, false).mean().getFloat();
        }
    }
}
