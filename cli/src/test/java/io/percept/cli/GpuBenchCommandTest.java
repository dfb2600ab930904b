package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can go wrong before anything is measured; OpenClTest measures. */
class GpuBenchCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --minutes 0                | --minutes is 0.0; it must be above 0 and at most 1440, a day
                    --minutes NaN              | --minutes is NaN; it must be above 0
                    --minutes soon             | '--minutes': "soon" is not a number
                    --torch-device tpu         | "tpu" is none of cuda, cpu
                    --device cpu               | --device: cpu is no OpenCL device; 'percept bench --device cpu' measures it
                    --precision tf32           | there is no option '--precision'
                    """)
    void mistakesInTheOptions(String options, String message) {
        Run run = Run.line("bench gpu " + options);

        assertThat(run.code()).isEqualTo(Main.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("percept: ").contains(message).hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``              | there is no GPU to measure:
                    --device opencl | device "opencl" cannot be had
                    """)
    void withoutADeviceNothingIsWritten(String options, String message) {
        Run run = Run.line(("bench gpu --results " + folder + " " + options).strip());

        assertThat(run.code()).isEqualTo(Main.FAILURE);
        assertThat(run.err()).startsWith("percept: ").contains(message).hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void helpSaysWhatItWrites() {
        assertThat(Run.line("bench gpu --help").out())
                .contains("Usage: percept bench gpu", "--minutes", "--torch-device=cuda|cpu", "bench/results");
    }
}
