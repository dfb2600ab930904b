package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.AdamRule;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.kernels.GpuTile;
import io.percept.nn.Network;
import io.percept.train.Evaluation;
import io.percept.train.Evaluator;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingResult;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A training in few launches leads where one does that takes a launch for each operation. */
class DenseStepTrainingTest {
    private static final GpuTile TILE = GpuTile.untuned(1, 1, 2);

    @Test
    void digitsAreLearnedAlike() {
        Evaluation few = train(true);
        Evaluation separate = train(false);
        assertThat(few.accuracy().orElseThrow()).isGreaterThan(0.97);
        assertThat(few.accuracy().orElseThrow()).isCloseTo(separate.accuracy().orElseThrow(), Offset.offset(0.003));
        assertThat(few.loss()).isCloseTo(separate.loss(), Offset.offset(0.005));
    }

    private static Evaluation train(boolean fewLaunches) {
        Dataset digits = Datasets.digits();
        Network network =
                Network.input(64).linear(33).relu().linear(17).relu().linear(10).build();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new AdamRule.Adam())
                .learningRate(0.005)
                .batchSize(50)
                .epochs(8)
                .build();
        System.setProperty(DenseStepLowering.PROPERTY, Boolean.toString(fewLaunches));
        PlannedProvider provider = new PlannedProvider(traits -> (form, m, n, k) -> new GemmPlan(TILE));
        try (Device device = provider.open(TestDevices.first(), DeviceOptions.defaults())) {
            TrainingResult result = new Trainer(device, config).train(network, digits);
            return Evaluator.evaluate(device, result.model(), digits);
        } finally {
            System.clearProperty(DenseStepLowering.PROPERTY);
        }
    }
}
