package io.percept.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guard finds loops that are slow in truth: those that Java is told to interpret. */
class ThroughputGuardTest {
    @Test
    void namesTheInnerLoopThatIsNotCompiled() throws Exception {
        Run run = guard("io.percept.cpu.MicroKernels::rows6x2", "products");

        assertThat(run.status()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).endsWith("collapsed: rows6x2\n").containsPattern("rows6x2 .* COLLAPSED\\R");
        assertThat(innerLoops()).isNotEmpty().allMatch(name -> run.out().contains("  " + name + " "));
    }

    /** Those that the generator has made. */
    private static List<String> innerLoops() throws ClassNotFoundException {
        Class<?> kernels = Class.forName(
                "io.percept.cpu.MicroKernels", false, Thread.currentThread().getContextClassLoader());
        return Arrays.stream(kernels.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.matches("[a-z]+\\d+x\\d+"))
                .toList();
    }

    @Test
    void namesTheUpdateRuleThatIsNotCompiled() throws IOException, InterruptedException {
        Run run = guard("io.percept.cpu.RuleLoops::momentum", "updates");

        assertThat(run.status()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).endsWith("collapsed: update momentum 16896\n");
    }

    private record Run(int status, String out) {}

    private static Run guard(String excluded, String kind) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                // With 8 the highest blocks would not be used; every machine has 4.
                "-Dpercept.cpu.lanes=4",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=exclude," + excluded));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ThroughputGuard.class.getName(), kind));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }
}
