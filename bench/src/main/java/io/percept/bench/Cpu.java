package io.percept.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of the processor. */
final class Cpu {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    private Cpu() {}

    /** Whether it has an instruction set, by Linux's name. */
    static boolean has(String flag) throws IOException {
        return Files.exists(DESCRIPTION)
                && Files.readAllLines(DESCRIPTION).stream()
                        .filter(line -> line.startsWith("flags"))
                        .anyMatch(line -> List.of(line.split("\\s+", -1)).contains(flag));
    }
}
