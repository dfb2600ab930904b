package io.percept.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The simulator that watches every access of a kernel, as the only driver of a process. */
final class Oclgrind {
    private static final List<Path> DRIVERS = List.of(
            Path.of("/usr/lib/oclgrind/liboclgrind-rt-icd.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/oclgrind/liboclgrind-rt-icd.so"));

    private Oclgrind() {}

    /** Where it is installed; where it is not, the test is skipped aloud, or fails when {@code tck.require} names opencl. */
    static Path driver() {
        return DRIVERS.stream().filter(Files::exists).findFirst().orElseGet(() -> {
            TestDevices.skip("oclgrind is needed; on Debian: apt install oclgrind");
            throw new IllegalStateException();
        });
    }

    /**
     * The environment in which it is the only driver and reports to {@code log}. It says what it finds nowhere else: neither a result nor
     * an exit code shows it.
     */
    static Map<String, String> environment(Path folder, Path log) throws IOException {
        Path vendors = Files.createDirectories(folder.resolve("vendors"));
        Files.writeString(vendors.resolve("oclgrind.icd"), driver() + "\n");
        return Map.of(
                "OCL_ICD_VENDORS", vendors.toString(),
                "OCLGRIND_DATA_RACES", "1",
                "OCLGRIND_UNINITIALIZED", "1",
                "OCLGRIND_CHECK_API", "1",
                // As much as GPUs have: the largest tiles need more than its usual 32 KiB.
                "OCLGRIND_LOCAL_MEM_SIZE", "49152",
                "OCLGRIND_LOG", log.toString());
    }
}
