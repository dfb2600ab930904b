package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column that says what each row counts for. */
class CsvWeightsTest {
    private static final String TABLE = """
            x,count,kind,y
            1,2,a,5
            2,0,b,6
            3,0.5,a,7
            """;

    @TempDir
    private Path folder;

    private Dataset read(String text, CsvOptions options) {
        return CsvReader.read(TestFiles.write(folder, "rows.csv", text), options);
    }

    @Test
    void isNoFeatureAndGoesWithTheRows() {
        Dataset data = read(TABLE, DEFAULTS.withWeights("count"));
        assertThat(data.features().names()).containsExactly("x", "kind");
        assertThat(data.weights().orElseThrow()).containsExactly(2, 0, 0.5f);
        assertThat(data.select(new int[] {2, 0}).weights().orElseThrow()).containsExactly(0.5f, 2);
        assertThat(read(TABLE, DEFAULTS).weights()).isEmpty();
    }

    /** A test needs no such column, and one that it has is left out like any other. */
    @Test
    void isNotNeededInAFurtherFile() {
        CsvSchema schema = CsvSchema.of(read(TABLE, DEFAULTS.withWeights("count")));
        Path further = TestFiles.write(folder, "further.csv", TABLE);
        assertThat(CsvReader.read(further, schema, DEFAULTS).weights()).isEmpty();
        assertThat(CsvReader.read(further, schema, DEFAULTS.withWeights("count"))
                        .weights())
                .isPresent();
    }

    @Test
    void isFoundByPositionAndTheTargetIsTheLastOther() {
        Dataset data = read("1,5,2\n2,6,1\n3,8,1\n", DEFAULTS.withWeights("2"));
        assertThat(data.columns()).isEqualTo(1);
        assertThat(((RealTargets) data.targets()).names()).isEqualTo(List.of("column1"));
        assertThat(data.weights().orElseThrow()).containsExactly(2, 1, 1);
        CsvSchema schema = CsvSchema.of(data);
        Path further = TestFiles.write(folder, "further.csv", "1,5,2\n2,6,1\n");
        Dataset same = CsvReader.read(further, schema, DEFAULTS.withWeights("2"));
        assertThat(same.weights().orElseThrow()).containsExactly(2, 1);
        assertThat(((RealTargets) same.targets()).values()).containsExactly(5, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weight | has no column "weight"; the nearest of its 4 columns are
            kind   | rows.csv, line 2: column "kind" holds "a", which is not a number
            y      | the column "y" cannot be the weights of the rows and a target
            """)
    void refusesWhatIsNoColumnOfWeights(String column, String message) {
        CsvOptions options = DEFAULTS.withWeights(column).withTarget("y");
        assertThatThrownBy(() -> read(TABLE, options))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesNegativeWeightsByTheirLine() {
        assertThatThrownBy(() -> read(TABLE.replace("2,0,b", "2,-1,b"), DEFAULTS.withWeights("count")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "rows.csv, line 3: column \"count\" holds the weight -1.0; it must not be negative");
    }
}
