package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonArray;
import io.percept.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course of a training as files. */
class CurveTest {
    @TempDir
    private Path folder;

    @Test
    void aTrainingWritesItsCourseInEachForm() throws IOException {
        Path csv = folder.resolve("curve.csv");
        Path json = folder.resolve("curve.json");
        Path svg = folder.resolve("curve.SVG");

        Run run = Run.line("train --hidden 8 --epochs 3 --json --curve {} --curve {} --curve {}", csv, json, svg);

        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4).first().isEqualTo("epoch,loss,validationLoss,accuracy,seconds");
        String loss = Double.toString(run.events().get(3).number("loss"));
        assertThat(lines.get(3)).startsWith("3," + loss + ",");
        JsonArray epochs = (JsonArray) JsonValue.parse(Files.readString(json));
        assertThat(epochs.values()).hasSize(3);
        assertThat(Files.readString(svg)).startsWith("<svg ").contains("validation accuracy", ">epoch<", ">3<");
    }

    @Test
    void withoutValidationTheCourseIsThatOfTheTrainingLoss() throws IOException {
        String data = TestData.plane(folder, "plane.csv", 60, 1);
        Path csv = folder.resolve("curve.csv");
        Path svg = folder.resolve("curve.svg");

        Run.line("train --data {} --hidden 4 --validation 0 --epochs 2 --curve {} --curve {}", data, csv, svg);

        assertThat(Files.readAllLines(csv).get(2)).matches("2,[0-9.e-]+,,,[0-9.e-]+");
        assertThat(Files.readString(svg)).contains("training").doesNotContain("validation", "accuracy");
    }

    @Test
    void anotherEndingOrAPlaceThatCannotBeWrittenIsNoticedBeforeTheTraining() {
        Run ending = Run.line("train --curve {}", folder.resolve("curve.png"));
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("curve.png; its name must end in .csv, .json or .svg");

        Run place = Run.line("train --curve {}", folder.resolve("nowhere").resolve("curve.svg"));
        assertThat(place.code()).isEqualTo(1);
        assertThat(place.err()).contains("nowhere").doesNotContain("epoch");
    }
}
