package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesANewFileAndOverAnOldOne() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write(text("first, and longer")));
        assertThat(file).hasContent("first, and longer");
        AtomicFile.write(file, out -> {
            out.write(text("sec"));
            out.write(text("ond"));
        });
        assertThat(file).hasContent("second");
        assertNames("file");
    }

    @Test
    void writesOnlyWhatRemainsInABuffer() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write(text("abcdef").position(2).limit(4)));
        assertThat(file).hasContent("cd");
    }

    @Test
    void theOldFileStandsUntilTheNewOneIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        AtomicFile.write(file, out -> {
            out.write(text("new"));
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(text("half"));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " cannot be written: No space left on device");
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("a fault of the caller");
                }));
        assertThat(file).hasContent("old");
        assertNames("file");
    }

    @Test
    void writesThroughLinks() throws IOException {
        Path target =
                Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("target"), "old");
        Path link = link("link", Path.of("second"));
        link("second", Path.of("data/target"));
        AtomicFile.write(link, out -> out.write(text("new")));
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("second")).isSymbolicLink();
        assertThat(target).isRegularFile().hasContent("new");
        assertNames("data", "link", "second");
    }

    @Test
    void writesTheFileThatADanglingLinkPointsTo() throws IOException {
        Path link = link("link", Path.of("target"));
        AtomicFile.checkWritable(link);
        assertNames("link");
        AtomicFile.write(link, out -> out.write(text("new")));
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("target")).hasContent("new");
    }

    @Test
    void refusesLinksThatLeadInACircle() throws IOException {
        Path link = link("link", Path.of("other"));
        link("other", Path.of("link"));
        assertRefused(link, "its symbolic links lead in a circle");
    }

    @Test
    void aNewFileHasThePermissionsOfAnyOther() throws IOException {
        assumePosix();
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write(text("x")));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void anOldFileKeepsItsPermissions() throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (String permissions : new String[] {"rw-------", "rwxrw-rw-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            AtomicFile.write(file, out -> out.write(text("y")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void aNameMayBeAsLongAsTheFileSystemAllows() {
        Path file = folder.resolve("x".repeat(255));
        AtomicFile.checkWritable(file);
        AtomicFile.write(file, out -> out.write(text("x")));
        assertThat(file).hasContent("x");
    }

    @Test
    void checkingNeitherCreatesNorChangesTheFile() throws IOException {
        AtomicFile.checkWritable(folder.resolve("new"));
        assertNames();
        Path file = Files.writeString(folder.resolve("old"), "old");
        AtomicFile.checkWritable(file);
        assertThat(file).hasContent("old");
        assertNames("old");
    }

    @Test
    void acceptsANameWithoutAFolder() {
        Path relative = Path.of("percept-name-without-folder");
        AtomicFile.checkWritable(relative);
        assertThat(relative).doesNotExist();
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        Path missing = folder.resolve("missing");
        assertRefused(missing.resolve("file"), "the folder " + missing + " does not exist");
        assertThat(missing).doesNotExist();
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path parent = Files.writeString(folder.resolve("parent"), "x");
        assertRefused(parent.resolve("file"), parent + " is not a folder");
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() {
        assertRefused(folder, "it is a folder, where the name of a file is needed");
        assertRefused(folder.getRoot(), "it is a folder, where the name of a file is needed");
        assertNames();
    }

    @Test
    void refusesWhatIsNoRegularFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null here");
        assertRefused(device, "it is not a regular file");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void refusesWhatPermissionsForbid() throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("file"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeTrue(!Files.isWritable(file), "permissions do not bind this user");
        assertRefused(file, "it is there already and is write-protected");

        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(closed.resolve("file"), "access is denied");
    }

    @Test
    void replacesInTwoStepsWhereOneIsNotPossible() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "new");
        URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
        // No move between two file systems is atomic.
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path target = Files.writeString(zip.getPath("target"), "old");
            AtomicFile.replace(source, target);
            assertThat(Files.readString(target)).isEqualTo("new");
            assertThat(source).doesNotExist();
        }
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> AtomicFile.checkWritable(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " cannot be written: " + reason);
        assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(text("x"))))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " cannot be written: " + reason);
    }

    private void assertNames(String... names) {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path link(String name, Path target) throws IOException {
        try {
            return Files.createSymbolicLink(folder.resolve(name), target);
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
            throw e;
        }
    }

    private void assumePosix() {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "the file system has no POSIX permissions");
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
