package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hidden layers can be made of, and single units that learn by the perceptron rule. */
class UnitsCommandTest {
    private static final String ALL_ROWS =
            "train --data {} --target-kind classes --holdout 0 --validation 0 --device cpu --model {}";

    private static final String PERCEPTRON = ALL_ROWS + " --hidden none --loss perceptron --optimizer sgd"
            + " --learning-rate 1 --schedule constant --batch-size 1 --epochs 100";

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void name() {
        model = folder.resolve("model.safetensors");
    }

    /** The four corners of a square, with a word for each. */
    private Path corners(String first, String second, String third, String fourth) throws IOException {
        return Files.writeString(
                folder.resolve("corners.csv"),
                "a,b,t\n0,0,%s\n0,1,%s\n1,0,%s\n1,1,%s\n".formatted(first, second, third, fourth));
    }

    private double accuracy(Path data) {
        return Run.line("evaluate --model {} --data {} --device cpu --json", model, data)
                .result()
                .object("test")
                .number("accuracy");
    }

    @ParameterizedTest
    @CsvSource({"no, no, no, yes", "no, yes, yes, yes", "yes, yes, yes, no", "yes, no, yes, no"})
    void thePerceptronRuleFindsWhatALineSeparates(String first, String second, String third, String fourth)
            throws IOException {
        Path data = corners(first, second, third, fourth);
        Run run = Run.line(PERCEPTRON, data, model);
        assertThat(run.code()).isZero();
        assertThat(Model.load(model).network().outputs()).isEqualTo(1);
        assertThat(accuracy(data)).isEqualTo(1);
    }

    @Test
    void thePerceptronRuleDoesNotFindXor() throws IOException {
        Path data = corners("no", "yes", "yes", "no");
        Run.line(PERCEPTRON, data, model);
        assertThat(accuracy(data)).isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "leaky-relu:slope=0.1, 2 - linear 8 - leaky-relu - linear 2",
        "gelu-tanh, 2 - linear 8 - gelu-tanh - linear 2",
        "prelu:perUnit=true, 2 - linear 8 - prelu per unit - linear 2",
        "maxout:3, 2 - maxout 8 of 3 - linear 2"
    })
    void hiddenUnitsOfManyKindsLearnXor(String activation, String network) throws IOException {
        Path data = corners("no", "yes", "yes", "no");
        Run run = Run.line(
                ALL_ROWS + " --hidden 8 --activation {} --learning-rate 0.05 --epochs 200", data, model, activation);
        assertThat(run.code()).isZero();
        assertThat(Model.load(model).network().summary()).isEqualTo(network);
        assertThat(accuracy(data)).isEqualTo(1);

        String further = "train --data {} --init {} --target-kind classes --holdout 0 --validation 0 --epochs 1"
                + " --device cpu --activation {}";
        assertThat(Run.line(further, data, model, activation).code()).isZero();
        assertThat(Run.line(further, data, model, "relu").err())
                .contains("holds the network " + network + ", which is not what --hidden and --activation describe");
    }

    @Test
    void settingsAndUnitsThatCannotBeAreRefused() throws IOException {
        Path data = corners("no", "yes", "yes", "no");
        assertThat(Run.line(ALL_ROWS + " --activation maxout:0", data, model).err())
                .contains("maxout: pieces is 0; it must be at least 1");
        assertThat(Run.line(ALL_ROWS + " --activation elu:slope=1", data, model).err())
                .contains("elu has no setting slope; it has alpha");
        assertThat(Run.line(ALL_ROWS + " --activation threshold", data, model).err())
                .contains("the layers before threshold cannot learn, because its derivative is 0");
    }
}
