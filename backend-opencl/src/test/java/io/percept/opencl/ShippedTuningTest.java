package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.opencl.GemmPlanner.Form;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedTuningTest {
    private static final GemmShape SHAPE = new GemmShape(Form.TN, 128, 1024, 32);

    private final TestTraits traits = new TestTraits();

    @Test
    void theTextOfATuningIsReadAgain() {
        GemmPlan plan = GemmCandidates.of(traits.build())
                .named("32x32x16/4x4*4")
                .findFirst()
                .orElseThrow();
        TunedPlans tuned = new TunedPlans(LocalDate.of(2026, 11, 20), Map.of(SHAPE, plan));
        List<String> lines = ShippedTuning.text(traits.build(), tuned).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(2))
                .startsWith("# ")
                .contains("driver " + traits.build().driver());
        assertThat(TuningStore.parse(lines, GemmCandidates.of(traits.build()))).contains(tuned);
    }

    @Test
    void aKindOfGpuIsItsNameAndItsUnitsWhateverTheDriver() {
        String file = ShippedTuning.file(traits.build(), TensorCores.UNUSED);
        traits.driver = "another";

        assertThat(ShippedTuning.file(traits.build(), TensorCores.UNUSED))
                .isEqualTo(file)
                .matches("[a-z0-9-]+-\\d+\\.txt");
        assertThat(ShippedTuning.of(traits.build(), TensorCores.UNUSED)).isEmpty();
    }

    /** A name that nothing has any more would be passed over in silence. */
    @Test
    void everyPlanThatIsShippedForThisDeviceIsOneOfItsPlans() throws IOException, URISyntaxException {
        DeviceTraits here = TestDevices.firstFound().traits();
        URL resource = ShippedTuning.class.getResource("tuned/" + ShippedTuning.file(here, TensorCores.UNUSED));
        if (resource == null) {
            assertThat(ShippedTuning.of(here, TensorCores.UNUSED)).isEmpty();
            return;
        }
        try (Stream<String> lines = Files.lines(Path.of(resource.toURI()))) {
            assertThat(ShippedTuning.of(here, TensorCores.UNUSED).orElseThrow().plans())
                    .hasSize((int) lines.filter(line -> line.contains(" = ")).count());
        }
    }

    @Test
    void whatTheUserTunedComesFirst(@TempDir Path folder) throws IOException {
        FoundDevice found = TestDevices.firstFound();
        Tuning tuning = new Tuning(found, TensorCores.UNUSED, new TuningStore(folder));
        GemmShape shape = new GemmShape(Form.NT, 128, 512, 1024);
        GemmPlan before = tuning.planner().choose(shape.form(), shape.m(), shape.n(), shape.k());
        GemmPlan other = GemmCandidates.of(found.traits()).worthTrying(shape).stream()
                .filter(plan -> !plan.equals(before))
                .findFirst()
                .orElseThrow();
        new TuningStore(folder)
                .save(found.traits(), TensorCores.UNUSED, new TunedPlans(LocalDate.EPOCH, Map.of(shape, other)));

        assertThat(tuning.planner().choose(shape.form(), shape.m(), shape.n(), shape.k()))
                .isEqualTo(other);
        assertThat(tuning.summary()).contains("1 shape, 1970-01-01");
    }
}
