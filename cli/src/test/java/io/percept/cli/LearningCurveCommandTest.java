package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningCurveCommandTest {
    @TempDir
    private Path folder;

    @Test
    void errorsAgainstRowsAsTableAndPicture() throws IOException {
        Path csv = folder.resolve("curve.csv");
        Path svg = folder.resolve("curve.svg");
        Run run = Run.line(
                "learning-curve --device cpu --hidden 16 --epochs 5 --folds 2 --sizes 0.1,300,1 --curve {} --curve {}",
                csv,
                svg);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("90 rows  training loss", "898 rows  training loss");
        assertThat(run.out().lines().findFirst().orElseThrow())
                .matches("rows +training error rate +validation error rate +training loss +validation loss");
        assertThat(run.out()).containsPattern("(?m)^300( +\\d\\.\\d{4} \\+/- 0\\.\\d{4}){4}");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4).first().asString().startsWith("rows,trainingErrorRate,trainingErrorRateDeviation");
        assertThat(Files.readString(svg)).contains("Error rate against training-set size", "rows trained with");
    }

    @Test
    void programsGetAnObjectForEachSize() {
        String data = TestData.plane(folder, "plane.csv", 80, 1);
        Run run = Run.line(
                "learning-curve --device cpu --data {} --hidden 4 --epochs 3 --folds 2 --sizes 0.5,1 --equal epochs --json",
                data);

        assertThat(run.code()).as(run.err()).isZero();
        List<JsonObject> events = run.events();
        assertThat(events).extracting(event -> event.string("event")).containsExactly("start", "size", "size");
        assertThat(events.get(1).integer("rows")).isEqualTo(20);
        assertThat(events.get(2).object("validation").object("mean").number("rmse"))
                .isPositive();
        assertThat(events.get(2).object("training").object("deviation").number("r2"))
                .isPositive();
    }

    @Test
    void theValidationShareIsTakenFromEachSizeOnce() {
        String data = TestData.plane(folder, "plane.csv", 80, 1);
        Run run = Run.line(
                "learning-curve --device cpu --data {} --hidden 4 --epochs 2 --folds 2 --validation 0.5 --sizes 0.5,40 --json",
                data);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.events().get(1).integer("rows")).isEqualTo(20);
        assertThat(run.events().get(2).integer("rows")).isEqualTo(40);
    }

    /** The smaller size has fewer rows than a batch, and not a multiple of the micro-batch. */
    @Test
    void smallSizesMayHaveMicroBatches() {
        String data = TestData.plane(folder, "plane.csv", 160, 1);
        Run run = Run.line(
                "learning-curve --device cpu --data {} --hidden 4 --epochs 2 --folds 2 --micro-batch 32 --sizes 50,80 --json",
                data);

        assertThat(run.code()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --sizes 0.5,0.2        | 2 | --sizes must increase, but 287 rows come after 719
                    --sizes 0.5,2000       | 2 | --sizes has 2000; with 5 folds a size is a fraction of the 1,437 rows
                    --sizes 0              | 2 | --sizes has 0
                    --sizes 10.5           | 2 | --sizes has 10.5
                    --sizes half           | 2 | "half" is not a number
                    --equal time           | 2 | "time" is none of steps, epochs
                    --folds 0              | 2 | --folds is 0; it must be at least 2
                    --curve x.png          | 2 | x.png; its name must end in .csv, .json or .svg
                    --network n.json --hidden 64 | 2 | --network describes the whole network, so that it and --hidden exclude
                    --residual --highway   | 2 | --residual and --highway exclude each other
                    --data nowhere.csv     | 1 | nowhere.csv
                    """)
    void mistakesAreSaidInASentence(String flags, int code, String message) {
        Run run = Run.line("learning-curve --device cpu " + flags);

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("percept: ", message).doesNotContain("Exception", "\tat ");
    }
}
