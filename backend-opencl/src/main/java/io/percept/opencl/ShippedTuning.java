package io.percept.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans that were measured on devices of a kind and come with this module: what to take until somebody tunes a device of that kind. They are
 * files like those of {@link TuningStore} in the folder {@code tuned}, each of which says in comments what was measured.
 *
 * <p>A GPU's kind is its name and its number of compute units, whatever the driver: chips of one name behave alike. Of a processor the name
 * says little about its products, so its kind is the driver's platform and the width of its vectors.
 */
final class ShippedTuning {
    private ShippedTuning() {}

    /** The plans for devices of that kind, if there are any. */
    static Optional<TunedPlans> of(DeviceTraits traits, TensorCores tensorCores) {
        try (InputStream in = ShippedTuning.class.getResourceAsStream("tuned/" + file(traits, tensorCores))) {
            if (in == null) {
                return Optional.empty();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return TuningStore.parse(text.lines().toList(), GemmCandidates.of(traits, tensorCores));
        } catch (IOException e) {
            throw new UncheckedIOException("the tuning of " + traits.name() + " cannot be read from the jar", e);
        }
    }

    /** The name of the file for devices of that kind, and for a precision other than float32. */
    static String file(DeviceTraits traits, TensorCores tensorCores) {
        String kind = traits.kind() == DeviceKind.CPU
                ? traits.platform() + " " + GemmCandidates.vectorWidth(traits)
                : traits.name() + " " + traits.computeUnits();
        String precision = tensorCores.equals(TensorCores.UNUSED) ? "" : " " + tensorCores.label();
        return (kind + precision)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "") + ".txt";
    }

    /** What to put there: the plans, and where they are from. */
    static String text(DeviceTraits traits, TunedPlans tuned) {
        List<String> lines = TuningStore.lines(tuned);
        Stream<String> origin = Stream.of(
                "# " + traits.name() + ", " + traits.computeUnits() + " compute units, driver " + traits.driver());
        return Stream.of(lines.subList(0, 2).stream(), origin, lines.subList(2, lines.size()).stream())
                .flatMap(part -> part)
                .reduce("", (text, line) -> text + line + "\n");
    }
}
