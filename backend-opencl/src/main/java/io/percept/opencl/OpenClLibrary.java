package io.percept.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether there is an OpenCL library for JOCL to load. JOCL would find out by itself, but prints to standard output when it does not
 * find one, where a program's results go.
 *
 * @param folders where the dynamic linker looks
 * @param lists files that name libraries it knows
 */
record OpenClLibrary(List<Path> folders, List<Path> lists) {
    /** What JOCL asks the dynamic linker for, in this order. */
    private static final List<String> NAMES = List.of("libOpenCL.so.1", "libOpenCL.so");

    /** The places where Linux's dynamic linker looks, and the libraries that this process has loaded already. */
    static OpenClLibrary ofLinux(String libraryPath) {
        List<Path> folders = new ArrayList<>();
        Stream.of(libraryPath.split("[:;]"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .forEach(folders::add);
        String triplet = System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
        for (String folder : List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib")) {
            folders.add(Path.of(folder));
            folders.add(Path.of(folder, triplet));
        }
        return new OpenClLibrary(folders, List.of(Path.of("/etc/ld.so.cache"), Path.of("/proc/self/maps")));
    }

    /** False only when it is certain that there is none; on other systems than Linux nobody knows. */
    static boolean mayBePresent() {
        return !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                || ofLinux(System.getenv().getOrDefault("LD_LIBRARY_PATH", "")).isPresent();
    }

    boolean isPresent() {
        return folders.stream().anyMatch(folder -> NAMES.stream().anyMatch(name -> Files.exists(folder.resolve(name))))
                || lists.stream().anyMatch(OpenClLibrary::mentionsIt);
    }

    /** The linker's cache is binary, but the names in it are plain text. */
    private static boolean mentionsIt(Path list) {
        try {
            return new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1).contains(NAMES.get(1));
        } catch (IOException absent) {
            return false;
        }
    }
}
