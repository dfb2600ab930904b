package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.kernels.GpuTile;
import io.percept.nn.Network;
import io.percept.nn.ParameterLayout;
import io.percept.tck.Case;
import io.percept.tck.Cases;
import io.percept.tck.Layout;
import io.percept.tck.Workspace;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of a network of L dense layers takes 2 L - 1 launches on a GPU, and at most 3 L + 2 on a processor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchBudgetTest {
    private static final int WIDTH = 5;
    private static final int BATCH = 8;
    private static final int ROWS = 11;

    private static final GpuTile TILE = GpuTile.untuned(1, 1, 2);

    private Device device;
    private Device gpu;

    @BeforeAll
    void open() {
        device = new PlannedProvider(GemmPlanner::untuned).open(TestDevices.first(), DeviceOptions.defaults());
        gpu = new PlannedProvider(traits -> (form, m, n, k) -> new GemmPlan(TILE))
                .open(TestDevices.first(), DeviceOptions.defaults());
    }

    @AfterAll
    void close() {
        if (device != null) {
            device.close();
            gpu.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 5", "4, 7", "5, 9"})
    void aGpusStepTakesFewLaunches(int layers, int launches) {
        for (UpdateRule rule : UpdateRule.all()) {
            try (TrainingSession session = session(gpu, network(layers), rule)) {
                for (int step : new int[] {0, 1}) {
                    assertThat(session.describe(step))
                            .as("%d layers, %s, %d rows", layers, rule.name(), session.rowsOfStep(step))
                            .hasSize(launches);
                }
            }
        }
    }

    /** What a step of the conformance kit takes where something stands in the way of the fewest. */
    @ParameterizedTest
    @CsvSource({
        "training-step relu mean-squared-error sgd of 1x7-1, 2, the fewest",
        "training-step relu cross-entropy sgd of 32x64-64-64-4 standardised, 5, the fewest",
        "training-step relu huber momentum of 33x7-10-33-10-7 clipped, 7, the fewest",
        "training-step relu cross-entropy sgd of 31x7-10-7 weights, 4, the rows' weights are gathered first",
        "training-step relu cross-entropy sgd of 16x12-40-65, 6, too many outputs for a head",
        "training-step relu cross-entropy adam of 31x10-33-7 standardised norm, 6, the norm of all gradients comes before the update"
    })
    void whatStandsInTheWayCostsItsLaunches(String name, int launches, String why) {
        Case step = Cases.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Workspace workspace = new Workspace(gpu, step, Layout.TIGHT);
                Executable executable = gpu.compile(workspace.ops())) {
            assertThat(executable.describe()).as(why).hasSize(launches);
        }
    }

    @Test
    void aPropertyGivesEveryOperationItsLaunch() {
        System.setProperty(DenseStepLowering.PROPERTY, "false");
        try (TrainingSession session = session(gpu, network(3), new UpdateRule.Sgd())) {
            assertThat(session.describe(0)).hasSize(11);
        } finally {
            System.clearProperty(DenseStepLowering.PROPERTY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aStepKeepsToItsLaunches(int layers) {
        for (UpdateRule rule : UpdateRule.all()) {
            try (TrainingSession session = session(device, network(layers), rule)) {
                for (int step : new int[] {0, 1}) {
                    assertThat(session.describe(step))
                            .as("%d layers, %s, %d rows", layers, rule.name(), session.rowsOfStep(step))
                            .hasSizeBetween(1, 3 * layers + 2);
                }
            }
        }
    }

    private static Network network(int layers) {
        Network.Builder network = Network.input(WIDTH);
        for (int i = 1; i < layers; i++) {
            network.linear(WIDTH).relu();
        }
        return network.linear(1).build();
    }

    /** A full batch and one of the rows that remain. */
    private TrainingSession session(Device on, Network network, UpdateRule rule) {
        Dataset data = Dataset.ofFloats(
                new float[ROWS * WIDTH],
                IntStream.range(0, WIDTH).mapToObj(i -> "x" + i).toList(),
                new RealTargets(new float[ROWS], List.of("y")));
        TrainingConfig config =
                TrainingConfig.builder().optimizer(rule).batchSize(BATCH).build();
        float[] initial = new float[new ParameterLayout(network.parameters()).size()];
        return new TrainingSession(
                on, network, new Loss.MeanSquaredError(), config, data, Preparation.none(WIDTH), initial);
    }
}
