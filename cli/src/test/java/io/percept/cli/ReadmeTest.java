package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README, compiled and run as it stands there. */
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String PROGRAM = """
            import io.percept.backend.*;
            import io.percept.data.*;
            import io.percept.nn.*;
            import io.percept.train.*;
            import java.nio.file.Path;

            class Example {
                public static void main(String[] args) {
                    %s
                }
            }
            """;

    @Test
    void theExampleTrainsAndSaves(@TempDir Path folder) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("percept.root", ".."));
        Matcher example = EXAMPLE.matcher(Files.readString(root.resolve("README.md")));
        assertThat(example.find()).isTrue();
        assertThat(example.group(1).lines().count()).as("lines of the example").isLessThanOrEqualTo(15);
        Files.writeString(folder.resolve("Example.java"), PROGRAM.formatted(example.group(1)));

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        List.of(java, "-cp", System.getProperty("java.class.path"), "Example.java"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();

        Matcher accuracy = Pattern.compile("OptionalDouble\\[(0\\.\\d+)]").matcher(Files.readString(output));
        assertThat(accuracy.find()).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.95);
        assertThat(folder.resolve("digits.safetensors")).isNotEmptyFile();
    }
}
