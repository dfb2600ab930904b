package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.LibUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens with the drivers that a machine has, or has not, each tried in a process of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the environment variables that hide and show drivers are Linux's")
class DriversTest {
    private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");

    private static final String LIBRARY = System.mapLibraryName(LibUtils.createPlatformLibraryName("JOCL_2_0_6"));

    @TempDir
    private Path folder;

    @Test
    void computesOnEveryDeviceAndLeavesNoTrace() throws IOException, InterruptedException {
        String first = TestDevices.first().id();
        ChildJvm.Result result = ChildJvm.run(folder, Map.of());

        assertThat(result.report().get(0)).startsWith(first + " | ").endsWith(" | 6.0");
        assertThat(result.report())
                .contains("tmpdir " + folder.resolve("tmp"))
                .anySatisfy(line -> assertThat(line).startsWith("jocl from " + folder.resolve("tmp/percept-")));
        assertThat(result.printed()).isEmpty();
        assertThat(result.temporary()).isEmpty();
        assertThat(folder.resolve("cache").resolve("programs")).isNotEmptyDirectory();
    }

    /** Where JOCL would unpack its library if it were left alone, and load whatever is there already. */
    @Test
    void doesNotLoadWhatSomebodyElsePutIntoTheTemporaryFolder() throws IOException, InterruptedException {
        TestDevices.first();
        Path planted = Files.createDirectory(folder.resolve("tmp")).resolve(LIBRARY);
        Files.writeString(planted, "somebody else's code");
        ChildJvm.Result result = ChildJvm.run(folder, Map.of());

        assertThat(result.report().get(0)).endsWith(" | 6.0");
        assertThat(result.temporary()).containsExactly(planted);
    }

    @Test
    void prefersTheLibraryOfTheLibraryPath() throws IOException, InterruptedException {
        TestDevices.first();
        Path unpacked = Files.createDirectory(folder.resolve("unpacked")).resolve(LIBRARY);
        try (InputStream library = CL.class.getResourceAsStream("/lib/" + LIBRARY)) {
            Files.copy(library, unpacked);
        }
        ChildJvm.Result result = ChildJvm.run(folder, Map.of(), "-Djava.library.path=" + unpacked.getParent());

        assertThat(result.report()).contains("jocl from " + unpacked);
        assertThat(result.report().get(0)).endsWith(" | 6.0");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoDriver() throws IOException, InterruptedException {
        TestDevices.first(); // Without the OpenCL library itself there is another reason.
        Path none = Files.createDirectory(folder.resolve("none"));
        ChildJvm.Result result = ChildJvm.run(folder, Map.of("OCL_ICD_VENDORS", none.toString()));

        assertThat(result.report()).hasSize(4);
        assertThat(result.report().get(0))
                .startsWith(
                        "the OpenCL library finds no driver (CL_PLATFORM_NOT_FOUND_KHR (-1001)), where OCL_ICD_VENDORS says "
                                + none + "; install the driver of your graphics card")
                .contains("pocl-opencl-icd");
        assertThat(result.printed()).isEmpty();
        assertThat(result.temporary()).isEmpty();
    }

    /** The library is there but is none: JOCL is asked, fails, and fails in another way when it is asked again. */
    @Test
    void saysWhatToInstallWhenTheLibraryCannotBeLoaded() throws IOException, InterruptedException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.createFile(broken.resolve("libOpenCL.so.1"));
        Files.createFile(broken.resolve("libOpenCL.so"));
        ChildJvm.Result result = ChildJvm.run(folder, Map.of("LD_LIBRARY_PATH", broken.toString()));

        assertThat(result.report()).hasSize(4);
        assertThat(result.report().subList(0, 2))
                .allSatisfy(reason -> assertThat(reason)
                        .startsWith("there is no OpenCL library (libOpenCL) on this machine; install the driver"));
        assertThat(result.report()).last().isEqualTo("tmpdir " + folder.resolve("tmp"));
        assertThat(result.temporary()).isEmpty();
    }

    @Test
    void findsTheDevicesOfTwoPlatforms() throws IOException, InterruptedException {
        TestDevices.first();
        Path oclgrind = Oclgrind.driver();
        if (!Files.isDirectory(VENDORS)) {
            TestDevices.skip("there is no " + VENDORS + " with the drivers that are installed");
        }
        Path both = Files.createDirectory(folder.resolve("both"));
        try (var files = Files.newDirectoryStream(VENDORS, "*.icd")) {
            for (Path file : files) {
                Files.copy(file, both.resolve(file.getFileName()));
            }
        }
        Files.writeString(both.resolve("oclgrind.icd"), oclgrind + "\n");
        ChildJvm.Result result = ChildJvm.run(folder, Map.of("OCL_ICD_VENDORS", both.toString()));

        List<String> devices = result.report().subList(0, result.report().size() - 2);
        assertThat(devices)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(line -> assertThat(line).endsWith(" | 6.0"));
        assertThat(devices).anySatisfy(line -> assertThat(line).contains("Oclgrind"));
        assertThat(devices).anySatisfy(line -> assertThat(line).doesNotContain("Oclgrind"));
        assertThat(devices)
                .extracting(line -> line.split(" ", 2)[0])
                .doesNotHaveDuplicates()
                .contains("opencl:0", "opencl:1");
        assertThat(result.printed()).isEmpty();
    }
}
