package io.percept.cli.bench;

import io.percept.backend.Device;
import io.percept.backend.Executable.Launch;
import java.util.ArrayList;
import java.util.List;

/** Measures a device. */
public final class DeviceBench {
    private final Device device;
    private final Stopwatch stopwatch;
    private final Progress progress;

    /** Told what is going to be measured. */
    @FunctionalInterface
    public interface Progress {
        /** Before each workload. */
        void starts(Workload work, int number, int of);
    }

    public DeviceBench(Device device, Effort effort, Progress progress) {
        this.device = device;
        this.stopwatch = new Stopwatch(effort);
        this.progress = progress;
    }

    /** Measures everything, one workload after the other; what a workload needs is closed before the next one. */
    public DeviceFigures measure(Suite suite) {
        List<Workload> all = suite.all();
        List<Figure> figures = new ArrayList<>();
        for (Workload work : all) {
            progress.starts(work, figures.size() + 1, all.size());
            figures.add(measure(work));
        }
        int large = suite.large().size();
        Roofline roofline = Roofline.of(figures.subList(0, large), figures.get(large));
        return new DeviceFigures(device.info(), roofline, figures);
    }

    private Figure measure(Workload work) {
        try (Workload.Prepared prepared = work.on(device)) {
            double[] seconds = stopwatch.measure(prepared::run);
            List<Launch> launches = prepared.launches();
            return Figure.of(
                    work,
                    launches.stream().mapToLong(Launch::flops).sum(),
                    launches.stream().mapToLong(Launch::bytes).sum(),
                    seconds);
        }
    }
}
