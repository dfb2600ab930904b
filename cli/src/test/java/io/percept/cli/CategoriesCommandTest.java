package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import io.percept.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with words and gaps on its way through train, evaluate and predict: what was learned of it is in the model file. */
class CategoriesCommandTest {
    private static final String[] CITIES = {"Bonn", "Cork", "Oslo"};
    private static final double[] RENTS = {3, -2, 1};

    @TempDir
    private Path folder;

    @Test
    void categoriesGapsAndDelimitersWorkThroughout() {
        String data = rents("data.csv", 400, 1);
        String test = rents("test.csv", 200, 2);
        String model = folder.resolve("model.safetensors").toString();

        Run run = Run.line(
                "train --data {} --test {} --decimal-comma --hidden 8 --learning-rate 0.02 --epochs 40 --model {} --json",
                data,
                test,
                model);
        assertThat(run.err()).isEmpty();
        JsonObject start = run.events().get(0).object("data");
        assertThat(start.object("categories").integer("city")).isEqualTo(3);
        assertThat(start.integer("missing")).isGreaterThan(30);

        JsonObject trained = run.result().object("test");
        // The city alone explains a variance of 4.2; only gaps are in the way.
        assertThat(trained.number("r2")).isGreaterThan(0.8);
        assertThat(Run.line("evaluate --model {} --data {} --decimal-comma --json", model, test)
                        .result()
                        .object("test"))
                .isEqualTo(trained);
        assertThat(Model.load(Path.of(model)).data().features().categories())
                .containsOnlyKeys("city")
                .containsEntry("city", List.of(CITIES));
        assertThat(predict(model, "area;city\n0,5;Cork\n;Bonn\n0,5;\n").out().lines())
                .hasSize(4);
        // Columns are found by their names.
        assertThat(predict(model, "city;area\nOslo;0,5\n").out())
                .isEqualTo(predict(model, "area;city\n0,5;Oslo\n").out());
    }

    @Test
    void anUnknownCategoryIsRefusedUnlessItMayBeNone() {
        String model = folder.resolve("model.safetensors").toString();
        Run.line("train --data {} --decimal-comma --hidden 4 --epochs 1 --model {}", rents("data.csv", 60, 1), model);

        String row = "area;city\n0,5;Paris\n";
        assertThat(predict(model, row))
                .isEqualTo(new Run(
                        1,
                        "",
                        "percept: standard input, line 2: column \"city\" holds the unknown category"
                                + " \"Paris\"; the known categories are \"Bonn\", \"Cork\", \"Oslo\"\n"));
        assertThat(predict(model, row, "--unknown-category", "zero").out().lines())
                .hasSize(2);
    }

    private static Run predict(String model, String rows, String... more) {
        List<String> words =
                new ArrayList<>(List.of("predict", "--model", model, "--decimal-comma", "--device", "cpu"));
        words.addAll(List.of(more));
        return Run.withInput(rows, words.toArray(String[]::new));
    }

    /** Rents that follow from city and area, one of which is missing in some rows. */
    private String rents(String name, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("area;city;rent\n");
        for (int row = 0; row < rows; row++) {
            int city = random.nextInt(CITIES.length);
            double area = random.nextGaussian();
            boolean noArea = row % 20 == 7;
            boolean noCity = row % 20 == 9;
            csv.append(noArea ? "" : String.format(Locale.GERMANY, "%.3f", area))
                    .append(';')
                    .append(noCity ? "?" : CITIES[city])
                    .append(String.format(Locale.GERMANY, ";%.3f%n", RENTS[city] + area));
        }
        return TestData.write(folder, name, csv.toString());
    }

    /** An id, two features, the target and a note, without a header. */
    @Test
    void ignoredColumnsAreIgnoredWhereverAFileIsRead() {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 40; row++) {
            rows.append(row % 7).append(',').append(row % 2 * 5 + row % 3).append(row % 2 == 0 ? ",no" : ",yes");
            rows.append(",n").append(row).append('\n');
        }
        String data = TestData.write(folder, "noted.csv", rows.toString());
        Path model = folder.resolve("noted.safetensors");
        String columns = " --target 2 --ignore 3 --hidden 4 --epochs 2 --device cpu";

        Run run = Run.line("train --data {} --test {} --model {}" + columns, data, data, model);
        assertThat(run.code()).as(run.err()).isZero();
        Run further =
                Run.line("train --data {} --test {} --init {} --target 2 --ignore 3 --epochs 1", data, data, model);
        assertThat(further.code()).as(further.err()).isZero();
        Run evaluated = Run.line("evaluate --model {} --data {} --ignore 3", model, data);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        Run predicted = Run.line("predict --model {} --data {} --ignore 3", model, data);
        assertThat(predicted.code()).as(predicted.err()).isZero();
        // A file that has no such column is as good.
        String plain = TestData.write(folder, "plain.csv", rows.toString().replaceAll(",n\\d+", ""));
        Run other = Run.line("train --data {} --test {}" + columns, data, plain);
        assertThat(other.code()).as(other.err()).isZero();
    }
}
