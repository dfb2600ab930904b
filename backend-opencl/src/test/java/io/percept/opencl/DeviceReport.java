package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.Add;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.BackendProvider.Probe;
import io.percept.backend.BackendProvider.Unavailable;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that computes on every OpenCL device and writes what came out to a file. */
final class DeviceReport {
    private DeviceReport() {}

    public static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        Probe probe = new OpenClProvider().probe();
        if (probe instanceof Available available) {
            available.devices().forEach(device -> lines.add(line(device)));
        } else {
            lines.add(((Unavailable) probe).reason());
            lines.add(((Unavailable) new OpenClProvider(new Discovery(new JoclLoader())).probe()).reason());
        }
        lines.add("jocl from " + loadedFrom());
        lines.add("tmpdir " + System.getProperty("java.io.tmpdir"));
        Files.write(Path.of(arguments[0]), lines);
    }

    /** The file of JOCL's native library, as Linux lists what a process has loaded. */
    private static String loadedFrom() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("libJOCL"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst()
                    .orElse("nowhere");
        }
    }

    private static String line(DeviceInfo info) {
        try (Device device = new OpenClProvider().open(info, DeviceOptions.defaults());
                DeviceBuffer y = device.allocate(2, 3, FLOAT32);
                Executable executable =
                        device.compile(List.of(new Fill(3, y.view()), new Add(y.view(), y.view(), y.view())))) {
            executable.run();
            return info.id() + " | " + info.details().get("platform") + " | " + device.readFloats(y)[5];
        }
    }
}
