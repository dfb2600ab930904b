package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No kernel reads or writes outside its buffers, reads what nobody wrote, or depends on the order of work-items. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Oclgrind is found where Debian installs it")
class OclgrindTest {
    @TempDir
    private Path folder;

    /** Without optimisation: Oclgrind 21.10 crashes at the shuffles that its compiler makes of these kernels otherwise. */
    @Test
    void findsNothingWrongWithTheProductsForProcessors() throws IOException, InterruptedException {
        findsNothingWrong("blocks", Map.of("OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable"));
    }

    @Test
    void findsNothingWrongWithTheProductsForGpus() throws IOException, InterruptedException {
        findsNothingWrong("tiles", Map.of("OCLGRIND_UNINITIALIZED", "0"));
    }

    /** Reads of what nobody wrote: Oclgrind 21.10 can look for them in these kernels only without optimisation, and that takes long. */
    @Test
    void findsNothingUnwrittenInAProductForGpus() throws IOException, InterruptedException {
        findsNothingWrong("one tile", Map.of("OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable"));
    }

    @Test
    void findsNothingWrongWithTheProductsOnTensorCores() throws IOException, InterruptedException {
        findsNothingWrong("tensor cores", Map.of("OCLGRIND_UNINITIALIZED", "0"));
    }

    /** Oclgrind 21.10 takes what one launch writes and another reads for unwritten. */
    @Test
    void findsNothingWrongWithProductsInParts() throws IOException, InterruptedException {
        findsNothingWrong("split", Map.of("OCLGRIND_UNINITIALIZED", "0"));
    }

    @Test
    void findsNothingWrongWithTheOtherKernels() throws IOException, InterruptedException {
        findsNothingWrong("others", Map.of());
    }

    /** They have products for GPUs in them; and Oclgrind 21.10 takes what one launch writes and another reads for unwritten. */
    @Test
    void findsNothingWrongWithLaunchesThatDoSeveralOperations() throws IOException, InterruptedException {
        findsNothingWrong("lists", Map.of("OCLGRIND_UNINITIALIZED", "0"));
    }

    private void findsNothingWrong(String part, Map<String, String> settings) throws IOException, InterruptedException {
        Path log = Files.createFile(folder.resolve("log"));
        Map<String, String> environment = new HashMap<>(Oclgrind.environment(folder, log));
        environment.putAll(settings);
        ChildJvm.Result result = ChildJvm.run(OclgrindCases.class, folder, environment, "-Dpercept.part=" + part);

        assertThat(log).content().isEmpty();
        assertThat(result.printed()).isEmpty();
        // The last line says that it came to the end.
        assertThat(result.report()).singleElement().asString().matches("[1-9]\\d* cases on .*Oclgrind.*");
    }

    /** What the tests above rest on. */
    @Test
    void complainsAboutWrongKernels() throws IOException, InterruptedException {
        Path log = Files.createFile(folder.resolve("log"));
        ChildJvm.Result result = ChildJvm.run(OclgrindFaults.class, folder, Oclgrind.environment(folder, log));

        assertThat(result.report()).isEqualTo(List.of("outside", "racing", "unwritten"));
        assertThat(Files.readString(log))
                .containsPattern("Invalid write of size 4 at global memory address.*\\n\\s*Kernel: outside")
                .containsPattern("Write-write data race at global memory address.*\\n\\s*Kernel: racing")
                .containsPattern("depends on uninitialized value.*\\n\\s*Kernel: unwritten");
    }
}
