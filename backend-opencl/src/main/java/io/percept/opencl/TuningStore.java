package io.percept.opencl;

import io.percept.backend.CacheFolder;
import io.percept.kernels.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tuned plans in text files, one for each device, driver, precision and version of the kernels:
 *
 * <pre>
 * percept-tuning-1
 * 2026-11-20
 * NT 128 512 1024 = 8x48/16
 * </pre>
 *
 * <p>Plans are named, and only names that the device can run are taken, so that a damaged file can make products slow but not wrong.
 */
final class TuningStore {
    /** To be raised when the format of the files, or what their names are made of, changes. */
    static final String FORMAT = "percept-tuning-1";

    private static final Logger LOG = LoggerFactory.getLogger(TuningStore.class);

    private static final Pattern LINE = Pattern.compile("(NN|NT|TN) (\\d{1,9}) (\\d{1,9}) (\\d{1,9}) = (\\S+)");

    /** Null for a store that keeps nothing. */
    private final Path folder;

    TuningStore(Path folder) {
        this.folder = folder;
    }

    /** The one in the user's cache folder. */
    static TuningStore ofUser() {
        return new TuningStore(
                CacheFolder.ofUser().map(folder -> folder.resolve("tuning")).orElse(null));
    }

    /** What was tuned for that device in float32, if anything. */
    Optional<TunedPlans> load(DeviceTraits traits) {
        return load(traits, TensorCores.UNUSED);
    }

    /** What was tuned for that device with or without its tensor cores, if anything. */
    Optional<TunedPlans> load(DeviceTraits traits, TensorCores tensorCores) {
        if (folder == null) {
            return Optional.empty();
        }
        Path file = file(traits, tensorCores);
        try {
            Optional<TunedPlans> tuned = parse(Files.readAllLines(file), GemmCandidates.of(traits, tensorCores));
            if (tuned.isEmpty()) {
                LOG.info("The tuning in {} is damaged; 'percept devices --tune' makes it again", file);
            }
            return tuned;
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.info(
                    "The tuning in {} cannot be read; 'percept devices --tune' makes it again: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** What the lines of a file say for a device; nothing where they are no such file's. Other lines than plans are passed over. */
    static Optional<TunedPlans> parse(List<String> lines, GemmCandidates candidates) {
        if (lines.size() < 2 || !lines.get(0).equals(FORMAT)) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.parse(lines.get(1));
        return Optional.of(new TunedPlans(date, plans(lines.subList(2, lines.size()), candidates)));
    }

    /** The lines of a file. */
    static List<String> lines(TunedPlans tuned) {
        List<String> lines = new ArrayList<>(List.of(FORMAT, tuned.date().toString()));
        tuned.plans()
                .forEach((shape, plan) -> lines.add(
                        shape.form() + " " + shape.m() + " " + shape.n() + " " + shape.k() + " = " + plan.name()));
        return lines;
    }

    private static Map<GemmShape, GemmPlan> plans(List<String> lines, GemmCandidates candidates) {
        Map<GemmShape, GemmPlan> plans = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                GemmShape shape = new GemmShape(
                        GemmPlanner.Form.valueOf(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        Integer.parseInt(matcher.group(4)));
                candidates.named(matcher.group(5)).findFirst().ifPresent(plan -> plans.put(shape, plan));
            }
        }
        return plans;
    }

    /**
     * Keeps the plans in the place of earlier ones.
     *
     * @throws IOException when they cannot be kept
     */
    void save(DeviceTraits traits, TensorCores tensorCores, TunedPlans tuned) throws IOException {
        if (folder == null) {
            throw new IOException("there is no cache folder to keep it in: " + CacheFolder.PROPERTY + " is off");
        }
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".percept-", ".tmp");
        try {
            Files.write(temporary, lines(tuned));
            BinaryStore.replace(temporary, file(traits, tensorCores));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Where the tuning of that device is kept: times depend on the driver and the kernels too, and on how many units there are. */
    private Path file(DeviceTraits traits, TensorCores tensorCores) {
        String key = Sha256.of(
                FORMAT,
                Program.GEMM_CPU.source(),
                Program.GEMM_GPU.source(),
                Program.GEMM_TENSOR.source(),
                tensorCores.label(),
                traits.platform(),
                traits.platformVersion(),
                traits.name(),
                traits.vendor(),
                traits.version(),
                traits.driver(),
                String.valueOf(traits.computeUnits()));
        return folder.resolve(key + ".txt");
    }
}
