package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.model.Model;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start with what a file holds: {@code --init}. */
class TrainingFurtherTest {
    @TempDir
    private Path folder;

    @Test
    void aModelCanBeTrainedFurther() {
        String data = TestData.clusters(folder, "clusters.csv", 150, 1);
        String first = folder.resolve("first.safetensors").toString();
        String second = folder.resolve("second.safetensors").toString();
        Run.line("train --data {} --hidden 8 --activation tanh --epochs 5 --schedule constant --model {}", data, first);

        Run run = Run.line(
                "train --data {} --init {} --epochs 5 --schedule constant --json --model {}", data, first, second);

        assertThat(run.code()).isZero();
        assertThat(Run.line("train --data {} --init {} --epochs 1", data, first).err())
                .contains("parameters from " + first);
        Model before = Model.load(Path.of(first));
        Model after = Model.load(Path.of(second));
        assertThat(after.network()).isEqualTo(before.network());
        assertThat(after.data()).isEqualTo(before.data());
        double loss = Run.line("evaluate --model {} --data {} --json", first, data)
                .result()
                .object("test")
                .number("loss");
        assertThat(run.events().get(1).number("loss")).isCloseTo(loss, within(0.25 * loss));
        assertThat(run.result().object("test").number("loss")).isLessThan(loss);
    }

    @Test
    void trainingFurtherRefusesAnotherNetworkAndOtherData() {
        String data = TestData.clusters(folder, "clusters.csv", 150, 1);
        String model = folder.resolve("model.safetensors").toString();
        Run.line("train --data {} --hidden 8 --epochs 1 --model {}", data, model);

        assertThat(Run.line("train --data {} --init {} --hidden 9", data, model))
                .satisfies(run -> assertThat(run.code()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).contains("2 - linear 8 - relu - linear 3", "--hidden"));
        assertThat(Run.line("train --data {} --init {} --activation tanh", data, model)
                        .code())
                .isEqualTo(1);
        assertThat(Run.line("train --data {} --init {} --hidden 8 --activation relu --epochs 1", data, model)
                        .code())
                .isZero();
        assertThat(Run.line("train --data digits --init {}", model).err())
                .contains("digits has images of 8 x 8 = 64 pixels, but the training data has 2 columns");
        assertThat(Run.line("train --data {} --init {}", TestData.plane(folder, "plane.csv", 90, 1), model)
                        .err())
                .contains("lacks the feature columns \"length\", \"width\"; it has the columns \"x\", \"y\"");
        assertThat(Run.line("train --data {} --init {} --scale none", data, model)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void parametersFromElsewhereStartTheNetworkThatTheOptionsDescribe() {
        String xor = TestData.write(folder, "xor.csv", TestData.XOR);
        Path foreign = ForeignFile.write(folder.resolve("torch.safetensors"), 2, 8, 2);

        Run run = Run.line("train --data {} --init {} --hidden 8 --epochs 1 --json", xor, foreign);

        assertThat(run.code()).isZero();
        // All outputs of a network of zeros are equal.
        assertThat(run.events().get(1).number("loss")).isCloseTo(Math.log(2), within(1e-6));
        assertThat(Run.line("train --data {} --init {} --hidden 9", xor, foreign))
                .satisfies(other -> assertThat(other.code()).isEqualTo(1))
                .satisfies(other -> assertThat(other.err()).contains("0.weight", "torch.safetensors"));
    }
}
