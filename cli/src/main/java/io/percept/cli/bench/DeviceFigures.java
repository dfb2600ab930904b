package io.percept.cli.bench;

import io.percept.backend.DeviceInfo;
import io.percept.cli.bench.Workload.Kind;
import java.util.List;

/**
 * What was measured of a device.
 *
 * @param figures all of them, those of the ceilings included
 */
public record DeviceFigures(DeviceInfo device, Roofline roofline, List<Figure> figures) {
    public DeviceFigures {
        figures = List.copyOf(figures);
    }

    public List<Figure> of(Kind kind) {
        return figures.stream().filter(figure -> figure.work().kind() == kind).toList();
    }
}
