package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.percept.data.CsvOptions.Header;
import io.percept.data.CsvOptions.TargetKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static final String IRIS = """
            sepal,petal,species
            5.1,1.4,setosa
            7.0,4.7,versicolor
            6.3,6.0,virginica
            4.9,1.5,setosa
            """;

    @TempDir
    private Path folder;

    @Test
    void readsFeaturesAndClassNames() {
        Dataset data = read(IRIS, DEFAULTS);
        assertThat(data.featureNames()).containsExactly("sepal", "petal");
        assertThat(data.floats()).containsExactly(5.1f, 1.4f, 7.0f, 4.7f, 6.3f, 6.0f, 4.9f, 1.5f);
        ClassTargets targets = (ClassTargets) data.targets();
        assertThat(targets.name()).isEqualTo("species");
        assertThat(targets.classes()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(targets.labels()).containsExactly(0, 1, 2, 0);
    }

    @Test
    void targetIsAnyColumnByNameOrPosition() {
        String text = "size,price,rooms\n70,100.5,3\n50,80.5,2\n";
        for (CsvOptions options : new CsvOptions[] {DEFAULTS.withTarget("price"), DEFAULTS.withTarget(1)}) {
            Dataset data = read(text, options);
            assertThat(data.featureNames()).containsExactly("size", "rooms");
            assertThat(data.floats()).containsExactly(70, 3, 50, 2);
            RealTargets targets = (RealTargets) data.targets();
            assertThat(targets.names()).containsExactly("price");
            assertThat(targets.values()).containsExactly(100.5f, 80.5f);
        }
        // A name wins over a position.
        assertThat(read("2,1,0\n0.5,1.5,2.5\n", DEFAULTS.withTarget("2").withHeader(Header.YES))
                        .featureNames())
                .containsExactly("1", "0");
    }

    @Test
    void severalTargetsAreRealNumbers() {
        String text = "size,price,rooms,rent\n70,100.5,3,1\n50,80.5,2,0\n";
        for (CsvOptions options : List.of(
                DEFAULTS.withTarget("rent,price"),
                DEFAULTS.withTargets(List.of("rent", "1")),
                DEFAULTS.withTarget("3, 1"))) {
            Dataset data = read(text, options);
            assertThat(data.featureNames()).containsExactly("size", "rooms");
            RealTargets targets = (RealTargets) data.targets();
            assertThat(targets.names()).containsExactly("rent", "price");
            assertThat(targets.values()).containsExactly(1, 100.5f, 0, 80.5f);
            assertThat(targets.labels()).isFalse();
        }
        // A name with a comma of its own wins.
        assertThat(((RealTargets) read("a,\"b,c\",b,c\n1,0.5,3,4\n", DEFAULTS.withTarget("b,c"))
                                .targets())
                        .names())
                .containsExactly("b,c");
    }

    @Test
    void severalTargetsOfZerosAndOnesAreLabels() {
        String text = "x,red,round\n0.5,1,0\n0.7,0,1.0\n0.9,1,1\n";
        RealTargets labels =
                (RealTargets) read(text, DEFAULTS.withTarget("red,round")).targets();
        assertThat(labels.labels()).isTrue();
        assertThat(labels.values()).containsExactly(1, 0, 0, 1, 1, 1);
        assertThat(((RealTargets) read(text, DEFAULTS.withTarget("red,round").withTargetKind(TargetKind.REAL))
                                .targets())
                        .labels())
                .isFalse();
    }

    @Test
    void aFileWithoutHeaderKeepsItsFirstRowAlthoughItsLabelIsAWord() {
        Dataset data = read("1,2,setosa\n3,4,virginica\n", DEFAULTS);
        assertThat(data.rows()).isEqualTo(2);
        assertThat(data.featureNames()).containsExactly("column0", "column1");
        assertThat(((ClassTargets) data.targets()).name()).isEqualTo("column2");
        assertThat(read("1,2,setosa\n", DEFAULTS).rows()).isEqualTo(1);
        assertThat(read("setosa,1,2\nvirginica,3,4", DEFAULTS.withTarget(0)).featureNames())
                .containsExactly("column1", "column2");
    }

    @Test
    void aWordOverANumberMakesAHeader() {
        assertThat(read("a,b\n1,x\n2,y\n", DEFAULTS).rows()).isEqualTo(2);
    }

    @Test
    void theHeaderCanBeStated() {
        assertThat(read("1,2\n3,4\n", DEFAULTS.withHeader(Header.YES)).featureNames())
                .containsExactly("1");
        assertThat(read("1,2\n3,4\n", DEFAULTS).rows()).isEqualTo(2);
        // A target by name says that there is a header, which nothing else in this file shows.
        assertThat(read("2001,price\n3,cheap\n5,dear\n", DEFAULTS.withTarget("price"))
                        .rows())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheDelimiterInTheFirstLine(String delimiter) {
        Dataset data = read(IRIS.replace(",", delimiter), DEFAULTS);
        assertThat(data.featureNames()).containsExactly("sepal", "petal");
        assertThat(data.rows()).isEqualTo(4);
    }

    @Test
    void delimitersInQuotesDoNotCount() {
        Dataset data = read("\n\n\"a,b,c,d,e\";\"x;\";y\n1;2;3\n", DEFAULTS);
        assertThat(data.featureNames()).containsExactly("a,b,c,d,e", "x;");
    }

    @Test
    void theDelimiterCanBeStated() {
        assertThat(read("1|2|3\n4|5|6", DEFAULTS.withDelimiter('|')).columns()).isEqualTo(2);
        assertThat(read("a 1;2,b,c\n1,2,3", DEFAULTS.withDelimiter(',')).featureNames())
                .containsExactly("a 1;2", "b");
    }

    @Test
    void readsGzipMarksWindowsLinesAndQuotes() {
        String text = "\uFEFFa,\"the \"\"b\"\"\",label\r\n\r\n 1 ,\"2\", no \r\n3,4,\"yes\"\r\n";
        Path file = TestFiles.write(folder, "data", TestFiles.gzip(text.getBytes(StandardCharsets.UTF_8)));
        Dataset data = CsvReader.read(file, DEFAULTS);
        assertThat(data.featureNames()).containsExactly("a", "the \"b\"");
        assertThat(data.floats()).containsExactly(1, 2, 3, 4);
        assertThat(((ClassTargets) data.targets()).classes()).containsExactly("no", "yes");
    }

    @Test
    void integersInFewValuesAreClassesInNumericOrder() {
        ClassTargets targets = (ClassTargets) targets("10 9 2.0 -1 9 10 2 -1.0");
        assertThat(targets.classes()).containsExactly("-1", "2", "9", "10");
        assertThat(targets.labels()).containsExactly(3, 2, 1, 0, 2, 3, 1, 0);
    }

    @Test
    void otherNumbersAreReal() {
        assertThat(targets("0.5 1 1 1")).isInstanceOf(RealTargets.class);
        // Fewer than two rows to a number.
        assertThat(targets("1 2 3 3 2")).isInstanceOf(RealTargets.class);
        assertThat(targets("1 2 3 3 2 1")).isInstanceOf(ClassTargets.class);
        // 20 different numbers are classes, 21 are not.
        assertThat(targets(cycle(20, 100))).isInstanceOf(ClassTargets.class);
        assertThat(((RealTargets) targets(cycle(21, 100))).values())
                .hasSize(100)
                .startsWith(0, 1, 2);
    }

    @Test
    void aWordMakesClassesInAlphabeticalOrder() {
        ClassTargets targets = (ClassTargets) targets("10 b 9 a 1.0 1");
        assertThat(targets.classes()).containsExactly("1", "1.0", "10", "9", "a", "b");
        assertThat(targets.labels()).containsExactly(2, 5, 3, 4, 1, 0);
    }

    @Test
    void theKindOfTheTargetCanBeStated() {
        assertThat(((RealTargets) targets("1 0 1 0", TargetKind.REAL)).values()).containsExactly(1, 0, 1, 0);
        assertThat(((ClassTargets) targets("0.5 0.25 nan", TargetKind.CLASSES)).classes())
                .containsExactly("0.25", "0.5", "nan");
        assertThat(((ClassTargets) targets(cycle(30, 60) + " A", TargetKind.CLASSES)).classes())
                .hasSize(31);
    }

    private Targets targets(String cells) {
        return targets(cells, TargetKind.AUTO);
    }

    /** The targets of a file whose target column holds these cells. */
    private Targets targets(String cells, TargetKind kind) {
        return read("1," + cells.replace(" ", "\n1,"), DEFAULTS.withTargetKind(kind))
                .targets();
    }

    private static String cycle(int values, int rows) {
        return IntStream.range(0, rows).mapToObj(i -> "" + i % values).collect(Collectors.joining(" "));
    }

    private Dataset read(String text, CsvOptions options) {
        return CsvReader.read(TestFiles.write(folder, "data.csv", text), options);
    }
}
