package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy's arrays on their way through train, evaluate and predict. */
class ArraysCommandTest {
    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    private Path x;
    private Path y;

    /** Points in the plane, and whether they are right of a line. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(4);
        ByteBuffer features = ByteBuffer.allocate(ROWS * 2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer labels = ByteBuffer.allocate(ROWS);
        for (int row = 0; row < ROWS; row++) {
            float a = (float) random.nextGaussian();
            float b = (float) random.nextGaussian();
            features.putFloat(a).putFloat(b);
            labels.put((byte) (a + 2 * b > 0.3 ? 1 : 0));
        }
        x = write("X.npy", "<f4", "(300, 2)", features);
        y = write("y.npy", "|u1", "(300,)", labels);
    }

    private Path write(String name, String type, String shape, ByteBuffer body) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}\n";
        ByteBuffer file =
                ByteBuffer.allocate(10 + header.length() + body.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
        file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1));
        return Files.write(folder.resolve(name), file.put(body.flip()).array());
    }

    @Test
    void trainsEvaluatesAndPredicts() throws IOException {
        Path model = folder.resolve("model.safetensors");
        String train =
                "train --data {} --targets {} --test {} --test-targets {} --hidden 6 --learning-rate 0.02 --epochs 30 --json --model {}";
        JsonObject test = Run.line(train, x, y, x, y, model).result().object("test");
        assertThat(test.number("accuracy")).isGreaterThan(0.95);
        assertThat(Run.line("evaluate --model {} --data {} --targets {} --json", model, x, y)
                        .result()
                        .object("test"))
                .isEqualTo(test);
        // The same from the folder, whose arrays have the names that are looked for.
        assertThat(Run.line("evaluate --model {} --data {} --json", model, folder)
                        .result()
                        .object("test"))
                .isEqualTo(test);
        Run predicted = Run.line("predict --model {} --data {}", model, x);
        assertThat(predicted.out().lines()).hasSize(ROWS + 1);
        assertThat(predicted.out()).startsWith("prediction,0,1\n");

        Path streamed = folder.resolve("streamed.safetensors");
        Run.line(train + " --stream 64", x, y, x, y, streamed);
        assertThat(Files.readAllBytes(streamed)).isEqualTo(Files.readAllBytes(model));
        assertThat(Run.line("train --data {} --targets {} --init {} --epochs 1", x, y, model)
                        .code())
                .isZero();
    }

    @Test
    void onlyCsvFilesHaveColumnsToName() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Run.line("train --data {} --targets {} --hidden 2 --epochs 1 --model {}", x, y, model);
        for (String option : List.of("--target", "--ignore", "--categorical")) {
            Run run = Run.line("train --data {} --targets {} " + option + " 1", x, y);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(option + " names a column of a CSV file, but the data is " + x);
        }
        Run predicted = Run.line("predict --model {} --data {} --ignore 1", model, x);
        assertThat(predicted.code()).isEqualTo(2);
        Run evaluated = Run.line("evaluate --model {} --data {} --targets {} --target 1", model, x, y);
        assertThat(evaluated.code()).isEqualTo(2);
        Path images = Files.createDirectory(folder.resolve("images"));
        IdxFiles.write(images, 20, 10);
        assertThat(Run.line("train --data {} --ignore 1", images).code()).isEqualTo(2);
        assertThat(Run.line("train --data {} --stream", images).err()).contains("--stream has no effect on " + images);
        // The file to test with may be another kind of file.
        String table = TestData.write(folder, "test.csv", "0.5,0.5,1,7\n-0.5,-0.5,0,7\n");
        Run tested = Run.line("train --data {} --targets {} --test {} --target 2 --ignore 3 --epochs 1", x, y, table);
        assertThat(tested.code()).as(tested.err()).isZero();
    }

    @Test
    void targetsAreNamedWhereTheyAreWanted() {
        assertThat(Run.line("train --data {}", x).err()).contains("its targets are another file, which must be named");
        assertThat(Run.line("train --data digits --targets {}", y).code()).isEqualTo(1);
        assertThat(Run.line("train --data {} --targets {} --test-targets {}", x, y, y)
                        .code())
                .isEqualTo(2);
    }
}
