package io.percept.bench;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.cli.bench.Operands;
import io.percept.cli.bench.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Matrix products on a device and with OpenBLAS, in turns, with the same number of threads:
 *
 * <pre>
 * java -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.GemmComparison opencl bench/results
 * </pre>
 *
 * <p>Each round measures both, one after the other; a ratio is the median of the rounds' ratios.
 */
public final class GemmComparison {
    private static final int ROUNDS = 15;

    /** Seconds of a measurement. */
    private static final double MEASUREMENT = 0.1;

    /** For the threads of the side that has just run to fall asleep: OpenBLAS's spin for a while. */
    private static final long PAUSE_MILLISECONDS = 60;

    /** m, n, k. */
    private static final int[][] SIZES = {
        {512, 512, 512}, {1024, 1024, 1024}, {2048, 2048, 2048}, {128, 512, 784}, {1024, 1024, 256}
    };

    private final Device device;
    private final OpenBlas openBlas;

    private GemmComparison(Device device, OpenBlas openBlas) {
        this.device = device;
        this.openBlas = openBlas;
    }

    /** Takes the device and the folder for the results; further arguments are the forms to measure, all by default. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> forms =
                arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : List.of("NT", "NN", "TN");
        try (Device device = Backends.choose(arguments[0]).open(DeviceOptions.defaults());
                OpenBlas openBlas = new OpenBlas(device.info().computeUnits())) {
            Report report = new Report("Matrix products: " + device.info().id() + " and OpenBLAS");
            report.device(device.info());
            report.fact("OpenBLAS", openBlas.version());
            report.fact("threads of each", String.valueOf(device.info().computeUnits()));
            report.fact("rounds, in turns", String.valueOf(ROUNDS));
            for (String form : forms) {
                for (int[] size : SIZES) {
                    report.row(
                            new GemmComparison(device, openBlas).compare(new Product(form, size[0], size[1], size[2])));
                }
            }
            report.write(Path.of(arguments[1]), "gemm-" + device.info().backend());
        }
    }

    private Map<String, String> compare(Product product) throws IOException, InterruptedException {
        try (Operands operands = new Operands(device);
                Executable executable = device.compile(List.of(product.on(operands)))) {
            seconds(executable, 1);
            openBlas.seconds(product, 1);
            int runs = (int) Math.max(1, MEASUREMENT / seconds(executable, 1));
            double[] ours = new double[ROUNDS];
            double[] theirs = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                theirs[round] = openBlas.seconds(product, runs);
                Thread.sleep(PAUSE_MILLISECONDS);
                ours[round] = seconds(executable, runs);
                ratios[round] = theirs[round] / ours[round];
            }
            Map<String, String> row = new LinkedHashMap<>();
            row.put("form", product.form());
            row.put("m x n x k", product.size());
            row.put("plan", executable.describe().get(0).variant());
            row.put("device GFLOP/s", format(product.flops() / Medians.of(ours) / 1e9, 1));
            row.put("OpenBLAS GFLOP/s", format(product.flops() / Medians.of(theirs) / 1e9, 1));
            row.put("device / OpenBLAS", format(Medians.of(ratios), 2));
            row.put("of best rounds", format(Medians.least(theirs) / Medians.least(ours), 2));
            return row;
        }
    }

    private double seconds(Executable executable, int runs) {
        device.synchronize();
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            executable.run();
        }
        device.synchronize();
        return (System.nanoTime() - start) / 1e9 / runs;
    }

    private static String format(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
