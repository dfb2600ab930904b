package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.CacheFolder;
import io.percept.backend.Device;
import io.percept.backend.TunableProvider.DenseShape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tunes a device for the layers of networks, and remembers the result. */
final class Tuning {
    private final FoundDevice found;
    private final TensorCores tensorCores;
    private final TuningStore store;

    Tuning(FoundDevice found, TensorCores tensorCores, TuningStore store) {
        this.found = found;
        this.tensorCores = tensorCores;
        this.store = store;
    }

    /** The planner for this device: with what was measured on it, or else on devices of its kind, if anything was. */
    GemmPlanner planner() {
        Optional<TunedPlans> shipped = ShippedTuning.of(found.traits(), tensorCores);
        Optional<TunedPlans> here = store.load(found.traits(), tensorCores);
        return shipped.map(tuned -> here.map(tuned::with).orElse(tuned))
                .or(() -> here)
                .map(tuned -> GemmPlanner.tuned(candidates(), tuned))
                .orElseGet(() -> GemmPlanner.untuned(candidates()));
    }

    private GemmCandidates candidates() {
        return GemmCandidates.of(found.traits(), tensorCores);
    }

    /** What is known, in a few words, if anything is. */
    Optional<String> summary() {
        return store.load(found.traits(), tensorCores)
                .map(TunedPlans::summary)
                .or(() -> ShippedTuning.of(found.traits(), tensorCores).map(tuned -> tuned.summary() + ", as shipped"));
    }

    /**
     * Measures, and adds to what is known.
     *
     * @param open opens the device with a planner
     * @return all that is known now
     */
    TunedPlans tune(
            List<DenseShape> layers, Function<GemmPlanner, Device> open, Duration limit, Consumer<String> progress) {
        List<GemmShape> shapes =
                layers.stream().flatMap(Tuning::products).distinct().toList();
        TunedPlans measured;
        try (GemmTuner tuner = new GemmTuner(candidates(), open, limit, progress)) {
            measured = tuner.tune(shapes);
        }
        TunedPlans known = store.load(found.traits(), tensorCores)
                .map(before -> before.with(measured))
                .orElse(measured);
        try {
            store.save(found.traits(), tensorCores, known);
        } catch (IOException e) {
            throw new BackendException(
                    found.label() + ": the tuning cannot be kept: " + e.getMessage()
                            + "; make the cache folder writable, or name another one with -D" + CacheFolder.PROPERTY,
                    e);
        }
        return known;
    }

    /** A layer's three products: its outputs, and the gradients of its weights and of its inputs. */
    private static Stream<GemmShape> products(DenseShape layer) {
        return Stream.of(
                new GemmShape(GemmPlanner.Form.NT, layer.batch(), layer.outputs(), layer.inputs()),
                new GemmShape(GemmPlanner.Form.TN, layer.outputs(), layer.inputs(), layer.batch()),
                new GemmShape(GemmPlanner.Form.NN, layer.batch(), layer.inputs(), layer.outputs()));
    }
}
