package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store keeps, and for how long. Needs no device. */
class BinaryStoreTest {
    /** Three binaries of 100 bytes with their heads, and not four. */
    private static final long THREE = 3 * 170;

    @TempDir
    private Path folder;

    private static byte[] binary(int value) {
        byte[] bytes = new byte[100];
        bytes[0] = (byte) value;
        return bytes;
    }

    private void age(String name, Duration age) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(name), FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void deletesWhatWasUnusedForLongest() throws IOException {
        BinaryStore store = new BinaryStore(folder, THREE);
        for (int i = 0; i < 3; i++) {
            store.save("key" + i, binary(i));
            age("key" + i + ".bin", Duration.ofDays(10 - i));
        }
        assertThat(store.load("key0")).as("the oldest, used again").contains(binary(0));
        store.save("key3", binary(3));

        assertThat(store.load("key1")).as("unused for longest").isEmpty();
        assertThat(store.load("key0")).contains(binary(0));
        assertThat(store.load("key2")).contains(binary(2));
        assertThat(store.load("key3")).contains(binary(3));
    }

    @Test
    void keepsWhatItHasJustSavedEvenIfThatIsTooLarge() {
        BinaryStore store = new BinaryStore(folder, 10);
        store.save("first", binary(1));
        store.save("second", binary(2));
        assertThat(store.load("first")).isEmpty();
        assertThat(store.load("second")).contains(binary(2));
    }

    @Test
    void deletesWhatDeadProcessesLeft() throws IOException {
        Files.write(folder.resolve(".percept-dead.tmp"), binary(1));
        age(".percept-dead.tmp", Duration.ofDays(1));
        Files.write(folder.resolve(".percept-alive.tmp"), binary(1));
        new BinaryStore(folder).save("key", binary(2));
        assertThat(folder.resolve(".percept-dead.tmp")).doesNotExist();
        assertThat(folder.resolve(".percept-alive.tmp")).exists();
    }

    @Test
    void canBeUsedWithoutSaving() {
        BinaryStore store = new BinaryStore(folder);
        store.save("key", binary(1));
        BinaryStore reader = store.withoutSaving();
        assertThat(reader.load("key")).contains(binary(1));
        assertThat(reader.keeps()).isFalse();
        reader.save("other", binary(2));
        assertThat(store.load("other")).isEmpty();
    }

    /** Whoever reads meanwhile finds a whole binary or none. */
    @Test
    void neverShowsAPartOfAnEntry() {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            int first = writer;
            writers.add(CompletableFuture.runAsync(() -> {
                BinaryStore store = new BinaryStore(folder, THREE);
                for (int i = 0; i < 200; i++) {
                    store.save("key" + (first + i) % 5, binary((first + i) % 5));
                }
            }));
        }
        BinaryStore reader = new BinaryStore(folder, THREE);
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        long found = 0;
        do {
            for (int i = 0; i < 5; i++) {
                byte[] expected = binary(i);
                found += reader.load("key" + i).stream()
                        .peek(binary -> assertThat(binary).isEqualTo(expected))
                        .count();
            }
        } while (!all.isDone());
        all.join();
        assertThat(found).isPositive();
        assertThat(folder.toFile().listFiles()).hasSizeBetween(1, 4);
    }
}
