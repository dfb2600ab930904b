package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.CounterRandom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages valid files at random: a reader may read the result or refuse it, and nothing else. */
class MalformedInputTest {
    private static final int FILES = 400;
    private static final String CSV = """
            a,b,"the ""label"" y"
            1,2.5,x
            -3e2,"4",y
            5,6,"x"
            """;
    /** What hurts a CSV reader more often than a random byte does. */
    private static final byte[] CSV_BYTES = "\",;\t\n\r01.e-NaN \0\uFEFFé".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedCsv(boolean gzip) {
        byte[] valid = CSV.getBytes(StandardCharsets.UTF_8);
        CounterRandom random = new CounterRandom(11, gzip ? 1 : 0);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] damaged = damage(gzip ? TestFiles.gzip(valid) : valid, CSV_BYTES, random);
            Path file = TestFiles.write(folder, "data.csv", damaged);
            refused += refuses(() -> CsvReader.read(file, CsvOptions.DEFAULTS)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 10, FILES - 1);
    }

    @Test
    void damagedRowsToPredict() {
        CsvSchema schema =
                new CsvSchema(FeatureColumns.ofNumbers(List.of("a", "b")), List.of("label"), Optional.empty());
        CounterRandom random = new CounterRandom(12, 0);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] damaged = damage(CSV.getBytes(StandardCharsets.UTF_8), CSV_BYTES, random);
            refused += refuses(() -> readAll(damaged, schema)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 10, FILES - 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedIdx(boolean gzip) {
        byte[] images = TestFiles.idxImages(3, 2, 2);
        byte[] labels = TestFiles.idxLabels(0, 1, 2);
        CounterRandom random = new CounterRandom(13, gzip ? 1 : 0);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            boolean damageImages = random.nextInt(2) == 0;
            byte[] target = damageImages ? images : labels;
            byte[] damaged = damage(gzip ? TestFiles.gzip(target) : target, new byte[] {0, 1, 127, -1}, random);
            Path imageFile = TestFiles.write(folder, "images", damageImages ? damaged : images);
            Path labelFile = TestFiles.write(folder, "labels", damageImages ? labels : damaged);
            refused += refuses(() -> IdxReader.readImages(imageFile, labelFile)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 10, FILES - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"little-f4.npy", "fortran-big-f8.npy", "version3.npy", "parts.npz"})
    void damagedArrays(String name) throws IOException {
        byte[] valid;
        try (InputStream in = MalformedInputTest.class.getResourceAsStream("numpy/" + name)) {
            valid = in.readAllBytes();
        }
        CsvOptions options = CsvOptions.DEFAULTS;
        if (name.endsWith(".npy")) {
            Path targets = TestFiles.write(folder, "y", new byte[0]);
            try (InputStream in = MalformedInputTest.class.getResourceAsStream("numpy/bool.npy")) {
                Files.write(targets, in.readAllBytes());
            }
            options = options.withTargetFile(Optional.of(targets));
        }
        CsvOptions withTargets = options;
        CounterRandom random = new CounterRandom(14, valid.length);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = TestFiles.write(
                    folder, name, damage(valid, "(),':{}0123456789\0".getBytes(StandardCharsets.UTF_8), random));
            refused += refuses(() -> Datasets.open(file.toString(), withTargets)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 10, FILES - 1);
    }

    /** Whether a reader refuses; any other exception fails the test. */
    private static boolean refuses(Runnable reader) {
        try {
            reader.run();
            return false;
        } catch (DataException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("null", "\n");
            return true;
        }
    }

    private static void readAll(byte[] content, CsvSchema schema) {
        try (CsvRows rows = CsvRows.of(new ByteArrayInputStream(content), "rows", schema, CsvOptions.DEFAULTS)) {
            float[] row = new float[2];
            while (rows.next(row)) {
                assertThat(rows.line()).isPositive();
            }
        }
    }

    /** One to three times: cuts the end off, or replaces, removes or inserts a byte. */
    private static byte[] damage(byte[] valid, byte[] nasty, CounterRandom random) {
        byte[] content = valid;
        for (int times = 1 + random.nextInt(3); times > 0 && content.length > 0; times--) {
            int at = random.nextInt(content.length);
            byte value = random.nextInt(2) == 0 ? (byte) random.nextInt() : nasty[random.nextInt(nasty.length)];
            switch (random.nextInt(5)) {
                case 0 -> content = Arrays.copyOf(content, at);
                case 1 -> content = spliced(content, at, 1, new byte[0]);
                case 2 -> content = spliced(content, at, 0, new byte[] {value});
                default -> content = spliced(content, at, 1, new byte[] {value});
            }
        }
        return content;
    }

    private static byte[] spliced(byte[] content, int at, int removed, byte[] inserted) {
        byte[] result = new byte[content.length - removed + inserted.length];
        System.arraycopy(content, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(content, at + removed, result, at + inserted.length, content.length - at - removed);
        return result;
    }
}
