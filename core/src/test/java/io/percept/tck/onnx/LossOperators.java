package io.percept.tck.onnx;

import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.NegativeLogLikelihood;
import io.percept.backend.Op;
import io.percept.backend.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** ONNX's losses, which take their classes along axis 1. */
final class LossOperators {
    private LossOperators() {}

    /** The loss, and the logarithms of the probabilities where they are asked for. */
    static List<double[]> run(Workbench bench, OnnxCase node) {
        OnnxTensor scores = node.input(0);
        int classes = scores.size(1);
        double[] labels = node.input(1).values();
        MatrixView z = bench.matrix(labels.length, classes, scores.rowsAlong(1));
        // A row that does not count has no weight, and some class.
        double[] counts = Arrays.stream(labels)
                .map(label -> node.has("ignore_index") && label == node.integer("ignore_index", 0) ? 0 : 1)
                .toArray();
        int[] t = IntStream.range(0, labels.length)
                .map(i -> counts[i] == 0 ? 0 : (int) labels[i])
                .toArray();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (node.input(2) != null) {
            System.arraycopy(node.input(2).values(), 0, weights, 0, classes);
        }
        Loss loss = node.operator().equals("NegativeLogLikelihoodLoss")
                ? new NegativeLogLikelihood()
                : new Loss.CrossEntropy();
        String reduction = node.string("reduction", "mean");
        List<double[]> outputs = new ArrayList<>();
        outputs.add(losses(bench, loss, z, t, weights, counts, reduction));
        if (node.outputs().size() == 2) {
            bench.run(new Softmax(z, true, z));
            outputs.add(scores.ofRowsAlong(1, bench.read(z)).values());
        }
        return outputs;
    }

    /** One loss for all rows, or one for each. */
    private static double[] losses(
            Workbench bench,
            Loss loss,
            MatrixView z,
            int[] t,
            double[] classWeights,
            double[] rowWeights,
            String reduction) {
        double divisor = reduction.equals("mean")
                ? IntStream.range(0, t.length)
                        .mapToDouble(i -> rowWeights[i] * classWeights[t[i]])
                        .sum()
                : 1;
        int rows = reduction.equals("none") ? 1 : t.length;
        MatrixView labels = bench.classes(t);
        MatrixView weights = bench.matrix(1, classWeights.length, classWeights);
        MatrixView counts = bench.matrix(t.length, 1, rowWeights);
        MatrixView first = bench.classes(0);
        MatrixView divisors = bench.matrix(1, 1, divisor);
        MatrixView losses = bench.empty(1, t.length / rows);
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < losses.columns(); i++) {
            int from = i * rows;
            ops.add(new LossGradient(
                    loss,
                    z.rowRange(from, rows),
                    labels.rowRange(from, rows),
                    weights,
                    counts.rowRange(from, rows),
                    first,
                    divisors,
                    false,
                    losses.columnRange(i, 1),
                    null));
        }
        bench.run(ops);
        return bench.read(losses);
    }
}
