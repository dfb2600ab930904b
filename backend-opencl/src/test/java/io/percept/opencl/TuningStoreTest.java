package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.Precision;
import io.percept.opencl.GemmPlanner.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningStoreTest {
    private static final GemmShape SHAPE = new GemmShape(Form.TN, 128, 1024, 32);

    private final TestTraits traits = new TestTraits();

    @TempDir
    private Path folder;

    private static GemmPlan plan(DeviceTraits traits, String name) {
        return GemmCandidates.of(traits).named(name).findFirst().orElseThrow();
    }

    private TunedPlans someTuning() {
        return new TunedPlans(
                LocalDate.of(2026, 11, 20),
                Map.of(
                        SHAPE,
                        plan(traits.build(), "32x32x16/4x4*4"),
                        new GemmShape(Form.NN, 1, 1, 1),
                        plan(traits.build(), "64x64x16/4x4")));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((one, other) -> {
                        throw new AssertionError("more than one file");
                    })
                    .orElseThrow();
        }
    }

    @Test
    void whatIsSavedIsLoaded() throws IOException {
        TuningStore store = new TuningStore(folder);
        store.save(traits.build(), TensorCores.UNUSED, someTuning());

        assertThat(store.load(traits.build())).contains(someTuning());
        assertThat(someTuning().summary()).isEqualTo("2 shapes, 2026-11-20");
        assertThat(Files.readAllLines(file()))
                .startsWith(TuningStore.FORMAT, "2026-11-20")
                .contains("TN 128 1024 32 = 32x32x16/4x4*4");
    }

    @Test
    void eachPrecisionHasATuningOfItsOwn() throws IOException {
        TuningStore store = new TuningStore(folder);
        store.save(traits.build(), TensorCores.UNUSED, someTuning());

        assertThat(store.load(traits.build(), TensorCores.of(Precision.TF32, false)))
                .isEmpty();
        assertThat(store.load(traits.build(), TensorCores.of(Precision.FLOAT32, true)))
                .contains(someTuning());
    }

    @Test
    void anotherDriverIsNotTuned() throws IOException {
        TuningStore store = new TuningStore(folder);
        store.save(traits.build(), TensorCores.UNUSED, someTuning());
        traits.driver = "1.1";

        assertThat(store.load(traits.build())).isEmpty();
    }

    @Test
    void linesThatNameNothingThisDeviceCanRunAreNotThere() throws IOException {
        TuningStore store = new TuningStore(folder);
        store.save(traits.build(), TensorCores.UNUSED, someTuning());
        Files.write(
                file(),
                List.of(
                        TuningStore.FORMAT,
                        "2026-11-20",
                        "TN 128 1024 32 = 32x32x16/4x4*4",
                        "NN 1 1 1 = 31x32x16/4x4",
                        "NN 2 1 1 = 8x48/16",
                        "NN 4 1 1 = 32x32x16/4x4*0",
                        "NN 8 1 1 = 32x32x16/4x4*2*2",
                        "NN -8 1 1 = 32x32x16/4x4",
                        "nonsense"));

        assertThat(store.load(traits.build()).orElseThrow().plans()).containsOnlyKeys(SHAPE);
    }

    @Test
    void aDamagedFileIsNoTuning() throws IOException {
        TuningStore store = new TuningStore(folder);
        store.save(traits.build(), TensorCores.UNUSED, someTuning());
        for (List<String> lines : List.<List<String>>of(
                List.of(),
                List.of(TuningStore.FORMAT),
                List.of("percept-tuning-0", "2026-11-20"),
                List.of(TuningStore.FORMAT, "today"))) {
            Files.write(file(), lines);
            assertThat(store.load(traits.build())).as("%s", lines).isEmpty();
        }
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(store.load(traits.build())).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsAnError() throws IOException {
        Path occupied = Files.createFile(folder.resolve("a file"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new TuningStore(occupied).save(traits.build(), TensorCores.UNUSED, someTuning()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new TuningStore(null).save(traits.build(), TensorCores.UNUSED, someTuning()))
                .withMessageContaining("percept.cache is off");
        assertThat(new TuningStore(null).load(traits.build())).isEmpty();
    }
}
