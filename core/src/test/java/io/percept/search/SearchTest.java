package io.percept.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final SearchSpace SPACE =
            new SearchSpace(List.of(Dimension.parse("x=-3..3"), Dimension.parse("c=a|b")));
    private static final JsonObject HEAD = JsonObject.parse("{\"event\":\"search\",\"folds\":5}");

    @TempDir
    private Path folder;

    /** The settings that were scored, and those that were found in the table. */
    private static final class Calls implements Search.Listener {
        private final List<Integer> scored = new ArrayList<>();
        private final List<Integer> found = new ArrayList<>();

        @Override
        public void starting(int number, int rung, int ofRung, OptionalInt epochs, Map<String, String> settings) {
            scored.add(number);
        }

        @Override
        public void finished(Trial trial, boolean earlier) {
            if (earlier) {
                found.add(trial.number());
            }
        }
    }

    /** Least at x = 1 with c = b; more epochs bring it nearer to its value. */
    private static Optional<Score> parabola(Map<String, String> settings, OptionalInt epochs) {
        double x = Double.parseDouble(settings.get("x"));
        double value = (x - 1) * (x - 1) + (settings.get("c").equals("b") ? 0 : 1);
        return Optional.of(Score.of(value + 1.0 / epochs.orElse(100), 0.1));
    }

    private static Search random(int trials) {
        return new Search(SPACE, new Strategy.Random(trials), 7, false, 10);
    }

    @Test
    void theBestIsFound() {
        Search search = random(60);
        Search.Result result = search.run(SearchTest::parabola, SearchTable.inMemory(HEAD), new Calls());

        assertThat(result.trials()).hasSize(60);
        Trial best = result.best().orElseThrow();
        assertThat(best.settings()).containsEntry("c", "b");
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.score().mean())
                        .isGreaterThanOrEqualTo(best.score().mean()));
        Trial worst = new Search(SPACE, new Strategy.Random(60), 7, true, 10)
                .run(SearchTest::parabola, SearchTable.inMemory(HEAD), new Calls())
                .best()
                .orElseThrow();
        assertThat(worst.score().mean()).isGreaterThan(best.score().mean());
    }

    @Test
    void aSearchThatWasStoppedGoesOnAndComesToTheSame() throws IOException {
        Path file = folder.resolve("table.jsonl");
        int[] left = {4};
        Search.Result stopped = random(10)
                .run(
                        (settings, epochs) -> left[0]-- > 0 ? parabola(settings, epochs) : Optional.empty(),
                        SearchTable.in(file, HEAD),
                        new Calls());
        assertThat(stopped.trials()).hasSize(4);
        assertThat(stopped.best()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(5);

        Calls calls = new Calls();
        Search.Result resumed = random(10).run(SearchTest::parabola, SearchTable.in(file, HEAD), calls);

        assertThat(calls.found).containsExactly(1, 2, 3, 4);
        assertThat(calls.scored).containsExactly(5, 6, 7, 8, 9, 10);
        Search.Result whole = random(10).run(SearchTest::parabola, SearchTable.inMemory(HEAD), new Calls());
        assertThat(resumed.best().orElseThrow().settings())
                .isEqualTo(whole.best().orElseThrow().settings());
        assertThat(resumed.trials())
                .extracting(Trial::score)
                .isEqualTo(whole.trials().stream().map(Trial::score).toList());
        Calls more = new Calls();
        random(12).run(SearchTest::parabola, SearchTable.in(file, HEAD), more);
        assertThat(more.scored).containsExactly(11, 12);
    }

    @Test
    void aHalvingTrainsTheBestForLonger() {
        Search search = new Search(SPACE, new Strategy.Halving(9, 3), 7, false, 9);
        Path file = folder.resolve("table.jsonl");
        Search.Result result = search.run(SearchTest::parabola, SearchTable.in(file, HEAD), new Calls());

        assertThat(search.size()).isEqualTo(13);
        assertThat(result.trials())
                .extracting(trial -> trial.epochs().orElseThrow())
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9);
        List<Integer> bestThree = result.trials().subList(0, 9).stream()
                .sorted(search.bestFirst())
                .limit(3)
                .map(Trial::number)
                .toList();
        assertThat(result.trials().subList(9, 12)).extracting(Trial::number).isEqualTo(bestThree);
        assertThat(result.best().orElseThrow().number()).isEqualTo(bestThree.get(0));
        Calls again = new Calls();
        search.run(SearchTest::parabola, SearchTable.in(file, HEAD), again);
        assertThat(again.scored).isEmpty();
        assertThat(again.found).hasSize(13);
    }

    @Test
    void trialsWithoutAScoreAreKeptAndNeverBest() {
        Path file = folder.resolve("table.jsonl");
        Scorer picky = (settings, epochs) -> settings.get("c").equals("b")
                ? Optional.of(Score.none(Score.Outcome.DIVERGED, "too fast"))
                : parabola(settings, epochs);
        Search.Result result = random(12).run(picky, SearchTable.in(file, HEAD), new Calls());

        assertThat(result.best().orElseThrow().settings()).containsEntry("c", "a");
        List<Trial> read = SearchTable.in(file, HEAD).trials();
        assertThat(read).isEqualTo(result.trials());
        assertThat(read).anyMatch(trial -> trial.score().note().equals("too fast"));
    }

    @Test
    void theTableOfAnotherSearchIsRefused() throws IOException {
        Path file = folder.resolve("table.jsonl");
        random(1).run(SearchTest::parabola, SearchTable.in(file, HEAD), new Calls());

        JsonObject other = JsonObject.parse("{\"event\":\"search\",\"folds\":3}");
        assertThatThrownBy(() -> SearchTable.in(file, other))
                .hasMessage("the table " + file + " is of another search: its folds is 5, not 3; take another file, or"
                        + " remove this one to start anew");
        assertThat(SearchTable.searchOf(file)).contains(HEAD);
        Path text = Files.writeString(folder.resolve("notes.txt"), "buy milk\n");
        assertThatThrownBy(() -> SearchTable.in(text, HEAD))
                .hasMessage("line 1 of " + text + " is not from the table of a search; take another file");
        assertThat(text).hasContent("buy milk\n");
        assertThat(SearchTable.searchOf(folder.resolve("none"))).isEmpty();
    }
}
