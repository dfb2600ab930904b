package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.model.Model;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that end before their last epoch: stopped, or diverged. */
class EarlyEndTest {
    @TempDir
    private Path folder;

    @Test
    void earlyStoppingSaysWhichEpochWasBest() {
        Run run = Run.line("train --json --hidden 64 --learning-rate 0.05 --epochs 200 --patience 2");

        assertThat(run.result().string("outcome")).isEqualTo("stoppedEarly");
        int epochs = run.events().size() - 2;
        assertThat(run.result().integer("bestEpoch")).isEqualTo(epochs - 2);
    }

    @Test
    void divergenceBeforeAGoodEpochSavesNothing() {
        Path model = folder.resolve("model.safetensors");

        Run run = Run.line("train --optimizer sgd --learning-rate 1e30 --model {} --json", model);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("of epoch 1", "--learning-rate 0.1", "no model is saved")
                .hasLineCount(1);
        assertThat(run.result().string("outcome")).isEqualTo("diverged");
        assertThat(run.result().members().keySet()).doesNotContain("test", "model");
        assertThat(model).doesNotExist();
    }

    @Test
    void divergenceAfterGoodEpochsSavesTheLastGoodModel() {
        String data = TestData.plane(folder, "plane.csv", 64, 1);
        Path model = folder.resolve("model.safetensors");

        Run run = Run.line(
                "train --data {} --hidden none --optimizer sgd --learning-rate 3 --batch-size full --epochs 1000 --model {} --json",
                data,
                model);

        assertThat(run.code()).isEqualTo(1);
        int good = run.events().size() - 2;
        assertThat(good).isPositive();
        assertThat(run.err())
                .contains("at step 1 of epoch " + (good + 1), "the model as it was after epoch " + good + " is saved");
        assertThat(run.result().string("model")).isEqualTo(model.toString());
        assertThat(Model.load(model).parameters()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    }

    /** Every epoch is worse than the one before it. */
    @Test
    void divergenceWithPatienceSavesTheBestModelAndSaysSo() {
        String data = TestData.plane(folder, "plane.csv", 64, 1);
        Path model = folder.resolve("model.safetensors");

        Run run = Run.line(
                "train --data {} --hidden none --optimizer sgd --learning-rate 3 --batch-size full --epochs 1000 --patience 900 --model {} --json",
                data,
                model);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.events()).hasSizeGreaterThan(4);
        assertThat(run.err()).contains("the model as it was after epoch 1 is saved");
    }

    @Test
    void divergenceWithoutStandardisationPointsToTheScaleOfTheData() {
        Run run = Run.line("train --optimizer sgd --learning-rate 1e20 --scale none");

        assertThat(run.err()).contains("--scale standardize");
    }
}
