package io.percept.bench;

import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.bench.peer.Peer;
import io.percept.bench.peer.PeerLoop;
import io.percept.bench.peer.Training;
import io.percept.cli.bench.Operands;
import io.percept.cli.bench.Product;
import io.percept.data.CsvOptions;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Scaling;
import io.percept.data.TrainTest;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.Evaluator;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Percept, measured as its peers are. */
final class PerceptPeer implements Peer {
    private final Device device;
    private final String folder;
    private TrainTest images;

    private Dataset data;
    private Preparation preparation;
    private Network network;
    private Loss loss;
    private TrainingSession session;
    private long prepared;
    private int steps;
    private int step;

    private Executable product;
    private Operands operands;

    private PerceptPeer(String folder, String device, int threads) {
        this.folder = folder;
        this.device = Backends.choose(device).open(DeviceOptions.defaults().withThreads(threads));
    }

    /** Takes the folder of the data, the threads and the device. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new PerceptPeer(arguments[0], arguments[2], Integer.parseInt(arguments[1])));
    }

    @Override
    public String version() {
        return "Percept on " + device.info().name() + ", Java " + System.getProperty("java.version");
    }

    @Override
    public void prepare(Training training) {
        if (session != null) {
            session.close();
        }
        data = training.isRegression() ? numbers(training) : images().train();
        preparation = Preparation.fit(data, Missing.MEAN, Scaling.STANDARDIZE);
        network = network(training);
        loss = training.isRegression() ? new Loss.MeanSquaredError() : new Loss.CrossEntropy();
        prepared++;
        TrainingConfig config = TrainingConfig.builder()
                .seed(prepared)
                .optimizer(training.isAdam() ? new AdamRule.Adam() : new UpdateRule.Sgd())
                .learningRate(training.rate())
                .schedule(new Schedule.Constant())
                .batchSize(training.batch())
                .shuffle(!training.isRegression())
                .build();
        session = new TrainingSession(
                device,
                network,
                loss,
                config,
                data,
                preparation,
                InitialParameters.draw(network, Optional.empty(), 0, prepared));
        steps = data.rows() / training.batch();
        step = steps;
    }

    private TrainTest images() {
        if (images == null) {
            images = Datasets.open(folder, CsvOptions.DEFAULTS);
        }
        return images;
    }

    private static Dataset numbers(Training training) {
        Random random = new Random(1);
        return Dataset.ofFloats(
                normal(random, training.batch() * training.inputs()),
                names(training.inputs()),
                new RealTargets(normal(random, training.batch() * training.outputs()), names(training.outputs())));
    }

    private static float[] normal(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static Network network(Training training) {
        Network.Builder builder = Network.input(training.inputs());
        for (int layer = 1; layer < training.layers(); layer++) {
            builder.linear(training.widths()[layer]).relu();
        }
        return builder.linear(training.outputs()).build();
    }

    @Override
    public void step() {
        if (step == steps) {
            session.beginEpoch();
            step = 0;
        }
        session.step();
        step++;
    }

    @Override
    public double accuracy() {
        Model model = new Model(network, loss, DataDescription.of(data, preparation), session.parameters());
        return Evaluator.evaluate(device, model, images().test().orElseThrow())
                .accuracy()
                .orElseThrow();
    }

    @Override
    public Runnable product(String form, int m, int n, int k) {
        if (product != null) {
            product.close();
            operands.close();
        }
        operands = new Operands(device);
        product = device.compile(List.of(new Product(form, m, n, k).on(operands)));
        return product::run;
    }

    @Override
    public void finish() {
        device.synchronize();
    }
}
