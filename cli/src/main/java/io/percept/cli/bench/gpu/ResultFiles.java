package io.percept.cli.bench.gpu;

import io.percept.model.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/** The two files of a run: figures for programs and a page for people. They never replace those of another run. */
public final class ResultFiles {
    private final Path folder;
    private final String name;

    private ResultFiles(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * New files, named by the date and the device.
     *
     * @throws io.percept.model.ModelException when they cannot be written there
     */
    public static ResultFiles in(Path folder, LocalDate date, String device) {
        String name = date + "-gpu-"
                + device.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        ResultFiles files = new ResultFiles(folder, name);
        for (int another = 2; files.isThere(); another++) {
            files = new ResultFiles(folder, name + "-" + another);
        }
        AtomicFile.checkWritable(files.json());
        return files;
    }

    private boolean isThere() {
        return Files.exists(json()) || Files.exists(page());
    }

    public Path json() {
        return folder.resolve(name + ".json");
    }

    public Path page() {
        return folder.resolve(name + ".md");
    }

    /** Writes what is known now in the place of what was known before. */
    public void write(GpuFigures figures) {
        write(json(), GpuJson.of(figures).toString());
        write(page(), String.join("\n", GpuPage.of(figures)));
    }

    private static void write(Path file, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(ByteBuffer.wrap(bytes)));
    }
}
