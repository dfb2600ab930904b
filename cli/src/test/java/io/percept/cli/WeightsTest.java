package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of classes and of rows on the command line. */
class WeightsTest {
    private static final String TRAIN = "train --data {} --hidden none --epochs 10 --learning-rate 0.05 --device cpu ";

    @TempDir
    private Path folder;

    /** One row in ten is rare, and overlaps with the others. */
    private String unbalanced() {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("x,y,kind\n");
        for (int row = 0; row < 1500; row++) {
            boolean rare = row % 10 == 0;
            double shift = rare ? 1.5 : 0;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%s%n",
                    random.nextGaussian() + shift,
                    random.nextGaussian() + shift,
                    rare ? "rare" : "common"));
        }
        return TestData.write(folder, "unbalanced.csv", csv.toString());
    }

    @Test
    void classWeightsLiftTheRecallOfTheRareClass() {
        String file = unbalanced();
        assertThat(recall(Run.line(TRAIN + "--json", file))).isLessThan(0.6);
        for (String weights : List.of("balanced", "0.5556,5", "rare=9")) {
            Run run = Run.line(TRAIN + "--json --class-weights " + weights, file);
            assertThat(recall(run)).as(weights).isGreaterThan(0.75);
            double[] reported = run.events().get(0).numbers("classWeights");
            assertThat(reported[1] / reported[0]).isBetween(8.9, 9.1);
        }
    }

    private static double recall(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
        JsonObject rare = run.result().object("test").objects("classes").get(1);
        assertThat(rare.string("name")).isEqualTo("rare");
        return rare.number("recall");
    }

    @Test
    void aTextSaysWhatIsWeighted() {
        Run run = Run.line("train --data {} --hidden none --epochs 1 --class-weights rare=9", unbalanced());
        assertThat(run.err())
                .contains("weights   common 1.000, rare 9.000; in the validation loss too, not in the test");
    }

    /** A column of weights that says what class weights would say. */
    @Test
    void sampleWeightsLiftTheRecallToo() throws IOException {
        String weighted = Files.readString(Path.of(unbalanced()))
                .replace("kind\n", "kind,weight\n")
                .replace("common\n", "common,1\n")
                .replace("rare\n", "rare,9\n");
        String file = TestData.write(folder, "weighted.csv", weighted);
        Run run = Run.line(TRAIN + "--json --target kind --sample-weights weight", file);
        assertThat(recall(run)).isGreaterThan(0.75);
        JsonObject data = run.events().get(0).object("data");
        assertThat(data.integer("features")).isEqualTo(2);
        assertThat(data.bool("sampleWeights")).isTrue();

        Run text = Run.line("train --data {} --epochs 1 --hidden none --target kind --sample-weights weight", file);
        assertThat(text.err()).contains("weights   each row its own; in the validation loss too, not in the test");
    }

    /** Two features, the target and the weight, without a header; the file to test with may do without weights. */
    @Test
    void theColumnOfWeightsIsNoFeatureOfAFileToTestWith() {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 40; row++) {
            rows.append(row % 7 + ".5,").append(row % 5).append(row % 2 == 0 ? ",no," : ",yes,");
            rows.append(1 + row % 2).append('\n');
        }
        String data = TestData.write(folder, "weighted.csv", rows.toString());
        String plain = TestData.write(folder, "plain.csv", rows.toString().replaceAll("(?m),\\d$", ""));
        for (String test : List.of(data, plain)) {
            Run run = Run.line(TRAIN + "--target 2 --sample-weights 3 --test {}", data, test);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("40 to test");
        }
    }

    @Test
    void onlyACsvFileHasAColumnOfWeights() {
        Run run = Run.line("train --sample-weights weight");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--sample-weights names a column of a CSV file, but the data is digits");
    }

    @Test
    void weightsOfOtherClassesAreRefused() {
        String file = unbalanced();
        assertThat(Run.line(TRAIN + "--class-weights 1,2,3", file).err())
                .contains("there are 3 class weights, but 2 classes: common, rare; give one for each");
        assertThat(Run.line(TRAIN + "--class-weights odd=3", file).err())
                .contains("there is a weight for \"odd\", but the classes are common, rare");
        assertThat(Run.line("train --class-weights balanced --data {}", TestData.plane(folder, "plane.csv", 40, 1))
                        .err())
                .contains("balanced class weights need classes, but the targets are z");
    }
}
