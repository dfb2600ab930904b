package io.percept.cli.bench.gpu;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Precision;
import io.percept.cli.bench.Effort;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures a device part by part, the most important first, until all is done or the time is over. */
public final class GpuBench {
    private final Lab lab;
    private final GpuFigures figures;
    private final Listener listener;

    /** Told how it goes on. */
    public interface Listener {
        /** Before each part. */
        void starts(String what, int number, int of);

        /** After each part: what was found can be kept. */
        void ends(GpuFigures figures);
    }

    /**
     * A measurement that begins now.
     *
     * @param open opens the device for an precision that it offers
     * @param torch PyTorch, where it is there
     * @param figures receives what is found
     */
    public GpuBench(
            DeviceInfo info,
            Function<Precision, Device> open,
            Optional<Torch> torch,
            Effort effort,
            double minutes,
            LongSupplier nanoTime,
            GpuFigures figures,
            Listener listener) {
        Budget budget = new Budget(60 * minutes, nanoTime);
        torch.ifPresent(peer -> peer.mindTheTime(budget::left));
        this.lab = new Lab(info, open, torch, effort, budget);
        this.figures = figures;
        this.listener = listener;
    }

    /** Measures everything that there is time for. What fails is missing, with the reason, and the rest goes on. */
    public void run(List<Part> parts) {
        try (Lab open = lab) {
            int number = 0;
            for (Part part : parts) {
                listener.starts(part.what(), ++number, parts.size());
                measure(part, open);
                listener.ends(figures);
            }
        }
    }

    private void measure(Part part, Lab open) {
        if (open.budget().isOver()) {
            figures.miss(part.what(), "the time was over; allow more with --minutes");
            return;
        }
        try {
            part.measure(open, figures);
        } catch (NotMeasured | BackendException e) {
            figures.miss(part.what(), e.getMessage());
        }
    }
}
