package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.data.CsvOptions.Header;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a second file that must go with a first one. */
class CsvSchemaTest {
    private static final CsvSchema NAMED = new CsvSchema(
            FeatureColumns.ofNumbers(List.of("a", "b")), List.of("label"), Optional.of(List.of("no", "yes")));
    private static final CsvSchema BY_POSITION = new CsvSchema(
            FeatureColumns.ofNumbers(List.of("column0", "column1")),
            List.of("column2"),
            Optional.of(List.of("1", "2", "3")));

    @TempDir
    private Path folder;

    @Test
    void comesFromTheFirstDataSet() {
        CsvSchema classes = CsvSchema.of(
                CsvReader.read(TestFiles.write(folder, "train.csv", "a,b,label\n1,2,yes\n3,4,no\n"), DEFAULTS));
        assertThat(classes).isEqualTo(NAMED);

        CsvSchema real =
                CsvSchema.of(CsvReader.read(TestFiles.write(folder, "train.csv", "1,2,0.5\n3,4,1\n"), DEFAULTS));
        assertThat(real.features().names()).containsExactly("column0", "column1");
        assertThat(real.targets()).containsExactly("column2");
        assertThat(real.classes()).isEmpty();
    }

    @Test
    void needsFeaturesAndTargets() {
        String message = "a CSV schema needs at least one feature column and one target column";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new CsvSchema(FeatureColumns.ofNumbers(List.of()), List.of("y"), Optional.empty()))
                .withMessage(message);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new CsvSchema(FeatureColumns.ofNumbers(List.of("x")), List.of(), Optional.empty()))
                .withMessage(message);
    }

    @Test
    void findsSeveralTargetsByNameOrPosition() {
        RealTargets pair = new RealTargets(new float[2], List.of("y", "z"));
        CsvSchema named = CsvSchema.of(Dataset.ofFloats(new float[1], List.of("a"), pair));
        assertThat(((RealTargets) read("z,id,a,y\n3,7,1,2\n", named, DEFAULTS).targets()).values())
                .containsExactly(2, 3);
        assertThat(((RealTargets) read("1,2,3\n", named, DEFAULTS).targets()).values())
                .containsExactly(2, 3);
        assertRefused(
                "z,a\n3,1\n", named, " has no target column \"y\"; the nearest of its 2 columns are \"z\", \"a\"");
        assertRefused("1,2\n", named, " has 2 columns; it must have the 1 features \"a\", or these and the 2 targets");

        CsvSchema around = new CsvSchema(
                FeatureColumns.ofNumbers(List.of("column1")), List.of("column2", "column0"), Optional.empty());
        Dataset data = read("7,8,9\n", around, DEFAULTS);
        assertThat(data.floats()).containsExactly(8);
        assertThat(((RealTargets) data.targets()).values()).containsExactly(9, 7);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("7,8,9\n", around, DEFAULTS.withTarget("0")))
                .withMessage("1 target columns are named for " + folder.resolve("test.csv")
                        + ", but there are 2: \"column2\", \"column0\"");
    }

    @Test
    void findsColumnsByNameAndIgnoresOthers() {
        Dataset data = read("label,id,b,a\nyes,x,2,1\nyes,y,4,3\n", NAMED, DEFAULTS);
        assertThat(data.featureNames()).containsExactly("a", "b");
        assertThat(data.floats()).containsExactly(1, 2, 3, 4);
        ClassTargets targets = (ClassTargets) data.targets();
        assertThat(targets.classes()).containsExactly("no", "yes");
        assertThat(targets.labels()).containsExactly(1, 1);
        assertThat(targets.name()).isEqualTo("label");
    }

    @Test
    void takesTheTargetOfTheOptionsWhenItsOwnIsNotThere() {
        assertThat(((ClassTargets) read("truth,b,a\nno,2,1\n", NAMED, DEFAULTS.withTarget("truth"))
                                .targets())
                        .labels())
                .containsExactly(0);
    }

    @Test
    void findsColumnsByPositionWithoutAHeader() {
        assertThat(read("1,2,yes\n", NAMED, DEFAULTS).floats()).containsExactly(1, 2);
        assertThat(read("yes,1,2\n", NAMED, DEFAULTS.withTarget(0)).floats()).containsExactly(1, 2);
    }

    @Test
    void generatedNamesMatchAnyHeaderByPosition() {
        Dataset data = read("x,y,z\n5,6,3\n", BY_POSITION, DEFAULTS);
        assertThat(data.floats()).containsExactly(5, 6);
        assertThat(((ClassTargets) data.targets()).labels()).containsExactly(2);
        // Unless the header has these very names.
        assertThat(read("column1,column0,column2\n5,6,3\n", BY_POSITION, DEFAULTS)
                        .floats())
                .containsExactly(6, 5);
    }

    @Test
    void generatedNamesRememberWhereTheTargetWas() {
        CsvSchema targetFirst = new CsvSchema(
                FeatureColumns.ofNumbers(List.of("column1", "column2")), List.of("column0"), Optional.empty());
        Dataset data = read("9,1,2\n", targetFirst, DEFAULTS);
        assertThat(data.floats()).containsExactly(1, 2);
        assertThat(((RealTargets) data.targets()).values()).containsExactly(9);
    }

    @Test
    void knowsAHeaderByItsNamesEvenWithoutRows() {
        assertRefused("a,b,1\n", NAMED, " has no target column \"label\"");
        assertRefused("a,b,label\n", NAMED, " has a header but no rows");
        assertThat(read("1,2,yes\n", NAMED, DEFAULTS.withHeader(Header.NO)).rows())
                .isEqualTo(1);
    }

    @Test
    void realTargetsStayRealWhateverTheyLookLike() {
        CsvSchema real = new CsvSchema(FeatureColumns.ofNumbers(List.of("a")), List.of("y"), Optional.empty());
        assertThat(((RealTargets) read("a,y\n1,0\n1,0\n1,1\n1,1\n", real, DEFAULTS)
                                .targets())
                        .values())
                .containsExactly(0, 0, 1, 1);
        assertRefused("a,y\n1,x\n", real, ", line 2: column \"y\" holds \"x\", which is not a number");
    }

    @Test
    void numberedClassesMayHaveZeroDecimals() {
        assertThat(((ClassTargets)
                                read("0,0,3.0\n0,0,1\n", BY_POSITION, DEFAULTS).targets())
                        .labels())
                .containsExactly(2, 0);
    }

    @Test
    void namesTheUnknownClassAndTheKnownOnes() {
        assertRefused(
                "a,b,label\n1,2,yes\n3,4,maybe\n",
                NAMED,
                ", line 3: target column \"label\" holds the unknown class \"maybe\"; the known classes are \"no\", \"yes\"");
        List<String> many = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K");
        assertRefused(
                "1,z\n",
                new CsvSchema(FeatureColumns.ofNumbers(List.of("a")), List.of("y"), Optional.of(many)),
                ", line 1: target column \"y\" holds the unknown class \"z\"; the known classes are \"A\", \"B\", \"C\","
                        + " \"D\", \"E\", \"F\", \"G\", \"H\", \"I\", \"J\", ... (11 in all)");
    }

    @Test
    void namesTheColumnsThatAreMissing() {
        assertRefused(
                "a,c,label\n1,2,yes\n",
                NAMED,
                " lacks the feature columns \"b\"; it has the columns \"a\", \"c\", \"label\"");
        assertRefused(
                "a,b,lable\n1,2,yes\n",
                NAMED,
                " has no target column \"label\"; the nearest of its 3 columns are \"lable\", \"a\", \"b\"");
        assertRefused("1,2\n", NAMED, " has 2 columns, all of them features; the target is missing");
        assertRefused(
                "1,2,3,yes\n",
                NAMED,
                " has 4 columns; it must have the 2 features \"a\", \"b\", or these and the target");
    }

    private Dataset read(String text, CsvSchema schema, CsvOptions options) {
        return CsvReader.read(TestFiles.write(folder, "test.csv", text), schema, options);
    }

    private void assertRefused(String text, CsvSchema schema, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text, schema, DEFAULTS))
                .withMessageStartingWith(folder.resolve("test.csv") + message);
    }
}
