package io.percept.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory processes have held at most, as Linux counts it. */
final class PeakMemory {
    private static final String LINE = "VmHWM:";

    private PeakMemory() {}

    /** MB that a process has held at most so far; 0 where the system does not say, or the process has ended. */
    static double megabytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status) ? parse(Files.readString(status)) : 0;
    }

    static double parse(String status) {
        return status.lines()
                .filter(line -> line.startsWith(LINE))
                .mapToDouble(line -> Double.parseDouble(
                                line.substring(LINE.length()).replace("kB", "").strip())
                        / 1024)
                .findFirst()
                .orElse(0);
    }
}
