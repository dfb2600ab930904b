package io.percept.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.CounterRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Inner loops give the same bits whether Java's compiler has been at work or not: otherwise no training would be like another. The Vector
 * API's own exponentials do not.
 */
final class CompiledAlikeTest {
    private static final int COLUMNS = 75;
    private static final int UNTIL_COMPILED = 30_000;

    @Test
    void interpretedAndCompiledLoopsAgree() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-cp",
                System.getProperty("java.class.path")));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of(Bits.class.getName(), "1"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String interpreted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(interpreted).isEqualTo(Bits.of(UNTIL_COMPILED));
    }

    /** Prints what activations make of some numbers when they have done it so many times. */
    static final class Bits {
        private Bits() {}

        public static void main(String[] arguments) {
            System.out.print(of(Integer.parseInt(arguments[0])));
        }

        static String of(int times) {
            TreeMap<String, String> bits = new TreeMap<>();
            for (Activation activation : Activation.all()) {
                bits.put(activation.name(), of(Arithmetic.best().activation(activation), times));
            }
            return bits.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                    .collect(Collectors.joining());
        }

        private static String of(ActivationLoops loops, int times) {
            CounterRandom random = new CounterRandom(5, 0);
            float[] x = new float[COLUMNS];
            float[] dy = new float[COLUMNS];
            for (int j = 0; j < COLUMNS; j++) {
                x[j] = (float) (40 * random.nextDouble() * random.nextDouble() - 15);
                dy[j] = (float) random.nextDouble();
            }
            float[] y = new float[COLUMNS];
            float[] dx = new float[COLUMNS];
            for (int i = 0; i < times; i++) {
                loops.forward(x, 0, y, 0, COLUMNS);
                loops.backward(dy, 0, x, 0, dx, 0, COLUMNS);
            }
            return Arrays.toString(y) + Arrays.toString(dx);
        }
    }
}
