package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.RealTargets;
import io.percept.data.Scaling;
import io.percept.nn.Network;
import io.percept.train.Evaluator;
import io.percept.train.Schedule;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What blocks and encodings are for, on a backend that is fast enough to show it. */
public abstract class DeepTraining {
    private static final int DEPTH = 20;
    private static final int SIDE = 64;

    private Device device;

    /** The backend to train on. */
    protected abstract BackendProvider provider();

    @BeforeEach
    void open() {
        BackendProvider provider = provider();
        BackendProvider.Available available = (BackendProvider.Available) provider.probe();
        device = provider.open(available.devices().get(0), DeviceOptions.defaults());
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** Gradients vanish in 20 layers of sigmoids, each of which multiplies them by at most a quarter; the sums let them through. */
    @Test
    void twentyResidualLayersTrainWherePlainOnesStall() {
        Activation sigmoid = new Activation.Sigmoid();
        Network.Builder plain = Network.input(64).linear(32).activation(sigmoid);
        Network.Builder residual = Network.input(64).linear(32).activation(sigmoid);
        for (int layer = 0; layer < DEPTH; layer++) {
            plain.linear(32).activation(sigmoid);
            residual.residual(body -> body.linear(32).activation(sigmoid));
        }
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(0.1)
                .schedule(new Schedule.Constant())
                .batchSize(64)
                .epochs(10)
                .build();
        Dataset digits = Datasets.digits();

        // A guess costs ln 10 = 2.303.
        assertThat(lossAfter(plain.linear(10).build(), config, digits)).isGreaterThan(2.2);
        assertThat(lossAfter(residual.linear(10).build(), config, digits)).isLessThan(1);
    }

    /** From raw coordinates a network learns the blurred shapes only, some 14 decibels. */
    @Test
    void fourierFeaturesLetANetworkLearnAnImage() {
        Dataset image = image();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new AdamRule.Adam())
                .learningRate(0.005)
                .batchSize(256)
                .epochs(25)
                .scaling(Scaling.NONE)
                .build();
        assertThat(decibels(Network.input(2).fourier(64, 4), config, image)).isGreaterThan(30);
        assertThat(decibels(Network.input(2), config, image)).isLessThan(20);
    }

    private double decibels(Network.Builder encoding, TrainingConfig config, Dataset image) {
        Network network =
                encoding.linear(128).relu().linear(128).relu().linear(1).build();
        return -10 * Math.log10(lossAfter(network, config, image)); // Of a peak of 1.
    }

    private double lossAfter(Network network, TrainingConfig config, Dataset data) {
        TrainingResult result = new Trainer(device, config).train(network, data);
        return Evaluator.evaluate(device, result.model(), data).loss();
    }

    /** A bright disc, bent stripes and fine bars in greys from 0 to 1; coordinates from -1 to 1. */
    private static Dataset image() {
        float[] coordinates = new float[SIDE * SIDE * 2];
        float[] greys = new float[SIDE * SIDE];
        for (int pixel = 0; pixel < greys.length; pixel++) {
            double u = (2 * (pixel % SIDE) + 1.0) / SIDE - 1;
            double v = (2 * (pixel / SIDE) + 1.0) / SIDE - 1;
            double disc = Math.hypot(u - 0.3, v + 0.2) < 0.4 ? 0.5 : 0;
            double stripes = 0.25 * Math.sin(9 * Math.PI * u * v + 6 * Math.PI * u);
            double bars = v > 0.4 && (int) (8 * (u + 1)) % 2 == 1 ? 0.3 : 0;
            coordinates[2 * pixel] = (float) u;
            coordinates[2 * pixel + 1] = (float) v;
            greys[pixel] = (float) Math.min(1, Math.max(0, 0.3 + disc + stripes + bars));
        }
        return Dataset.ofFloats(coordinates, List.of("u", "v"), new RealTargets(greys, List.of("grey")));
    }
}
