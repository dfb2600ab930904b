package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossValidateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void eachFoldIsShownWithMeanAndDeviation() {
        Run run = Run.line("cross-validate --device cpu --folds 3 --hidden 16 --epochs 8 --learning-rate 0.01");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("1,797 rows of 64 features, 10 classes", "fold 1/3  loss", "fold 3/3  loss");
        assertThat(run.out().lines().findFirst().orElseThrow()).matches("test +fold 1 +fold 2 +fold 3 +mean +\\+/-");
        assertThat(run.out())
                .containsPattern("accuracy( +0\\.9\\d+){4} +0\\.0\\d+")
                .contains("macro F1", "log loss");
    }

    @Test
    void programsGetEveryFoldAndTheMeans() {
        String data = TestData.plane(folder, "plane.csv", 90, 1);
        String line =
                "cross-validate --device cpu --data {} --folds 4 --hidden none --epochs 150 --learning-rate 0.1 --json";
        Run run = Run.line(line, data);

        List<JsonObject> events = run.events();
        assertThat(events)
                .extracting(event -> event.string("event"))
                .containsExactly("start", "fold", "fold", "fold", "fold", "result");
        assertThat(events.get(0).integer("batchSize")).isEqualTo(64);
        assertThat(events.subList(1, 5))
                .extracting(fold -> fold.integer("testRows"))
                .containsExactly(23, 23, 22, 22);
        double mean = events.subList(1, 5).stream()
                .mapToDouble(fold -> fold.object("test").number("rmse"))
                .average()
                .orElseThrow();
        assertThat(run.result().object("mean").number("rmse"))
                .isCloseTo(mean, within(1e-12))
                .isLessThan(0.2);
        assertThat(run.result().object("deviation").number("rmse")).isPositive();
        assertThat(Run.line(line, data).result()).isEqualTo(run.result());
    }

    @Test
    void fewRowsMakeSmallBatchesAndPatienceTakesItsShare() {
        String data = TestData.clusters(folder, "clusters.csv", 30, 1);
        Run run = Run.line(
                "cross-validate --device cpu --data {} --folds 3 --hidden 4 --epochs 3 --patience 2 --json", data);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.events().get(0).integer("batchSize")).isEqualTo(18);
        assertThat(run.events().get(1).integer("trainingRows")).isEqualTo(20);
    }

    @Test
    void aFoldThatDivergesFails() {
        String data = TestData.plane(folder, "plane.csv", 40, 1);
        Run run =
                Run.line("cross-validate --device cpu --data {} --folds 2 --optimizer sgd --learning-rate 1e30", data);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("fold 1/2  diverged", "try a smaller --learning-rate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --folds 1                     | 2 | --folds is 1; it must be at least 2
                    --folds many                  | 2 | "many" is not a whole number
                    --folds 2000                  | 1 | the number of folds is 2000 but the data has 1797 rows
                    --validation 1                | 2 | --validation is 1.0; it must be at least 0 and below 1
                    --patience 2 --validation 0   | 2 | --patience needs a validation part
                    --batch-size 1500             | 1 | fewer than a batch of 1500
                    --holdout 0.1                 | 2 | there is no option '--holdout'
                    --network n.json --hidden 64  | 2 | --network describes the whole network, so that it and --hidden exclude
                    --batch-norm --layer-norm     | 2 | --batch-norm and --layer-norm exclude each other
                    --data nowhere.csv            | 1 | nowhere.csv
                    """)
    void mistakesAreSaidInASentence(String flags, int code, String message) {
        Run run = Run.line("cross-validate --device cpu " + flags);

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("percept: ", message).doesNotContain("Exception", "\tat ");
    }
}
