package io.percept.bench;

import io.percept.cli.bench.Product;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast peers multiply matrices. */
final class PeerGemmPart {
    private static final List<String> FORMS = List.of("NT", "NN", "TN");

    /** Rows, outputs and inputs of layers: of nets A, B and C, and squares. A form reads them as m x n x k in its own way. */
    private static final int[][] LAYERS = {
        {32, 128, 784},
        {128, 512, 784},
        {128, 256, 512},
        {128, 10, 256},
        {512, 2048, 784},
        {512, 2048, 2048},
        {512, 512, 512},
        {1024, 1024, 1024},
        {2048, 2048, 2048}
    };

    private final Report report;
    private final PeerRounds rounds;

    PeerGemmPart(Report report, PeerRounds rounds) {
        this.report = report;
        this.rounds = rounds;
    }

    void measure(List<PeerProcess> peers) throws IOException, InterruptedException {
        for (String form : FORMS) {
            for (int[] layer : LAYERS) {
                Product product = product(form, layer[0], layer[1], layer[2]);
                report.row(row(product, rounds.measure(peers, (peer, times) -> peer.multiply(product, times))));
            }
        }
    }

    /** What a layer needs: outputs in the forward pass, then the gradients of its inputs and of its weights. */
    private static Product product(String form, int rows, int outputs, int inputs) {
        return switch (form) {
            case "NT" -> new Product(form, rows, outputs, inputs);
            case "NN" -> new Product(form, rows, inputs, outputs);
            default -> new Product(form, outputs, inputs, rows);
        };
    }

    private static Map<String, String> row(Product product, Map<String, double[]> seconds) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("form", product.form());
        row.put("m x n x k", product.size());
        seconds.forEach(
                (peer, times) -> row.put(peer + " GFLOP/s", format("%.0f", product.flops() / Medians.of(times) / 1e9)));
        double[] ours = seconds.values().iterator().next();
        seconds.forEach((peer, times) -> {
            if (times != ours) {
                row.put("/ " + peer, format("%.2f", Medians.of(PeerRounds.ratios(ours, times))));
            }
        });
        return row;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
