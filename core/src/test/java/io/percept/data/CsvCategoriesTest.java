package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.data.CsvOptions.UnknownCategory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories and gaps, in a first file and in those that must go with it. */
class CsvCategoriesTest {
    private static final float GAP = Float.NaN;

    private static final String SHIPS = """
            class,age,port,survived
            3,22,S,no
            1,38,C,yes
            3,,S,no
            1,35,?,yes
            2,NA,Q,no
            """;

    @TempDir
    private Path folder;

    @Test
    void columnsOfWordsBecomeAFeatureForEachCategory() {
        Dataset data = read(SHIPS, DEFAULTS);
        assertThat(data.features())
                .isEqualTo(new FeatureColumns(List.of("class", "age", "port"), Map.of("port", List.of("C", "Q", "S"))));
        assertThat(data.featureNames()).containsExactly("class", "age", "port=C", "port=Q", "port=S");
        assertThat(data.floats())
                .containsExactly(
                        3, 22, 0, 0, 1, //
                        1, 38, 1, 0, 0, //
                        3, GAP, 0, 0, 1, //
                        1, 35, GAP, GAP, GAP, //
                        2, GAP, 0, 1, 0);
        assertThat(data.missing()).containsExactly(0, 2, 1);
        assertThat(((ClassTargets) data.targets()).classes()).containsExactly("no", "yes");
    }

    @Test
    void columnsOfNumbersCanBeNamedAsCategorical() {
        Dataset data = read(SHIPS.replace("\n2,", "\n10.0,"), DEFAULTS.withCategorical(List.of("class")));
        assertThat(data.features().categories()).containsEntry("class", List.of("1", "3", "10"));
        assertThat(data.featureNames()).startsWith("class=1", "class=3", "class=10", "age");
        assertThat(data.feature(4, 2)).isEqualTo(1);
    }

    @Test
    void wordsAndNumbersCanBeNamedAsCategorical() {
        Dataset data = read("room,y\n12a,0.5\n7,1.5\n12a,2\n", DEFAULTS.withCategorical(List.of("0")));
        assertThat(data.featureNames()).containsExactly("room=12a", "room=7");
        assertThat(data.floats()).containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void ignoredColumnsAreNotThere() {
        Dataset data = read(SHIPS, DEFAULTS.withIgnored(List.of("port", "0")));
        assertThat(data.featureNames()).containsExactly("age");
        // The last column that is left is the target.
        Dataset without = read(SHIPS.replace('?', 'S'), DEFAULTS.withIgnored(List.of("survived")));
        assertThat(((ClassTargets) without.targets()).name()).isEqualTo("port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NA", "na", "N/A", "?", "-", "null", "None", "NaN", "nan", "#N/A", "\"\""})
    void whatStandsForAMissingValue(String gap) {
        assertThat(read("a,b,y\n1,u,2\n" + gap + "," + gap + ",3\n5,v,4\n", DEFAULTS)
                        .floats())
                .containsExactly(1, 1, 0, GAP, GAP, GAP, 5, 0, 1);
    }

    @Test
    void aSecondFileIsEncodedAsTheFirst() {
        CsvSchema schema = CsvSchema.of(read(SHIPS, DEFAULTS));
        Dataset data = read("port,age,survived,class,x\nQ,1,yes,1,0\n,,no,2,0\n", schema, DEFAULTS);
        assertThat(data.features()).isEqualTo(schema.features());
        assertThat(data.floats()).containsExactly(1, 1, 0, 1, 0, 2, GAP, GAP, GAP, GAP);
        assertThat(rows("class,age,port\n3,20,C\n,1,\n", schema, DEFAULTS))
                .containsExactly(new float[] {3, 20, 1, 0, 0}, new float[] {GAP, 1, GAP, GAP, GAP});
        // Without a header, by position; numbers of categories may have zero decimals.
        FeatureColumns numbered = new FeatureColumns(List.of("column0"), Map.of("column0", List.of("1", "2")));
        CsvSchema byPosition = new CsvSchema(numbered, List.of("column1"), Optional.empty());
        assertThat(read("2.0,0.5\n", byPosition, DEFAULTS).floats()).containsExactly(0, 1);
    }

    @Test
    void unknownCategoriesAreRefusedOrNoneOfTheKnownOnes() {
        CsvSchema schema = CsvSchema.of(read(SHIPS, DEFAULTS));
        String text = "class,age,port\n1,2,S\n1,2,X\n";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> rows(text, schema, DEFAULTS))
                .withMessage("rows, line 3: column \"port\" holds the unknown category \"X\"; the known categories are"
                        + " \"C\", \"Q\", \"S\"");
        assertThat(rows(text, schema, DEFAULTS.withUnknown(UnknownCategory.ZERO)))
                .containsExactly(new float[] {1, 2, 0, 0, 1}, new float[] {1, 2, 0, 0, 0});
    }

    @Test
    void aModelWithoutImputationWantsNoGaps() {
        CsvSchema learned = CsvSchema.of(read(SHIPS, DEFAULTS));
        CsvSchema strict = new CsvSchema(learned.features(), learned.targets(), learned.classes(), false);
        String remedy = "; missing values must be filled in or their rows removed";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> rows("class,age,port\n1,,S\n", strict, DEFAULTS))
                .withMessage("rows, line 2: column \"age\" is empty" + remedy);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> rows("class,age,port\n1,1,NA\n", strict, DEFAULTS))
                .withMessage("rows, line 2: column \"port\" holds \"NA\"" + remedy);
    }

    @Test
    void decimalCommasCanBeStated() {
        CsvOptions comma = DEFAULTS.withDecimalComma(true);
        Dataset data = read("a;b;y\n1,5;-2;0,25\n,5;1e1;7.5\n", comma);
        assertThat(data.floats()).containsExactly(1.5f, -2, 0.5f, 10);
        assertThat(((RealTargets) data.targets()).values()).containsExactly(0.25f, 7.5f);
        // The header is known by them too.
        assertThat(read("1,5;2,5\n3,5;4,5\n", comma).rows()).isEqualTo(2);
    }

    @Test
    void ignoredColumnsWithoutANameKeepTheirPositions() {
        String text = "1,9,2,0.5\n3,9,4,1.5\n";
        Dataset data = read(text, DEFAULTS.withIgnored(List.of("1")));
        assertThat(data.featureNames()).containsExactly("column0", "column2");
        CsvSchema schema = CsvSchema.of(data);
        assertThat(read(text, schema, DEFAULTS).floats()).containsExactly(1, 2, 3, 4);
        // Four columns less the target are not two features and a target.
        assertThat(rows("1,9,2\n", schema, DEFAULTS)).containsExactly(new float[] {1, 2});
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> rows("1,2\n", schema, DEFAULTS))
                .withMessage("rows has 2 columns; its features are \"column0\", \"column2\", the position of each"
                        + " counted from 0");
    }

    @Test
    void aHeaderOverWordsIsKnownByItsNames() {
        String text = "shape,colour,edible\nround,red,yes\nlong,red,no\n";
        for (CsvOptions options : List.of(DEFAULTS.withHeader(CsvOptions.Header.YES), DEFAULTS.withTarget("edible"))) {
            assertThat(read(text, options).featureNames()).containsExactly("shape=long", "shape=round", "colour=red");
        }
        CsvSchema schema = CsvSchema.of(read(text, DEFAULTS.withTarget("edible")));
        assertThat(rows("colour,shape\nred,long\n", schema, DEFAULTS)).containsExactly(new float[] {1, 0, 1});
        assertThat(rows("long,red\nround,red\n", schema, DEFAULTS))
                .containsExactly(new float[] {1, 0, 1}, new float[] {0, 1, 1});
    }

    private Dataset read(String text, CsvOptions options) {
        return CsvReader.read(TestFiles.write(folder, "data.csv", text), options);
    }

    private Dataset read(String text, CsvSchema schema, CsvOptions options) {
        return CsvReader.read(TestFiles.write(folder, "data.csv", text), schema, options);
    }

    private static List<float[]> rows(String text, CsvSchema schema, CsvOptions options) {
        List<float[]> all = new ArrayList<>();
        try (CsvRows rows =
                CsvRows.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "rows", schema, options)) {
            float[] row = new float[schema.features().width()];
            while (rows.next(row)) {
                all.add(row.clone());
            }
        }
        return all;
    }
}
