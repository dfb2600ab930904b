package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    private static final CsvSchema SCHEMA =
            new CsvSchema(FeatureColumns.ofNumbers(List.of("a", "b")), List.of("label"), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void streamsRowsWithTheirLines() {
        CsvRows rows = rows("1,2\n\n3,4\n", SCHEMA);
        float[] row = new float[2];
        assertThat(rows.next(row)).isTrue();
        assertThat(row).containsExactly(1, 2);
        assertThat(rows.line()).isEqualTo(1);
        assertThat(rows.next(row)).isTrue();
        assertThat(row).containsExactly(3, 4);
        assertThat(rows.line()).isEqualTo(3);
        assertThat(rows.next(row)).isFalse();
        assertThat(rows.next(row)).isFalse();
        assertThat(row).containsExactly(3, 4);
        rows.close();
    }

    @Test
    void readsFilesToo() {
        byte[] gzip = TestFiles.gzip("b,a\n2,1\n".getBytes(StandardCharsets.UTF_8));
        try (CsvRows rows = CsvRows.open(TestFiles.write(folder, "rows", gzip), SCHEMA, DEFAULTS)) {
            assertThat(all(rows)).containsExactly("1.0 2.0");
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvRows.open(folder.resolve("absent"), SCHEMA, DEFAULTS))
                .withMessage("there is no file " + folder.resolve("absent"));
    }

    @Test
    void leavesTheTargetAndOtherColumnsOut() {
        assertThat(all(rows("label,b,id,a\nyes,2,x,1\n,4,y,3\n", SCHEMA))).containsExactly("1.0 2.0", "3.0 4.0");
        assertThat(all(rows("1,2,yes\n3,4,\n", SCHEMA))).containsExactly("1.0 2.0", "3.0 4.0");
        CsvSchema targetFirst = new CsvSchema(
                FeatureColumns.ofNumbers(List.of("column1", "column2")), List.of("column0"), Optional.empty());
        assertThat(all(rows("yes,1,2\n", targetFirst))).containsExactly("1.0 2.0");
        assertThat(all(rows("1,2\n", targetFirst))).containsExactly("1.0 2.0");
    }

    @Test
    void headerWithoutRowsGivesNone() {
        assertThat(all(rows("a,b\n", SCHEMA))).isEmpty();
    }

    @Test
    void startsBeforeTheStreamHasEnded() throws IOException {
        try (InputStream in = new Breaking("1,2\n3,4\n5,");
                CsvRows rows = CsvRows.of(in, "stdin", SCHEMA, DEFAULTS)) {
            float[] row = new float[2];
            assertThat(rows.next(row)).isTrue();
            assertThat(row).containsExactly(1, 2);
            assertThat(rows.next(row)).isTrue();
        }
    }

    @Test
    void namesTheStreamTheLineAndTheColumn() {
        CsvRows rows = rows("a,b\n1,2\n3,x\n", SCHEMA);
        assertThat(rows.next(new float[2])).isTrue();
        assertRefused(() -> rows.next(new float[2]), "rows, line 3: column \"b\" holds \"x\", which is not a number");
        assertRefused(() -> all(rows("1,2\n3\n", SCHEMA)), "rows, line 2: 1 cell found, but the first row has 2 cells");
        assertRefused(() -> rows("", SCHEMA), "rows is empty");
        assertRefused(
                () -> rows("a,c\n1,2\n", SCHEMA),
                "rows lacks the feature columns \"b\"; it has the columns \"a\", \"c\"");
        assertRefused(
                () -> rows("1\n", SCHEMA),
                "rows has 1 columns; it must have the 2 features \"a\", \"b\", or these and the target");
    }

    @Test
    void closesItsStreamWhenItIsRefused() {
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream("a,c\n1,2\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertRefused(() -> CsvRows.of(in, "rows", SCHEMA, DEFAULTS), "rows lacks the feature columns");
        assertThat(closed).containsExactly(true);
    }

    @Test
    void wordsAFailureOfTheStream() {
        for (String text : List.of("", "1,2\n", "1,2\n3,4\n", "1,2\n3,4\n5,6\n7,")) {
            assertRefused(
                    () -> all(CsvRows.of(new Breaking(text), "rows", SCHEMA, DEFAULTS)),
                    "rows cannot be read: the disk is gone");
        }
    }

    @Test
    void needsRoomForEveryFeature() {
        CsvRows rows = rows("1,2\n", SCHEMA);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.next(new float[3]))
                .withMessage("a row has 2 features; there is room for 3");
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatExceptionOfType(DataException.class).isThrownBy(call::run).withMessageStartingWith(message);
    }

    private static CsvRows rows(String text, CsvSchema schema) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return CsvRows.of(in, "rows", schema, DEFAULTS);
    }

    private static List<String> all(CsvRows rows) {
        List<String> all = new ArrayList<>();
        float[] row = new float[2];
        while (rows.next(row)) {
            all.add(row[0] + " " + row[1]);
        }
        return all;
    }

    /** Gives a text, four bytes at a time, and fails when more is asked for. */
    private static final class Breaking extends InputStream {
        private final ByteArrayInputStream text;

        Breaking(String text) {
            this.text = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() throws IOException {
            return orBreak(text.read());
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return orBreak(text.read(into, offset, Math.min(length, 4)));
        }

        private static int orBreak(int read) throws IOException {
            if (read < 0) {
                throw new IOException("the disk is gone");
            }
            return read;
        }
    }
}
