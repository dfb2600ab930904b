package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.train.GradientReport;
import io.percept.train.GradientReport.Element;
import io.percept.train.GradientReport.Way;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckGradientsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theWorstElementOfEachParameterIsShown() {
        Run run = Run.line("check-gradients --device cpu --hidden 12,8 --activation tanh --rows 10 --elements 30");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("10 rows of 1,797", "64 - linear 12 - tanh - linear 8 - tanh - linear 10");
        assertThat(run.out())
                .contains("worst of", "0.weight  0 linear 12", "2.bias", "4.weight", "the gradients are right")
                .doesNotContain("WRONG");
        assertThat(run.out().lines().filter(line -> line.endsWith(" ok"))).hasSize(6);
    }

    @Test
    void aProgramGetsWhatWasCompared() {
        Run run = Run.line("check-gradients --device cpu --hidden 5 --rows 7 --elements all --json");

        JsonObject result = run.result();
        assertThat(run.out()).hasLineCount(1);
        assertThat(result.string("device")).isEqualTo("cpu");
        assertThat(result.integer("compared")).isEqualTo(64 * 5 + 5 + 5 * 10 + 10);
        assertThat(result.bool("agrees")).isTrue();
        assertThat(result.number("deviceLoss")).isNotEqualTo(result.number("referenceLoss"));
        List<JsonObject> parameters = result.objects("parameters");
        assertThat(parameters)
                .extracting(found -> found.string("parameter"))
                .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
        JsonObject worst = parameters.get(0);
        assertThat(worst.integer("row")).isBetween(0, 4);
        assertThat(worst.integer("column")).isBetween(0, 63);
        assertThat(worst.number("relativeError")).isPositive().isLessThan(worst.number("relativeBound"));
    }

    @Test
    void anyLossOnAnyData() {
        String plane = TestData.plane(folder, "plane.csv", 40, 1);
        assertThat(Run.line("check-gradients --device cpu --data {} --hidden 4 --target z,x --bias 0.1", plane)
                        .out())
                .contains("the gradients are right");
        String xor = TestData.write(folder, "xor.csv", TestData.XOR);
        Run run = Run.line(
                "check-gradients --device cpu --data {} --hidden 3 --loss binary-cross-entropy --scale none", xor);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("4 rows of 4");
    }

    @Test
    void aTrainedModelIsCheckedWhereItStands() {
        String model = folder.resolve("model.safetensors").toString();
        Run.line("train --device cpu --hidden 6 --epochs 2 --model {}", model);

        Run run = Run.line("check-gradients --device cpu --init {} --rows 9 --json", model);

        assertThat(run.code()).as(run.err()).isZero();
        double untrained = Run.line("check-gradients --device cpu --hidden 6 --rows 9 --json")
                .result()
                .number("referenceLoss");
        assertThat(run.result().number("referenceLoss")).isLessThan(untrained);
    }

    @Test
    void aWrongElementIsNamedWithBothValues() {
        Network network = Network.input(3).linear(2).relu().linear(1).build();
        Parameter weight = network.parameters().get(2);
        Element right = new Element(weight, 0, 0, 0.5, 0.5, 1e-6, Way.CENTRAL);
        Element wrong = new Element(weight, 0, 1, 0.25, 0.5, 1e-6, Way.KINK);
        GradientReport report =
                new GradientReport(1, 1, List.of(new GradientReport.OfParameter(weight, List.of(right, wrong))));

        List<String> lines = new GradientText(report, network).lines();

        assertThat(lines).anyMatch(line -> line.startsWith("2.weight") && line.endsWith("WRONG"));
        assertThat(lines.get(1)).contains("2 of 11 derivatives", "1 of them at kinks");
        assertThat(lines.get(lines.size() - 1))
                .contains("1 of 2 derivatives", "2.weight[0, 1] of layer 2 linear 1", "2.500000e-01", "5.000000e-01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rows 0            | 2 | --rows is 0; it must be at least 1
                    --rows 5000         | 2 | --rows is 5000 but the data has 1,797 rows
                    --elements 0        | 2 | "0" is neither a whole number of at least 1 nor 'all'
                    --elements many     | 2 | "many" is neither a whole number
                    --init x --bias 1   | 2 | have no effect with --init
                    --holdout 0.2       | 2 | there is no option '--holdout'
                    --loss hinges       | 2 | "hinges" is none of
                    --data nowhere.csv  | 1 | nowhere.csv
                    --device abacus     | 1 | abacus
                    --learning-rate -1  | 2 | the learning rate is -1.0
                    """)
    void mistakesAreSaidInASentence(String flags, int code, String message) {
        Run run = Run.line("check-gradients " + flags);

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("percept: ", message).doesNotContain("Exception", "\tat ");
    }
}
