package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void ratesAreTriedAndOneIsSuggested() throws IOException {
        Path csv = folder.resolve("range.csv");
        Path svg = folder.resolve("range.svg");

        Run run = Run.line("lr-range --device cpu --hidden 16 --steps 120 --curve {} --curve {}", csv, svg);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("learning rate", "the loss falls fastest at a learning rate of about ");
        assertThat(Files.readAllLines(csv)).first().isEqualTo("step,learningRate,loss,smoothedLoss");
        assertThat(Files.readString(svg)).startsWith("<svg ").contains("learning rate");
    }

    /** Adam learns the digits with 0.01; a hundredth and a hundred times of that are worse. */
    @Test
    void theSuggestionIsOneThatTrains() {
        Run run = Run.line("lr-range --device cpu --hidden 16 --json");

        JsonObject result = run.result();
        assertThat(result.number("suggestion")).isBetween(1e-4, 1.0);
        assertThat(result.objects("points")).hasSize(result.integer("steps"));
    }

    @Test
    void numbersAreTheSameWhateverTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Run run = Run.line("lr-range --device cpu --hidden 4 --steps 40");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).containsPattern("\\d\\.\\d").doesNotContain(",");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        Run run = Run.line("lr-range --device cpu --from 1 --to 0.1");

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("learning rates from 1.0 to 0.1").doesNotContain("\tat ");
    }
}
