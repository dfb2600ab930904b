package io.percept.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program in a Java of its own: which drivers there are is settled once in the life of a process. */
final class ChildJvm {
    private ChildJvm() {}

    /**
     * @param report what it reported, line by line
     * @param printed what appeared on standard output and standard error, which must be nothing
     * @param temporary what it left in its temporary folder
     */
    record Result(List<String> report, String printed, List<Path> temporary) {}

    /** Runs {@link DeviceReport} with a folder for its files, changes to its environment, and options of the virtual machine. */
    static Result run(Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        return run(DeviceReport.class, folder, environment, options);
    }

    /** Runs the main method of that class, whose argument is the file to write its report to. */
    static Result run(Class<?> program, Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path report = folder.resolve("report");
        Path printed = folder.resolve("printed");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dpercept.cache=" + folder.resolve("cache"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-XX:-UsePerfData",
                // Later Javas warn on standard error when a library calls native code without it.
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), report.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String output = Files.readString(printed);
        if (status != 0) {
            throw new AssertionError("the child ended with " + status + ": " + output);
        }
        try (var files = Files.list(temporary)) {
            return new Result(Files.readAllLines(report), output, files.toList());
        }
    }
}
