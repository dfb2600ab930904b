package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theBundledDigitsAreLearnedWithoutAnyOption() {
        Run run = Run.percept("train");

        assertThat(run.code()).isZero();
        String accuracy = run.out()
                .lines()
                .filter(line -> line.startsWith("test accuracy"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(accuracy.replaceAll("test accuracy +([0-9.]+) %.*", "$1")))
                .isGreaterThanOrEqualTo(96);
        assertThat(run.out()).contains("test loss", "confusion matrix (rows: actual, columns: predicted)");
        assertThat(run.err())
                .contains("device    cpu (")
                .contains("passed over opencl: ")
                .contains("digits: 1,797 rows of 64 features, 10 classes; 1,294 to train, 144 to validate, 359 to test")
                .contains("64 - linear 256 - relu - linear 128 - relu - linear 10; 50,826 parameters")
                .contains("epoch  1/20  loss ", "epoch 20/20  loss ");
    }

    @Test
    void jsonHasTheDocumentedFields() {
        Run run = Run.line("train --json --epochs 2 --hidden 16");

        List<JsonObject> events = run.events();
        assertThat(events.stream().map(event -> event.string("event")))
                .containsExactly("start", "epoch", "epoch", "result");
        JsonObject start = events.get(0);
        assertThat(start.string("device")).isEqualTo("cpu");
        assertThat(start.string("backend")).isEqualTo("cpu");
        assertThat(start.integer("parameters")).isEqualTo(65 * 16 + 17 * 10);
        assertThat(start.string("network")).isEqualTo("64 - linear 16 - relu - linear 10");
        assertThat(start.object("data").integer("training")).isEqualTo(1294);
        assertThat(start.string("loss")).isEqualTo("cross-entropy");
        assertThat(start.string("optimizer")).isEqualTo("adam");
        assertThat(start.number("learningRate")).isEqualTo(0.001);
        assertThat(start.integer("batchSize")).isEqualTo(64);
        assertThat(start.integer("epochs")).isEqualTo(2);
        assertThat(start.integer("seed")).isEqualTo(42);
        assertThat(start.integer("threads")).isPositive();
        assertThat(events.get(1).members().keySet())
                .containsExactly("event", "epoch", "loss", "validationLoss", "accuracy", "samplesPerSecond");
        assertThat(events.get(2).integer("epoch")).isEqualTo(2);
        JsonObject result = run.result();
        assertThat(result.members().keySet()).containsExactly("event", "outcome", "test", "seconds");
        assertThat(result.string("outcome")).isEqualTo("completed");
        assertThat(result.object("test").members().keySet())
                .containsExactly(
                        "loss",
                        "accuracy",
                        "macroRecall",
                        "macroPrecision",
                        "macroF1",
                        "weightedRecall",
                        "weightedPrecision",
                        "weightedF1",
                        "rocAuc",
                        "logLoss",
                        "topK",
                        "classes");
        assertThat(result.number("seconds")).isPositive();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void explainShowsWhatAStepLaunchesBeforeTheFirstEpoch() {
        Run run = Run.line("train --explain --device cpu --epochs 1 --hidden 16 --batch-size 32");

        List<String> lines = run.err().lines().map(String::strip).toList();
        int title = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches("a full batch takes [0-9]+ launches:"))
                .findFirst()
                .orElseThrow();
        int launches = Integer.parseInt(lines.get(title).replaceAll("[^0-9]", ""));
        assertThat(lines.get(title + 1)).matches("kernel +variant +sizes +FLOPs +bytes");
        assertThat(lines.subList(title + 2, title + 2 + launches))
                .anyMatch(line -> line.matches("Affine .*[0-9,]+ +[0-9,]+"));
        assertThat(lines.get(title + 2 + launches)).matches("total +[0-9,]+ +[0-9,]+");
        assertThat(lines.get(title + 3 + launches)).startsWith("epoch 1/1");
        assertThat(run.out()).doesNotContain("kernel");
    }

    @Test
    void explainIsOneMoreLineOfJson() {
        Run run = Run.line("train --json --explain --device cpu --epochs 1 --hidden 16");

        assertThat(run.events().stream().map(event -> event.string("event")))
                .containsExactly("start", "explain", "epoch", "result");
        JsonObject explanation = run.events().get(1);
        List<JsonObject> launches = explanation.array("launches").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(launches.get(0).members().keySet()).containsExactly("kernel", "variant", "sizes", "flops", "bytes");
        assertThat(launches.stream()
                        .mapToLong(launch -> launch.longInteger("flops"))
                        .sum())
                .isEqualTo(explanation.longInteger("flops"))
                // Forward and the weights' gradients of the first layer alone.
                .isGreaterThan(2 * 2L * 64 * 64 * 16);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutValidationAndTestTheirFieldsAreLeftOut() {
        Run run = Run.line("train --json --epochs 1 --hidden 4 --validation 0 --holdout 0");

        assertThat(run.events().get(0).object("data").integer("training")).isEqualTo(1797);
        assertThat(run.events().get(1).members().keySet())
                .containsExactly("event", "epoch", "loss", "samplesPerSecond");
        assertThat(run.result().members().keySet()).containsExactly("event", "outcome", "seconds");
    }

    @Test
    void thereAreNoControlCharactersWithoutATerminal() {
        Run run = Run.line("train --epochs 3 --hidden 16");

        assertThat(run.out() + run.err()).matches("[^\\p{Cntrl}\\u001b]*(\\R[^\\p{Cntrl}\\u001b]*)*");
    }

    @Test
    void aTerminalShowsABarThatEveryFinishedEpochReplaces() {
        Run run = Run.on(new Terminal(true, false, 80), "", "train", "--epochs", "5", "--hidden", "512,512");

        assertThat(run.err()).contains("\r\u001b[Kepoch ", " left", "samples/s", "\r\u001b[Kepoch 5/5  loss ");
        assertThat(run.err()).doesNotContain("\u001b[32m");
        assertThat(run.out()).doesNotContain("\r", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void equalSeedsGiveEqualFilesWhateverTheThreads(String threads) throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        String[] common = {"train", "--epochs", "3", "--seed", "7", "--threads"};

        Run.percept(with(common, "1", "--model", first.toString()));
        Run.percept(with(common, threads, "--model", second.toString()));

        assertThat(second).hasSameBinaryContentAs(first);
        Run.line("train --epochs 3 --seed 8 --model {}", second);
        assertThat(Files.mismatch(first, second)).isNotNegative();
    }

    private static String[] with(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    @Test
    void fourRowsAreEnoughForXor() {
        String xor = TestData.write(folder, "xor.csv", TestData.XOR);
        String model = folder.resolve("xor.safetensors").toString();

        Run trained = Run.line(
                "train --data {} --hidden 8 --activation tanh --learning-rate 0.05 --epochs 200 --model {}",
                xor,
                model);

        assertThat(trained.code()).isZero();
        assertThat(trained.err()).contains("4 rows of 2 features, 2 classes; 4 to train, no validation, no test");
        assertThat(Run.line("evaluate --model {} --data {} --json", model, xor)
                        .result()
                        .object("test")
                        .number("accuracy"))
                .isEqualTo(1);
    }

    @Test
    void realNumbersAreLearnedWithAnErrorInsteadOfAnAccuracy() {
        String data = TestData.plane(folder, "plane.csv", 400, 1);

        Run run = Run.line("train --data {} --hidden 32 --learning-rate 0.01 --epochs 60", data);

        assertThat(run.err()).contains("real target z", "mean-squared-error").doesNotContain("accuracy");
        assertThat(run.out()).contains("test loss", "test RMSE").doesNotContain("accuracy", "confusion");
        double rmse = Double.parseDouble(run.out().replaceAll("(?s).*test RMSE +([0-9.e-]+).*", "$1"));
        assertThat(rmse).isLessThan(0.3);
        Run json = Run.line("train --data {} --hidden 8 --epochs 1 --json", data);
        assertThat(json.result().object("test").members().keySet())
                .containsExactly("loss", "r2", "mae", "rmse", "outputs");
        assertThat(json.events().get(1).has("accuracy")).isFalse();
    }

    @Test
    void noHiddenLayerGivesSoftmaxRegression() {
        for (String none : List.of("none", "")) {
            Run run = Run.line("train --hidden {} --epochs 1 --json", none);
            assertThat(run.events().get(0).string("network")).isEqualTo("64 - linear 10");
        }
    }

    @Test
    void everyOptionReachesTheTraining() {
        Run run = Run.percept(
                "train",
                "--json",
                "--data",
                "digits",
                "--hidden",
                "8, 4",
                "--activation",
                "sigmoid",
                "--loss",
                "mean-squared-error",
                "--optimizer",
                "momentum:0.5",
                "--learning-rate",
                "0.02",
                "--batch-size",
                "full",
                "--epochs",
                "2",
                "--seed",
                "-3",
                "--shuffle",
                "false",
                "--device",
                "reference",
                "--threads",
                "2",
                "--validation",
                "0.5",
                "--holdout",
                "0.5",
                "--initializer",
                "uniform:0.1",
                "--bias",
                "0.1",
                "--scale",
                "none",
                "--l1",
                "0.001",
                "--l2",
                "0.002",
                "--patience",
                "5");

        assertThat(run.code()).isZero();
        JsonObject start = run.events().get(0);
        assertThat(start.string("network")).isEqualTo("64 - linear 8 - sigmoid - linear 4 - sigmoid - linear 10");
        assertThat(start.string("loss")).isEqualTo("mean-squared-error");
        assertThat(start.string("optimizer")).isEqualTo("momentum:momentum=0.5");
        assertThat(start.number("learningRate")).isEqualTo(0.02);
        assertThat(start.string("device")).isEqualTo("reference");
        assertThat(start.integer("seed")).isEqualTo(-3);
        JsonObject data = start.object("data");
        assertThat(data.integer("test")).isEqualTo(899);
        assertThat(data.integer("validation")).isEqualTo(449);
        assertThat(start.integer("batchSize")).isEqualTo(data.integer("training"));
    }

    @Test
    void fewRowsMayHaveAMicroBatchThatDoesNotDivideThem() {
        String data = TestData.plane(folder, "plane.csv", 50, 1);

        Run run = Run.line(
                "train --data {} --hidden 4 --epochs 1 --holdout 0 --validation 0 --micro-batch 32 --device cpu --json",
                data);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.events().get(0).integer("batchSize")).isEqualTo(50);
    }

    @Test
    void aFolderWithItsOwnTestPartIsTestedWithIt() {
        IdxFiles.write(folder, 40, 20);

        Run run = Run.line("train --data {} --hidden 4 --epochs 1 --json", folder);

        JsonObject data = run.events().get(0).object("data");
        assertThat(data.integer("training")).isEqualTo(36);
        assertThat(data.integer("validation")).isEqualTo(4);
        assertThat(data.integer("test")).isEqualTo(20);
    }

    @Test
    void severalTargetsAreLearnedAtOnce() {
        String data = TestData.plane(folder, "plane.csv", 300, 1);
        String model = folder.resolve("model.safetensors").toString();
        Run run = Run.line(
                "train --data {} --target z,x --hidden none --learning-rate 0.1 --epochs 30 --model {}", data, model);

        assertThat(run.err()).contains("300 rows of 1 feature, real targets z, x;", "mean-squared-error");
        assertThat(Run.line("evaluate --model {} --data {} --json", model, data)
                        .result()
                        .integer("rows"))
                .isEqualTo(300);
        Run predicted = Run.withInput("y\n50\n", "predict", "--model", model);
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines).hasSize(2).first().isEqualTo("z,x");
        assertThat(lines.get(1).split(",", -1)).hasSize(2);
    }

    @Test
    void columnsOfZerosAndOnesAreLabels() {
        StringBuilder csv = new StringBuilder("a,b,both,either\n");
        for (int i = 0; i < 80; i++) {
            int a = i & 1;
            int b = (i >> 1) & 1;
            csv.append(a + "," + b + "," + (a & b) + "," + (a | b) + "\n");
        }
        String data = TestData.write(folder, "gates.csv", csv.toString());
        String model = folder.resolve("model.safetensors").toString();
        Run run = Run.line(
                "train --data {} --target both,either --hidden 8 --learning-rate 0.05 --epochs 60 --model {}",
                data,
                model);

        assertThat(run.err()).contains("labels both, either;", "binary-cross-entropy");
        Run predicted = Run.withInput("a,b\n0,1\n", "predict", "--model", model);
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("both,either");
        String[] probabilities = lines.get(1).split(",", -1);
        assertThat(Double.parseDouble(probabilities[0])).isLessThan(0.2);
        assertThat(Double.parseDouble(probabilities[1])).isGreaterThan(0.8);
    }
}
