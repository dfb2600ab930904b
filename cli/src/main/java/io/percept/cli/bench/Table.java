package io.percept.cli.bench;

import io.percept.cli.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of one kind for people; the first column is text, the others mostly numbers.
 *
 * @param rows as many cells each as the head has
 */
public record Table(String title, List<String> head, List<List<String>> rows) {
    private static final double MICRO = 1e6;

    /** A table for each kind of figures that a device has. */
    public static List<Table> of(DeviceFigures device) {
        List<Table> tables = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<List<String>> rows = device.of(kind).stream()
                    .map(figure -> row(device.roofline(), figure))
                    .toList();
            if (!rows.isEmpty()) {
                tables.add(new Table(kind.title(), head(kind), rows));
            }
        }
        return tables;
    }

    private static List<String> head(Kind kind) {
        return switch (kind) {
            case GEMM -> List.of("product", "m x n x k", "us", "GFLOP/s", "+/-", "best", "of roofline");
            case STEPS -> List.of("step", "layers", "us", "samples/s", "+/-", "best", "GFLOP/s", "of roofline");
            case OPERATIONS -> List.of("operation", "size", "us", "GB/s", "+/-", "best", "of roofline");
        };
    }

    private static List<String> row(Roofline roofline, Figure figure) {
        Sample rate = rate(figure);
        List<String> row = new ArrayList<>(List.of(
                figure.name(),
                figure.work().size(),
                Digits.full(figure.seconds().mean() * MICRO),
                Digits.full(rate.mean()),
                Digits.smallPercent(rate.relativeDeviation()),
                Digits.full(rate.best())));
        if (figure.work().kind() == Kind.STEPS) {
            row.add(Digits.full(figure.gflops().mean()));
        }
        row.add(Digits.percent(roofline.fraction(figure)));
        return row;
    }

    /** What a figure's kind is usually judged by. */
    static Sample rate(Figure figure) {
        return switch (figure.work().kind()) {
            case GEMM -> figure.gflops();
            case STEPS -> figure.samplesPerSecond();
            case OPERATIONS -> figure.gigabytesPerSecond();
        };
    }

    /** The ceilings in a sentence. */
    public static String ceilings(Roofline roofline) {
        return Digits.full(roofline.gflops()) + " GFLOP/s (" + computeCeiling(roofline) + "), "
                + Digits.full(roofline.gigabytesPerSecond()) + " GB/s (" + memoryCeiling(roofline) + ")";
    }

    /** What gave the compute ceiling. */
    static String computeCeiling(Roofline roofline) {
        return roofline.compute().name() + ", " + roofline.compute().work().size();
    }

    /** What gave the bandwidth ceiling. */
    static String memoryCeiling(Roofline roofline) {
        return roofline.memory().name() + ", " + roofline.memory().work().size() + " elements";
    }
}
