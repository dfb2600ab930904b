package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.data.CsvOptions.Header;
import io.percept.data.CsvOptions.TargetKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message begins with the name of the file. */
class CsvErrorsTest {
    @TempDir
    private Path folder;

    @Test
    void missingFile() {
        Path file = folder.resolve("absent.csv");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvReader.read(file, DEFAULTS))
                .withMessage("there is no file " + file);
    }

    @Test
    void folderInPlaceOfAFile() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvReader.read(folder, DEFAULTS))
                .withMessage(folder + " is a folder, not a file");
    }

    @Test
    void unreadableFile() {
        // Made by hand, since a test that runs as root may read every file.
        assertThat(DataFile.unreadable("data.csv", new AccessDeniedException("data.csv")))
                .hasMessage("data.csv cannot be read: permission denied");
    }

    @Test
    void emptyFile() {
        assertRefused("", " is empty");
        assertRefused("\uFEFF", " is empty");
        assertRefused("\n\r\n\n", " is empty");
    }

    @Test
    void headerWithoutRows() {
        assertRefused("a,b,label\n", " has a header but no rows");
        assertRefused("1,2\n", DEFAULTS.withHeader(Header.YES), " has a header but no rows");
    }

    @Test
    void firstRowThatCanBeAHeaderOrData() {
        String message = " above a number, and numbers as well; state whether it is a header or data";
        assertRefused("0,1,label\n5,6,7\n", ", line 1: the first row holds \"label\"" + message);
        assertRefused("1.5,A\n2.5,7\n", ", line 1: the first row holds \"A\"" + message);
        assertRefused("1,oops,3\n4,5,6\n", ", line 1: the first row holds \"oops\"" + message);
    }

    @Test
    void raggedRow() {
        assertRefused("a,b,label\n1,2,x\n\n3,x\n", ", line 4: 2 cells found, but the header has 3 cells");
        assertRefused("1,2,x\n3,4,5,x\n", ", line 2: 4 cells found, but the first row has 3 cells");
        assertRefused("1,2,x\nx\n", ", line 2: 1 cell found, but the first row has 3 cells");
    }

    @Test
    void textInAFeatureColumn() {
        String remedy = " is a number; correct it, ignore the column, or name it as categorical";
        assertRefused(
                "age,label\n1,x\ntwo,y\n", ", line 3: column \"age\" holds \"two\", but \"1\" in line 2" + remedy);
        assertRefused("1,2,3\n4,five,6\n", ", line 2: column \"column1\" holds \"five\", but \"2\" in line 1" + remedy);
        assertRefused(
                "a,b,c,y\nx,1,z,0\n1,x,1,1\n",
                ", line 2: column \"a\" holds \"x\", but \"1\" in line 3" + remedy
                        + "; the same goes for the columns \"b\", \"c\"");
        assertRefused(
                "1;2,5;3\n",
                ", line 1: column \"column1\" holds \"2,5\", which is a number only if the file has decimal commas;"
                        + " state it if it has");
    }

    @Test
    void longTextIsShortened() {
        assertRefused(
                "1,2\n" + "x".repeat(5000) + ",3\n",
                ", line 2: column \"column0\" holds \"" + "x".repeat(40) + "...\", but \"1\" in line 1 is a number");
    }

    @Test
    void linesAreCountedThroughQuotedLineEnds() {
        assertRefused(
                "a,\"the\r\nlabel\"\r\n1,\"x\r\ny\"\r\nz,w\r\n",
                ", line 5: column \"a\" holds \"z\", but \"1\" in line 3 is a number");
    }

    @Test
    void nanIsNoTarget() {
        assertRefused("a,y\n1,2.5\n3,NaN\n", ", line 3: column \"y\" holds \"NaN\"; numbers must be finite");
    }

    @ParameterizedTest
    @CsvSource({"inf", "-Infinity", "-nan"})
    void numbersThatAreNotFinite(String literal) {
        assertRefused(
                "a,b,label\n1,2,x\n3," + literal + ",x\n",
                ", line 3: column \"b\" holds \"" + literal + "\"; numbers must be finite");
        assertRefused(
                "a,y\n1,2.5\n3," + literal + "\n",
                ", line 3: column \"y\" holds \"" + literal + "\"; numbers must be finite");
        // In the first row too, where a word would make a header.
        assertRefused(literal + ",1\n2,1\n", ", line 1: column \"column0\" holds \"" + literal + "\"; numbers must be");
    }

    @Test
    void numbersThatAreTooLarge() {
        assertRefused(
                "a,label\n-1e39,x\n",
                ", line 2: column \"a\" holds \"-1e39\", which is too large for a float32 (at most 3.4028235E38)");
    }

    @Test
    void missingValues() {
        String remedy = "; missing values must be filled in or their rows removed";
        CsvOptions strict = DEFAULTS.withMissingAllowed(false);
        assertRefused("a,b,label\n1,,x\n", strict, ", line 2: column \"b\" is empty" + remedy);
        assertRefused("a,b,label\n1,?,x\n", strict, ", line 2: column \"b\" holds \"?\"" + remedy);
        assertRefused(",1,x\n2,1,x\n", strict, ", line 1: column \"column0\" is empty" + remedy);
        assertRefused("a,b,y\n1,u,x\n2,NA,x\n", strict, ", line 3: column \"b\" holds \"NA\"" + remedy);
        assertRefused("a,label\n1,x\n2,\n", ", line 3: column \"label\" is empty" + remedy);
        assertRefused("a,label\n1,1\n2,NA\n", ", line 3: column \"label\" holds \"NA\"" + remedy);
        assertRefused(
                "a,label\n1,x\n2, \n",
                DEFAULTS.withTargetKind(TargetKind.CLASSES),
                ", line 3: target column \"label\" is empty" + remedy);
    }

    @Test
    void wordAmongManyNumbersInTheTarget() {
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i <= TargetColumn.MOST_NUMBERS; i++) {
            numbers.append("1,").append(i).append('\n');
        }
        String message = " holds \"oops\" among more than 20 different numbers;"
                + " correct it, or state that the column holds classes";
        assertRefused("a,y\n" + numbers + "1,oops\n", ", line 23: target column \"y\"" + message);
        assertRefused("a,y\n1,0\n1,oops\n" + numbers, ", line 3: target column \"y\"" + message);
    }

    @Test
    void textInATargetThatIsStatedToBeReal() {
        assertRefused(
                "a,y\n1,2\n3,x\n",
                DEFAULTS.withTargetKind(TargetKind.REAL),
                ", line 3: column \"y\" holds \"x\", which is not a number");
    }

    @Test
    void unknownTargetColumn() {
        assertRefused(
                "sepal,Petal,length,species\n1,2,3,x\n",
                DEFAULTS.withTarget("pedal"),
                " has no column \"pedal\"; the nearest of its 4 columns are \"Petal\", \"sepal\", \"length\"");
        assertRefused(
                "1,2,3\n",
                DEFAULTS.withTarget("y").withHeader(Header.NO),
                " has no header to find the column \"y\" in; give its position, counted from 0 to 2");
        for (String position : new String[] {"3", "-1"}) {
            assertRefused(
                    "1,2,3\n",
                    DEFAULTS.withTarget(position),
                    " has no column " + position + "; its 3 columns are counted from 0 to 2");
        }
    }

    @Test
    void severalTargetsThatCannotBe() {
        String text = "a,b,c\n1,2,x\n";
        assertRefused(text, DEFAULTS.withTarget("b,d"), " has no column \"d\"; the nearest");
        assertRefused(
                text, DEFAULTS.withTarget("a,b,c"), ": all 3 columns are targets; at least one must be a feature");
        assertRefused(text, DEFAULTS.withTarget("b,c"), ", line 2: column \"c\" holds \"x\", which is not a number");
        Path file = TestFiles.write(folder, "data.csv", text);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvReader.read(file, DEFAULTS.withTarget("b,1")))
                .withMessage(file + ": the column \"b\" is named twice as a target");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () -> CsvReader.read(file, DEFAULTS.withTarget("b,c").withTargetKind(TargetKind.CLASSES)))
                .withMessage("several target columns cannot hold classes, but the targets are \"b\", \"c\"; give one"
                        + " column of classes, or columns of 0 and 1, one for each label");
    }

    @Test
    void badNamesInTheHeader() {
        assertRefused(
                "a,b, a,y\n1,2,3,4\n", ", line 1: two columns are named \"a\"; the names in a header must be distinct");
        assertRefused(
                ",a,y\n1,2,3\n",
                ", line 1: column 0 (counted from 0) has no name; name it, or remove it if it only numbers the rows");
    }

    @Test
    void firstRowsOfNothingButWords() {
        String text = "shape,colour,edible\nround,red,yes\nlong,red,no\n";
        assertRefused(
                text,
                ", line 1: neither of the first two rows holds a number; state whether the first one is a header or data");
    }

    @Test
    void textsThatAreNoCategories() {
        StringBuilder names = new StringBuilder("name,town,y\n");
        for (int i = 0; i < 40; i++) {
            names.append("name")
                    .append(i)
                    .append(",town")
                    .append(i % 21)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        assertRefused(
                names.toString(),
                ", line 2: column \"name\" holds \"name0\" and in all 40 different texts in 40 rows, too many for"
                        + " categories; ignore the column, or name it as categorical;"
                        + " the same goes for the columns \"town\"");
        StringBuilder many = new StringBuilder("word,y\n");
        for (int i = 0; i < 4000; i++) {
            many.append("word").append(i % 1001).append(',').append(i).append('\n');
        }
        assertRefused(
                many.toString(),
                ", line 2: column \"word\" holds \"word0\" and in all more than 1000 different texts in 4000 rows");
    }

    @Test
    void columnsOfTwoMinds() {
        String text = "a,b,c\n1,2,3\n";
        String cannot = ": the column \"b\" cannot be ";
        assertRefused(text, DEFAULTS.withTarget("b").withIgnored(List.of("1")), cannot + "a target and to be ignored");
        assertRefused(
                text,
                DEFAULTS.withCategorical(List.of("b")).withIgnored(List.of("b")),
                cannot + "categorical and to be ignored");
        assertRefused(
                text,
                DEFAULTS.withTarget("b").withCategorical(List.of("b")),
                cannot + "categorical and a target, whose kind is stated otherwise");
        assertRefused(text, DEFAULTS.withIgnored(List.of("a,d")), " has no column \"d\"; the nearest");
        assertRefused(
                text,
                DEFAULTS.withIgnored(List.of("a,b")),
                ": all 3 columns are targets or ignored; at least one must be");
        assertRefused(text, DEFAULTS.withIgnored(List.of("a,a")), ": the column \"a\" is named twice to ignore");
    }

    @Test
    void onlyOneColumn() {
        String message = " has one column only; it needs a target and at least one feature"
                + " (is the delimiter of its cells something other than a comma, semicolon or tab?)";
        assertRefused("label\nx\n", message);
        assertRefused("1 2 3\n4 5 6\n", message);
    }

    @Test
    void textThatIsNotUtf8() {
        byte[] latin1 = "größe,label\n1,x\n".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(latin1, " is not UTF-8 text; save a CSV file as UTF-8, and open IDX files by their folder");
        byte[] late = ("a,label\n" + "1,x\n".repeat(50_000) + "1,é\n").getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(late, " is not UTF-8 text; save a CSV file as UTF-8, and open IDX files by their folder");
        assertRefused(
                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16),
                " is not UTF-8 text; save a CSV file as UTF-8, and open IDX files by their folder");
    }

    @Test
    void contentThatIsNoText() {
        assertRefused(
                TestFiles.idxLabels(1, 2, 3),
                " is not a CSV file: it holds bytes that are no text (IDX files are opened by their folder)");
    }

    @Test
    void quotesThatDoNotFit() {
        assertThat(messageOf("a,b\n1,\"2\n3,4\n")).contains("data.csv is not a valid CSV file: ", "line 2");
        assertThat(messageOf("a,b\n1,\"2\"x\n")).contains("data.csv is not a valid CSV file: ", "line 2");
        assertThat(messageOf("1,\"" + "x".repeat(2_000_000))).contains("data.csv is not a valid CSV file: ", "line 1");
    }

    @Test
    void damagedGzip() {
        byte[] gzip = TestFiles.gzip("a,b\n1,2\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertRefused(Arrays.copyOf(gzip, gzip.length - 10), " cannot be read: its gzip data is damaged or cut short");
        assertRefused(Arrays.copyOf(gzip, 4), " cannot be read: its gzip data is damaged or cut short");
    }

    @Test
    void delimitersThatCannotBe() {
        for (char delimiter : new char[] {'"', '\n', '\r'}) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> DEFAULTS.withDelimiter(delimiter))
                    .withMessage("the delimiter of cells cannot be a quote or a line end");
        }
    }

    private void assertRefused(String text, String message) {
        assertRefused(text, DEFAULTS, message);
    }

    private void assertRefused(byte[] content, String message) {
        assertRefused(TestFiles.write(folder, "data.csv", content), DEFAULTS, message);
    }

    private void assertRefused(String text, CsvOptions options, String message) {
        assertRefused(TestFiles.write(folder, "data.csv", text), options, message);
    }

    private static void assertRefused(Path file, CsvOptions options, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvReader.read(file, options))
                .withMessageStartingWith(file + message);
    }

    private String messageOf(String text) {
        Path file = TestFiles.write(folder, "data.csv", text);
        try {
            CsvReader.read(file, DEFAULTS);
        } catch (DataException e) {
            return e.getMessage();
        }
        throw new AssertionError("the file was read");
    }
}
