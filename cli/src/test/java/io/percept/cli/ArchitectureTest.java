package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The arrows between packages, as jdeps sees them in the compiled classes. */
class ArchitectureTest {
    /** What each package may use; nothing else, and nothing that is not listed. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("backend", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("kernels", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("plot", Set.of("json")),
            Map.entry("reference", Set.of("backend")),
            Map.entry("cpu", Set.of("backend")),
            Map.entry("opencl", Set.of("backend", "kernels", "reference")),
            Map.entry("data", Set.of("backend")),
            Map.entry("nn", Set.of("backend", "json")),
            Map.entry("model", Set.of("backend", "data", "json", "nn")),
            Map.entry("train", Set.of("backend", "data", "json", "metrics", "model", "nn", "plot")),
            Map.entry("search", Set.of("backend", "json", "model")),
            Map.entry("cli.bench", Set.of("backend", "data", "json", "nn", "train")),
            Map.entry("cli.bench.gpu", Set.of("backend", "cli.bench", "json", "model")));

    /** The programs and the conformance kit, which may use every part of the library but no backend's insides. */
    private static final Set<String> PROGRAMS = Set.of("cli", "bench", "tck", "tck.onnx");

    private static final Pattern ARROW =
            Pattern.compile("\\s+io\\.percept\\.([\\w.]+)\\s+-> io\\.percept\\.([\\w.]+)\\s.*");

    @Test
    void packagesUseOnlyWhatTheyMay() {
        Map<String, Set<String>> uses = uses();
        assertThat(uses.keySet()).contains("train", "cpu", "cli");
        uses.forEach((from, targets) -> {
            if (PROGRAMS.contains(from)) {
                assertThat(targets).as("%s uses", from).doesNotContain("cpu", "opencl", "kernels");
            } else {
                assertThat(ALLOWED).containsKey(from);
                assertThat(ALLOWED.get(from)).as("%s may use", from).containsAll(targets);
            }
        });
    }

    @Test
    void theAllowedArrowsHaveNoCycle() {
        Map<String, Set<String>> rest = new TreeMap<>(ALLOWED);
        while (!rest.isEmpty()) {
            Set<String> leaves = new HashSet<>();
            rest.forEach((from, targets) -> {
                if (targets.stream().noneMatch(rest::containsKey)) {
                    leaves.add(from);
                }
            });
            assertThat(leaves)
                    .as("a package without arrows among %s", rest.keySet())
                    .isNotEmpty();
            rest.keySet().removeAll(leaves);
        }
    }

    private static Map<String, Set<String>> uses() {
        List<String> arguments = new ArrayList<>(List.of("-verbose:package", "-filter:none", "--ignore-missing-deps"));
        arguments.addAll(Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(ArchitectureTest::isOurs)
                .toList());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(new String[0]));
        assertThat(status).as("jdeps: %s", err).isZero();
        Map<String, Set<String>> uses = new TreeMap<>();
        for (String line : out.toString().lines().toList()) {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches() && !arrow.group(1).equals(arrow.group(2))) {
                uses.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(arrow.group(2));
            }
        }
        return uses;
    }

    /** Main classes of the modules, as folders in the reactor or as jars. */
    private static boolean isOurs(String entry) {
        Path path = Path.of(entry);
        return path.endsWith(Path.of("target", "classes"))
                || path.getFileName().toString().matches("percept-.*\\.jar");
    }
}
