package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.BackendException;
import io.percept.backend.Executable.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
    private static final KernelSource SOURCE = source("VALUE");

    @TempDir
    private Path temporary;

    private Path folder;
    private BinaryStore store;
    private ClDevice device;

    @BeforeEach
    void open() {
        folder = temporary.resolve("programs");
        store = new BinaryStore(folder);
        device = ClDevice.open(TestDevices.firstFound());
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    private static KernelSource source(String value) {
        return new KernelSource("value.cl", "kernel void value(global char* x) { x[0] = " + value + "; }");
    }

    /** What the program writes, built as in a new process: with nothing in memory. */
    private int run(BinaryStore from, KernelSource source, String options) {
        LaunchFactory launches = new LaunchFactory(device, new ProgramCache(device, from));
        ClMemory memory = launches.scratch(1, "a byte");
        launches.launch(source, options, "value")
                .buffer(memory)
                .over(new long[] {1}, new long[] {1}, new Launch("value", "", "", 0, 0))
                .enqueue();
        byte value = Memory.bytes(memory, 1)[0];
        launches.release();
        return value;
    }

    private Path onlyEntry() throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> entries = files.toList();
            assertThat(entries).hasSize(1);
            return entries.get(0);
        }
    }

    /** Another program under the key shows that the source was not built. */
    @Test
    void takesTheBinaryOfAnEarlierRun() {
        assertThat(run(store, SOURCE, "-DVALUE=1")).isEqualTo(1);
        ProgramCache cache = new ProgramCache(device, store);
        byte[] one = store.load(cache.key(SOURCE, "-DVALUE=1")).orElseThrow();
        store.save(cache.key(SOURCE, "-DVALUE=2"), one);

        assertThat(run(store, SOURCE, "-DVALUE=2")).isEqualTo(1);
        assertThat(run(new BinaryStore(null), SOURCE, "-DVALUE=2")).isEqualTo(2);
    }

    @Test
    void buildsAgainForOtherOptionsAndOtherSources() throws IOException {
        assertThat(run(store, SOURCE, "-DVALUE=1")).isEqualTo(1);
        assertThat(run(store, SOURCE, "-DVALUE=2")).isEqualTo(2);
        assertThat(run(store, source("VALUE + 10"), "-DVALUE=2")).isEqualTo(12);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(file.toString()).endsWith(".bin"));
        }
    }

    @Test
    void keysDependOnTheDriver() {
        TestTraits traits = new TestTraits();
        FoundDevice real = TestDevices.firstFound();
        ClDevice first = ClDevice.open(traits.inPlaceOf(real));
        traits.driver = "1.1";
        ClDevice second = ClDevice.open(traits.inPlaceOf(real));
        try {
            assertThat(new ProgramCache(first, store).key(SOURCE, ""))
                    .hasSize(64)
                    .isEqualTo(new ProgramCache(first, store).key(SOURCE, ""))
                    .isNotEqualTo(new ProgramCache(second, store).key(SOURCE, ""));
        } finally {
            first.close();
            second.close();
        }
        assertThat(Sha256.of("ab", "c")).isNotEqualTo(Sha256.of("a", "bc"));
    }

    @Test
    void buildsADamagedEntryAgain() throws IOException {
        run(store, SOURCE, "-DVALUE=1");
        byte[] sound = Files.readAllBytes(onlyEntry());
        for (int position : List.of(0, 20, sound.length / 2, sound.length - 1)) {
            byte[] damaged = sound.clone();
            damaged[position] ^= 4;
            assertRebuilt(damaged, sound.length);
        }
        for (int length : List.of(0, 10, 50, sound.length / 2, sound.length - 1)) {
            assertRebuilt(Arrays.copyOf(sound, length), sound.length);
        }
        assertRebuilt(Arrays.copyOf(sound, sound.length + 1), sound.length);
    }

    private void assertRebuilt(byte[] damaged, int length) throws IOException {
        Path entry = onlyEntry();
        Files.write(entry, damaged);
        String key = entry.getFileName().toString().replace(".bin", "");
        assertThat(store.load(key)).isEmpty();
        assertThat(run(store, SOURCE, "-DVALUE=1")).isEqualTo(1);
        assertThat(onlyEntry()).isEqualTo(entry);
        assertThat(store.load(key)).isPresent();
        assertThat(Files.size(entry)).isBetween(length * 9L / 10, length * 11L / 10);
    }

    @Test
    void buildsAgainWhatTheDriverRefuses() {
        String key = new ProgramCache(device, store).key(SOURCE, "-DVALUE=1");
        byte[] garbage = new byte[500];
        store.save(key, garbage);

        assertThat(run(store, SOURCE, "-DVALUE=1")).isEqualTo(1);
        assertThat(store.load(key).orElseThrow()).isNotEqualTo(garbage);
    }

    @Test
    void worksWithoutAFolderThatCanBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        for (Path impossible : List.of(file, file.resolve("below"))) {
            BinaryStore unwritable = new BinaryStore(impossible);
            assertThat(run(unwritable, SOURCE, "-DVALUE=5")).isEqualTo(5);
            assertThat(unwritable.load("key")).isEmpty();
        }
        assertThatCode(() -> new BinaryStore(null).save("key", new byte[1])).doesNotThrowAnyException();
        assertThat(file).isEmptyFile();
    }

    @Test
    void showsTheCompilersMessages() {
        ProgramCache cache = new ProgramCache(device, store);
        KernelSource wrong = new KernelSource("wrong.cl", "kernel void value(global char* x) { x[0] = missing; }");

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(BackendException.class)
                    .isThrownBy(() -> cache.program(wrong, "-DVALUE=1"))
                    .withMessageStartingWith(
                            device.label() + ": building wrong.cl with the options \"-DVALUE=1\" failed with "
                                    + "CL_BUILD_PROGRAM_FAILURE (-11); update the device's driver, or choose another device.")
                    .withMessageContaining("undeclared identifier 'missing'");
        }
        assertThat(folder).doesNotExist();
        assertThat(run(store, SOURCE, "-DVALUE=3")).isEqualTo(3);
    }
}
