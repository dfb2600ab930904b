package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCommandTest {
    @TempDir
    private Path folder;

    private String data;

    @BeforeEach
    void thereAreClusters() {
        data = TestData.clusters(folder, "three clusters.csv", 60, 1);
    }

    private Run search(String flags, Object... more) {
        String line = "search --device cpu --folds 2 --epochs 3 --data {} " + flags;
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = data;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return Run.line(line, arguments);
    }

    @Test
    void aGridIsScoredAndTheBestCanBeTrained() {
        Run run = search("--try learning-rate=0.0001|0.1 --try hidden=4|8,4");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("grid, 4 trials by accuracy in 2 folds", "trial 4/4  learning-rate=0.1 hidden=8,4");
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("trial +learning-rate +hidden +accuracy +\\+/-");
        assertThat(lines.get(1)).contains("0.1");
        String command = lines.get(lines.size() - 1);
        assertThat(command)
                .startsWith("train it  percept train --device=cpu --epochs=3 '--data=" + data + "'")
                .contains("--learning-rate=0.1 --hidden=")
                .doesNotContain("--folds", "--try");
        String[] words = command.substring("train it  percept ".length())
                .replace("'--data=" + data + "'", "@")
                .split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("@", "--data=" + data);
        }
        assertThat(Run.percept(words).code()).isZero();
    }

    @Test
    void aScoreIsTheMeanOfACrossValidation() {
        JsonObject best =
                search("--try learning-rate=0.05 --score loss --json").result().object("best");
        JsonObject mean = Run.line(
                        "cross-validate --device cpu --folds 2 --epochs 3 --data {} --learning-rate 0.05 --json", data)
                .result()
                .object("mean");
        assertThat(best.number("mean")).isEqualTo(mean.number("loss"));
    }

    @Test
    void aSearchGoesOnWithItsTable() throws IOException {
        Path table = folder.resolve("trials.jsonl");
        String flags = "--try learning-rate=1e-3..1e-1:log --try depth=0..2:int --try width=4 --table {} --json";
        Run first = search(flags + " --trials 3", table);
        assertThat(first.code()).as(first.err()).isZero();
        List<String> before = Files.readAllLines(table);

        Run second = search(flags + " --trials 5", table);

        assertThat(second.events())
                .extracting(event -> event.string("event"))
                .containsExactly("start", "trial", "trial", "result");
        assertThat(second.result().integer("fromTable")).isEqualTo(3);
        assertThat(Files.readAllLines(table)).hasSize(6).startsWith(before.toArray(String[]::new));
        List<Double> inOneGo = search(flags.replace("--table {} ", "") + " --trials 5").events().stream()
                .filter(event -> event.string("event").equals("trial"))
                .map(event -> event.number("mean"))
                .toList();
        assertThat(Files.readAllLines(table).stream()
                        .skip(1)
                        .map(line -> JsonObject.parse(line).number("mean")))
                .isEqualTo(inOneGo);

        Run other = search(flags + " --trials 5 --seed 3", table);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("is of another search: its ", "take another file");
    }

    @Test
    void aHalvingEndsWithAllEpochs() {
        Run run = search(
                "--try learning-rate=1e-3..1e-1:log --try optimizer=adam|sgd --strategy halving --trials 4 --factor 2 --json");

        List<JsonObject> trials = run.events().stream()
                .filter(event -> event.string("event").equals("trial"))
                .toList();
        assertThat(trials).extracting(trial -> trial.integer("epochs")).containsExactly(2, 2, 2, 2, 3, 3);
        assertThat(run.result().object("best").integer("rung")).isEqualTo(2);
        assertThat(run.result().string("command")).contains("--epochs=3");
    }

    @Test
    void aFileDescribesTheSpace() {
        String space = TestData.write(
                folder, "space.json", "{\"hidden\": [4, [6, 3]], \"learning-rate\": {\"from\": 0.01, \"to\": 0.1}}");
        Run run = search("--space {} --try activation=relu|tanh --trials 2", space);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("random, 2 trials");
    }

    @Test
    void whatDoesNotGoTogetherIsATrialWithoutScore() {
        Run run = search("--try batch-size=8|100");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("batch-size=100  impossible: the training data has 30 rows");
        Run none = search("--try batch-size=100|200");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no trial came to a score: the training data has 30 rows");
        assertThat(search("--try learning-rate=0.1 --score r2").err()).contains("there is no r2 of such predictions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    --epochs 5                                      ! there is nothing to try; say what
                    --try rate=1                                    ! "rate" is nothing that can be tried; there is activation,
                    --try seed=1|2                                  ! "seed" is nothing that can be tried
                    --try learning-rate                             ! is not of the form NAME=VALUES
                    --try learning-rate=1..0                        ! the range 1..0; its second number must be the larger one
                    --try activation=rleu|tanh                      ! "rleu" is none of identity, sigmoid
                    --try hidden=8 --try width=4                    ! width and depth say what hidden says
                    --hidden 8 --try hidden=4                       ! both say what hidden is; give one of them
                    --try epochs=1|2 --strategy halving             ! a halving decides on the epochs itself
                    --try bias=0..1 --strategy grid                 ! a grid needs values, but bias is the range 0..1
                    --try bias=0|1 --strategy grid --trials 3       ! --trials has no effect on a grid
                    --try bias=0..1 --trials 0                      ! the number of trials is 0; it must be at least 1
                    --try bias=0..1 --strategy halving --factor 1   ! the factor of the halving is 1; it must be at least 2
                    --try bias=0|1 --score speed                    ! "speed" is none of loss, accuracy
                    --try bias=0|1 --factor 2                       ! --factor has no effect without rounds
                    --try bias=0|1 --decay-biases                   ! --decay-biases has no effect without weight decay
                    --network n.json --try hidden=64|128            ! --try: --network describes the whole network
                    --network n.json --try width=8..64:int          ! --try: --network describes the whole network
                    --network n.json --hidden 8 --try bias=0|1      ! --network describes the whole network
                    --layer-norm --try batch-norm=true              ! --try: --batch-norm and --layer-norm exclude each other
                    --batch-norm --layer-norm --try bias=0|1        ! --batch-norm and --layer-norm exclude each other
                    --try depth=0.5..2                              ! --try: the depth "0.5" is not a whole number
                    --space nowhere.json                            ! nowhere.json cannot be read; there is no such file
                    """)
    void mistakesAreSaidInASentence(String flags, String message) {
        Run run = Run.line("search --device cpu " + flags);

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("percept: ", message).doesNotContain("Exception", "\tat ");
    }

    /** With adam nothing decays, so that train would refuse the option. */
    @Test
    void theCommandThatTrainsTheBestTrialRuns() {
        Run run = search("--try optimizer=adam --decay-biases");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("percept train", "--optimizer=adam").doesNotContain("--decay-biases");
        assertThat(search("--try optimizer=adamw --decay-biases").out()).contains("--decay-biases");
    }

    @Test
    void shellsReadTheWordsAgain() {
        assertThat(ShellWords.join(List.of("a", "--b=c,1", "two words", "it's", "$x", "")))
                .isEqualTo("a --b=c,1 'two words' 'it'\\''s' '$x' ''");
    }
}
