package io.percept.cli.bench;

import io.percept.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for spreadsheets: a row for each figure; cli/bench.md says what each column means. */
public final class CsvForm {
    private static final List<String> HEAD = List.of(
            "device",
            "deviceName",
            "kind",
            "subject",
            "variant",
            "size",
            "flops",
            "bytes",
            "secondsMean",
            "secondsDeviation",
            "secondsBest",
            "gflopsMean",
            "gflopsDeviation",
            "gflopsBest",
            "gigabytesPerSecondMean",
            "gigabytesPerSecondDeviation",
            "gigabytesPerSecondBest",
            "samplesPerSecondMean",
            "samplesPerSecondDeviation",
            "samplesPerSecondBest",
            "intensity",
            "attainableGflops",
            "fraction");

    private CsvForm() {}

    /** The lines, a head first. */
    public static List<String> of(BenchReport report) {
        List<String> lines = new ArrayList<>(List.of(line(HEAD)));
        for (DeviceFigures device : report.devices()) {
            device.figures().forEach(figure -> lines.add(line(cells(device, figure))));
        }
        return lines;
    }

    private static List<String> cells(DeviceFigures device, Figure figure) {
        List<String> cells = new ArrayList<>(List.of(
                device.device().id(),
                device.device().name(),
                figure.work().kind().key(),
                figure.work().subject(),
                figure.work().variant(),
                figure.work().size(),
                String.valueOf(figure.flops()),
                String.valueOf(figure.bytes())));
        add(cells, figure.seconds());
        add(cells, figure.gflops());
        add(cells, figure.gigabytesPerSecond());
        if (figure.work().rows() > 0) {
            add(cells, figure.samplesPerSecond());
        } else {
            cells.addAll(List.of("", "", ""));
        }
        cells.add(number(figure.intensity()));
        cells.add(number(device.roofline().attainable(figure.intensity())));
        cells.add(number(device.roofline().fraction(figure)));
        return cells;
    }

    private static void add(List<String> cells, Sample sample) {
        cells.addAll(List.of(number(sample.mean()), number(sample.deviation()), number(sample.best())));
    }

    /** In its shortest form; empty where there is none. */
    private static String number(double value) {
        return Double.isFinite(value) ? JsonValue.of(value).toString() : "";
    }

    /** With quotes around cells that need them (RFC 4180). */
    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(","));
    }
}
