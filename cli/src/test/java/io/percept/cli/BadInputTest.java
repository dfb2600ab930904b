package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the input: one sentence, exit code 1, and the model that was there before stays as it was. */
class BadInputTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void thereIsAModelAlready() throws IOException {
        model = Files.writeString(folder.resolve("precious.safetensors"), "precious");
    }

    private Run train(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("train", "--epochs", "2", "--hidden", "4", "--model"));
        all.add(model.toString());
        all.addAll(Arrays.asList(args));
        Run run = Run.percept(all.toArray(String[]::new));
        assertThat(model).hasContent("precious");
        assertThat(run.out()).isEmpty();
        return run;
    }

    private static void assertFails(Run run, String... parts) {
        assertThat(run.code()).isEqualTo(1);
        List<String> errors = run.err()
                .lines()
                .filter(line -> !line.matches("((device|data|network|training)  |  ).*"))
                .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).startsWith("percept: ").contains(parts);
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                        | is empty
                    'a,b,c\n1,2,x\n1,2\n'                                     | line 3: 2 cells
                    'a,b,c\n1,2,x\nhigh,2,y\n'                                | line 3: column "a" holds "high", but "1" in line 2 is a number
                    'a,b,c\n1,NaN,x\n1,NA,y\n'                                | the column "b" is missing in all 2 rows
                    'a,b,c\n1,2,x\n1,inf,y\n'                                 | line 3: column "b" holds "inf"; numbers must be finite
                    'a,b,c\n1,2,x\n1,2,\n'                                    | line 3: column "c" is empty
                    'a,b,c\n1,2,x\n1,2,x\n3,4,x\n'                            | training a classifier needs rows of at least two classes
                    'a\n1\n2\n'                                               | has one column only
                    """)
    void tablesWithFaultsAreRefused(String content, String message) throws IOException {
        String data = TestData.write(folder, "data.csv", content == null ? "" : content.replace("\\n", "\n"));

        assertFails(train("--data", data), message);
    }

    @Test
    void missingValuesAndUnknownCategoriesAreRefusedWhereTheUserWantsIt() throws IOException {
        String data = TestData.write(folder, "data.csv", "a,b,c\n1,u,0.5\n,v,1.5\n3,u,2\n");
        String test = TestData.write(folder, "test.csv", "a,b,c\n1,w,0.5\n");

        assertFails(train("--data", data, "--missing", "error"), "data.csv, line 3: column \"a\" is empty");
        assertFails(
                train("--data", data, "--test", test),
                "test.csv, line 2: column \"b\" holds the unknown category \"w\"; the known categories are \"u\", \"v\"");
        assertThat(Run.line("train --data {} --test {} --epochs 1 --unknown-category zero", data, test)
                        .code())
                .isZero();
    }

    @Test
    void missingAndUnreadableFilesAreRefused() throws IOException {
        assertFails(train("--data", folder.resolve("none.csv").toString()), "there is no data set", "none.csv");
        assertFails(train("--data", folder.toString()), "has no file train-images-idx3-ubyte");
        assertFails(train("--init", folder.resolve("none.st").toString()), "none.st", "there is no such file");
        assertFails(train("--test", folder.resolve("none.csv").toString()), "there is no data set", "none.csv");
    }

    @Test
    void anUnknownTargetIsAnsweredWithTheNearestNames() throws IOException {
        String data = TestData.clusters(folder, "data.csv", 30, 1);

        assertFails(train("--data", data, "--target", "kinds"), "no column \"kinds\"", "nearest", "\"kind\"");
    }

    @Test
    void fewerRowsThanABatchAreRefused() throws IOException {
        assertFails(train("--batch-size", "5000"), "1294 rows", "a batch of 5000");
    }

    @Test
    void damagedImagesAreRefused() throws IOException {
        IdxFiles.write(folder, 30, 10);
        Path images = folder.resolve("train-images-idx3-ubyte");
        byte[] content = Files.readAllBytes(images);

        Files.write(images, Arrays.copyOf(content, content.length - 1));
        assertFails(train("--data", folder.toString()), "train-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(content, content.length + 1));
        assertFails(train("--data", folder.toString()), "train-images-idx3-ubyte");
        Files.write(images, content);
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        Files.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 0});
        assertFails(train("--data", folder.toString()), "30", "3");
    }

    @Test
    void devicesThatAreNotThereAreRefused() throws IOException {
        assertFails(train("--device", "opencl"), "device \"opencl\" cannot be had: ", "install");
        assertFails(train("--device", "tpu"), "there is no device \"tpu\"", "cpu, opencl, reference");
        assertFails(train("--device", "cpu:7"), "there is no device \"cpu:7\"");
    }

    @Test
    void lossesThatDoNotSuitTheTargetsAreRefused() throws IOException {
        String data = TestData.plane(folder, "plane.csv", 60, 1);

        assertFails(train("--data", data, "--loss", "cross-entropy"), "cross-entropy needs classes");
    }

    @Test
    void networksTooLargeForAnyMemoryAreRefused() {
        Run run = Run.percept("train", "--hidden", "2000000000");

        assertFails(run, "2000000000 x 64");
    }

    @Test
    void anUnwritableModelPathIsFoundBeforeTheDataIsRead() {
        Run folderMissing = Run.line("train --data none.csv --model {}", folder.resolve("no/m.st"));
        Run isFolder = Run.line("train --data none.csv --model {}", folder);

        assertFails(folderMissing, "m.st cannot be written: the folder", "does not exist");
        assertFails(isFolder, "it is a folder");
    }

    @Test
    void modelsThatDoNotFitTheDataAreRefused() {
        String clusters = TestData.clusters(folder, "clusters.csv", 60, 1);
        String plane = TestData.plane(folder, "plane.csv", 60, 1);
        String trained = folder.resolve("trained.safetensors").toString();
        Run.line("train --data {} --hidden 4 --epochs 1 --model {}", clusters, trained);

        assertFails(Run.line("evaluate --model {} --data digits", trained), "64", "2 columns");
        assertFails(Run.line("evaluate --model {} --data {}", trained, plane), "lacks", "\"length\"");
        assertFails(Run.line("predict --model {} --data {}", trained, plane), "lacks", "\"length\"");
    }

    @Test
    void foreignFilesAreNoModels() {
        Path torch = ForeignFile.write(folder.resolve("torch.safetensors"), 2, 8, 2);

        assertFails(Run.line("evaluate --model {} --data digits", torch), "torch.safetensors is not a Percept model");
        assertFails(Run.percept("predict", "--model", model.toString()), "precious.safetensors is not a Percept model");
    }

    @Test
    void aModelCutOffAnywhereIsRefused() throws IOException {
        String xor = TestData.write(folder, "xor.csv", TestData.XOR);
        Path whole = folder.resolve("whole.safetensors");
        Run.line("train --data {} --hidden 1 --epochs 1 --model {}", xor, whole);
        byte[] content = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.safetensors");
        assertThat(Run.line("evaluate --model {} --data {}", whole, xor).code()).isZero();

        for (int length = 0; length < content.length; length += length < 16 ? 1 : 7) {
            Files.write(cut, Arrays.copyOf(content, length));
            assertFails(Run.line("evaluate --model {} --data {}", cut, xor), "cut.safetensors");
        }
        Files.write(cut, Arrays.copyOf(content, content.length - 1));
        assertFails(Run.line("evaluate --model {} --data {}", cut, xor), "cut.safetensors");
    }
}
