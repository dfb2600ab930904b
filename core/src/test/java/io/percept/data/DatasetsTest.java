package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {
    @TempDir
    private Path folder;

    @Test
    void bundlesTheDigits() {
        Dataset digits = Datasets.digits();
        assertThat(digits.rows()).isEqualTo(1797);
        assertThat(digits.columns()).isEqualTo(64);
        assertThat(digits.imageShape()).contains(new ImageShape(8, 8));
        assertThat(((ClassTargets) digits.targets()).classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.classCounts()).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        // The first row is a 0, and its first line is 0,0,5,13,9,1,0,0.
        assertThat(((ClassTargets) digits.targets()).labels()).startsWith(0, 1, 2, 3);
        assertThat(digits.bytes()).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
        assertThat(IntStream.range(0, digits.bytes().length)
                        .map(i -> digits.bytes()[i])
                        .max())
                .hasValue(16);
        assertThat(Datasets.class.getResource("digits-source.txt")).isNotNull();
    }

    @Test
    void opensTheDigitsByName() {
        TrainTest opened = Datasets.open("digits", DEFAULTS);
        assertThat(opened.train().rows()).isEqualTo(1797);
        assertThat(opened.test()).isEmpty();
        assertThat(Datasets.openTest("digits", opened.train(), DEFAULTS).bytes())
                .isEqualTo(opened.train().bytes());
    }

    @Test
    void opensACsvFile() {
        Path file = TestFiles.write(folder, "digits", "a,y\n1,x\n2,z\n");
        TrainTest opened = Datasets.open(file.toString(), DEFAULTS);
        assertThat(opened.train().featureNames()).containsExactly("a");
        assertThat(opened.test()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-, ''", "-, .gz", "., ''", "., .gz"})
    void opensAFolderByTheNamesOfMnist(String joint, String end) {
        write("train-images", joint + "idx3-ubyte" + end, TestFiles.idxImages(4, 2, 3));
        write("train-labels", joint + "idx1-ubyte" + end, TestFiles.idxLabels(0, 1, 2, 1));
        TrainTest trainOnly = Datasets.open(folder.toString(), DEFAULTS);
        assertThat(trainOnly.train().rows()).isEqualTo(4);
        assertThat(trainOnly.test()).isEmpty();

        write("t10k-images", joint + "idx3-ubyte" + end, TestFiles.idxImages(2, 2, 3));
        write("t10k-labels", joint + "idx1-ubyte" + end, TestFiles.idxLabels(1, 1));
        Dataset test = Datasets.open(folder.toString(), DEFAULTS).test().orElseThrow();
        assertThat(test.rows()).isEqualTo(2);
        // The classes are those of the training part, although the test part does not show them all.
        assertThat(((ClassTargets) test.targets()).classes()).containsExactly("0", "1", "2");
        assertThat(Datasets.openTest(folder.toString(), trainOnly.train(), DEFAULTS)
                        .bytes())
                .isEqualTo(test.bytes());
    }

    @Test
    void saysWhatAFolderLacks() {
        assertOpenRefused("has no file train-images-idx3-ubyte (nor the same with .gz)");
        write("train-images", "-idx3-ubyte", TestFiles.idxImages(2, 1, 2));
        assertOpenRefused("has no file train-labels-idx1-ubyte");
        write("train-labels", "-idx1-ubyte", TestFiles.idxLabels(0, 1));
        write("t10k-images", "-idx3-ubyte", TestFiles.idxImages(2, 1, 2));
        assertOpenRefused("has no file t10k-labels-idx1-ubyte");
        write("t10k-labels", "-idx1-ubyte", TestFiles.idxLabels(0, 7));
        assertOpenRefused("t10k-labels-idx1-ubyte gives image 1 the label 7; the known classes are \"0\", \"1\"");
    }

    @Test
    void refusesAnImageTestPartOfAnotherShape() {
        write("train-labels", "-idx1-ubyte", TestFiles.idxLabels(0, 1));
        write("train-images", "-idx3-ubyte", TestFiles.idxImages(2, 1, 2));
        write("t10k-labels", "-idx1-ubyte", TestFiles.idxLabels(0, 1));
        write("t10k-images", "-idx3-ubyte", TestFiles.idxImages(2, 2, 2));
        assertOpenRefused("has images of 2 x 2 pixels in its test part, but of 1 x 2 in its training part");
    }

    @Test
    void refusesATestSetThatDoesNotGoWithTheTrainingSet() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.openTest(folder.toString(), Datasets.digits(), DEFAULTS))
                .withMessageContaining("has no test part");

        write("t10k-labels", "-idx1-ubyte", TestFiles.idxLabels(0, 1));
        write("t10k-images", "-idx3-ubyte", TestFiles.idxImages(2, 2, 2));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.openTest(folder.toString(), Datasets.digits(), DEFAULTS))
                .withMessage(folder + " has images of 2 x 2 = 4 pixels, but the training data has 64 columns");

        Dataset regression = Dataset.ofFloats(new float[4], names(4), new RealTargets(new float[1], List.of("y")));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.openTest(folder.toString(), regression, DEFAULTS))
                .withMessage(folder + " holds classes, but the training data has real targets");

        Dataset others =
                Dataset.ofFloats(new float[64], names(64), new ClassTargets(new int[1], List.of("cat", "dog")));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.openTest("digits", others, DEFAULTS))
                .withMessageContaining("but the training data has \"cat\", \"dog\"");
    }

    @Test
    void readsACsvTestSetAgainstTheTrainingSet() {
        Path file = TestFiles.write(folder, "test.csv", "1,".repeat(64) + "7\n");
        Dataset test = Datasets.openTest(file.toString(), Datasets.digits(), DEFAULTS);
        assertThat(test.imageShape()).contains(new ImageShape(8, 8));
        assertThat(((ClassTargets) test.targets()).labels()).containsExactly(7);
    }

    @Test
    void saysWhatASourceCanBe() {
        for (String source : new String[] {"absent", "", " "}) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Datasets.open(source, DEFAULTS))
                    .withMessage("there is no data set \"" + source
                            + "\"; give \"digits\", a folder with IDX files, or a CSV, NPY or NPZ file");
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.open("a\0b", DEFAULTS))
                .withMessageStartingWith("\"a b\" cannot be the name of a file: ");
    }

    private void assertOpenRefused(String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.open(folder.toString(), DEFAULTS))
                .withMessageContaining(message);
    }

    private void write(String start, String end, byte[] content) {
        TestFiles.write(folder, start + end, end.endsWith(".gz") ? TestFiles.gzip(content) : content);
    }

    private static List<String> names(int count) {
        return new GeneratedNames(GeneratedNames.COLUMN, count);
    }
}
