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
        lines.add("tmpdir " + System.getProperty("java.io.tmpdir"));
        Files.write(Path.of(arguments[0]), lines);
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
