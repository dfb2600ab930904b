package io.percept.opencl;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jocl.CL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads JOCL's native library, and through it the system's OpenCL library.
 *
 * <p>Left alone, JOCL unpacks its library to a fixed name in the temporary folder, and when a file of that name is there already it
 * loads whatever that is: on a machine with several users, somebody else's code. So while it loads, the temporary folder is a new one
 * with a random name that only this user can enter. JOCL's own remedy, the property {@code uniqueLibraryNames}, leaves a file behind at
 * every start. A library in {@code java.library.path} is found first, as JOCL has it, and nothing is unpacked.
 */
final class JoclLoader implements NativeLoader {
    private static final Logger LOG = LoggerFactory.getLogger(JoclLoader.class);

    private static final String TEMPORARY_FOLDER = "java.io.tmpdir";

    private static final String HOW_TO_INSTALL =
            "; install the driver of your graphics card, or, to compute on the processor, "
                    + "PoCL (on Debian: apt install ocl-icd-libopencl1 pocl-opencl-icd)";

    @Override
    public Optional<String> load() {
        if (!OpenClLibrary.mayBePresent()) {
            return Optional.of(noLibrary());
        }
        try {
            loadPrivately();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("JOCL's native library cannot be unpacked in the temporary folder "
                    + System.getProperty(TEMPORARY_FOLDER) + " (" + e + "); name another one with -Djava.io.tmpdir");
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError first) {
            return Optional.of(reason(first));
        } catch (NoClassDefFoundError later) {
            // Somebody else in this process tried before; what they were told is in the cause, if anywhere.
            return Optional.of(reason(later.getCause() == null ? later : later.getCause()));
        }
    }

    /** In words: the message of JOCL's error tells what could not be loaded, its own library or OpenCL's. */
    static String reason(Throwable error) {
        LOG.debug("OpenCL cannot be loaded", error);
        String message = String.valueOf(error.getMessage());
        if (message.contains("Could not initialize")) {
            return noLibrary();
        }
        return "JOCL's native library cannot be loaded on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + " ("
                + message.lines().findFirst().orElse("")
                + "); it may not exist for this system, or the temporary folder "
                + System.getProperty(TEMPORARY_FOLDER) + " may forbid programs: name another one with -Djava.io.tmpdir";
    }

    static String noLibrary() {
        return "there is no OpenCL library (libOpenCL) on this machine" + HOW_TO_INSTALL;
    }

    static String noDriver(String error) {
        String vendors = System.getenv("OCL_ICD_VENDORS");
        return "the OpenCL library finds no driver (" + error + ")"
                + (vendors == null ? "" : ", where OCL_ICD_VENDORS says " + vendors) + HOW_TO_INSTALL;
    }

    private static synchronized void loadPrivately() throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            initialize(); // On Windows the temporary folder is the user's own, and a loaded file cannot be deleted.
            return;
        }
        Path folder = Files.createTempDirectory("percept-");
        String usual = System.setProperty(TEMPORARY_FOLDER, folder.toString());
        try {
            initialize();
        } finally {
            System.setProperty(TEMPORARY_FOLDER, usual);
            delete(folder); // What is loaded stays loaded.
        }
    }

    /** The first use of the class loads the library. */
    private static void initialize() {
        CL.setExceptionsEnabled(true);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
