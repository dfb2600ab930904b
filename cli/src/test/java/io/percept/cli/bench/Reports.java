package io.percept.cli.bench;

import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.cli.bench.Workload.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports with made-up times, the same each time. */
final class Reports {
    /** Its texts hold what HTML, Markdown and CSV have a meaning for. */
    static final DeviceInfo DEVICE = new DeviceInfo(
            "opencl:0", "opencl", "GPU <b>\"A|B\"</b> & Co, Ltd", 8, 1L << 34, 1L << 32, Map.of("driver", "1.2 <3>"));

    private Reports() {}

    /** The whole suite on two devices, each figure with two repetitions. */
    static BenchReport whole() {
        DeviceInfo second = new DeviceInfo("cpu", "cpu", "processor", 2, 1L << 34, 1L << 32, Map.of());
        return report(List.of(device(DEVICE, 1e12, 5e10), device(second, 1e11, 1e10)));
    }

    static BenchReport report(List<DeviceFigures> devices) {
        return new BenchReport(
                Instant.parse("2026-11-21T10:00:00.123Z"),
                Map.of("processor", "P"),
                DeviceOptions.defaults().withThreads(2),
                new Effort(2, 0.5, 0.1),
                false,
                devices);
    }

    /** Near its roofline, now more, now less. */
    private static DeviceFigures device(DeviceInfo info, double flops, double bytes) {
        Suite suite = Suite.of(info, EnumSet.allOf(Kind.class), false);
        List<Figure> figures = new ArrayList<>();
        for (Workload work : suite.all()) {
            double part = 0.3 + 0.07 * (figures.size() % 10);
            figures.add(figure(work, figures.size(), flops * part, bytes * part));
        }
        int large = suite.large().size();
        return new DeviceFigures(info, Roofline.of(figures.subList(0, large), figures.get(large)), figures);
    }

    private static Figure figure(Workload work, int number, double flops, double bytes) {
        long ofRun = 1_000_000_000;
        long moved = work.kind() == Kind.STEPS ? ofRun / (3 + 5 * number % 40) : ofRun * (3 + number % 9);
        if (work.kind() == Kind.GEMM) {
            long[] sizes = Stream.of(work.size().split(" x "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            ofRun = 2 * sizes[0] * sizes[1] * sizes[2];
            moved = Float.BYTES * (sizes[0] * sizes[1] + sizes[1] * sizes[2] + sizes[0] * sizes[2]);
        }
        double seconds = Math.max(ofRun / flops, moved / bytes);
        return Figure.of(work, ofRun, moved, seconds, 1.1 * seconds);
    }
}
