package io.percept.tck.onnx;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Fill;
import io.percept.backend.MatrixView;
import io.percept.backend.Multiply;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeRows;
import io.percept.backend.PRelu;
import io.percept.backend.Rectifier;
import io.percept.backend.Softmax;
import io.percept.backend.StandardizeColumns;
import java.util.List;

/** ONNX's operators by Percept's operations. */
final class Operators {
    private final Workbench bench;
    private final OnnxCase node;

    private Operators(Workbench bench, OnnxCase node) {
        this.bench = bench;
        this.node = node;
    }

    /** What the operator makes of its inputs: the elements of each output. */
    static List<double[]> run(Workbench bench, OnnxCase node) {
        Operators operators = new Operators(bench, node);
        return switch (node.operator()) {
            case "Gemm" -> operators.gemm();
            case "PRelu" -> operators.prelu();
            case "Softmax" -> operators.softmax(false);
            case "LogSoftmax" -> operators.softmax(true);
            case "LayerNormalization" -> operators.layerNormalization();
            case "BatchNormalization" -> operators.batchNormalization();
            case "SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss" -> LossOperators.run(bench, node);
            case "Adam", "Adagrad", "Momentum" -> OptimizerOperators.run(bench, node);
            default -> operators.activation();
        };
    }

    private List<double[]> activation() {
        MatrixView x = bench.row(node.input(0));
        bench.run(new Activate(x, named(), x));
        return List.of(bench.read(x));
    }

    /** With ONNX's own defaults. */
    private Activation named() {
        return switch (node.operator()) {
            case "Relu" -> new Activation.Relu();
            case "Sigmoid" -> new Activation.Sigmoid();
            case "Tanh" -> new Activation.Tanh();
            case "Elu" -> new Rectifier.Elu(node.real("alpha", 1));
            case "LeakyRelu" -> new Rectifier.LeakyRelu(node.real("alpha", 0.01));
            case "Selu" ->
                new Rectifier.Selu(node.real("alpha", 1.6732631921768188), node.real("gamma", 1.0507010221481323));
            case "Celu" -> new Rectifier.Celu(node.real("alpha", 1));
            case "HardSigmoid" -> new Activation.HardSigmoid(node.real("alpha", 0.2), node.real("beta", 0.5));
            case "HardSwish" -> new Rectifier.HardSwish();
            case "Softplus" -> new Rectifier.Softplus();
            case "Softsign" -> new Activation.Softsign();
            default -> throw new IllegalArgumentException("there is no test of ONNX's " + node.operator() + " here");
        };
    }

    /** alpha A B + beta C, where A or B may come transposed: by whichever of the three products needs them as they come. */
    private List<double[]> gemm() {
        OnnxTensor a = node.input(0);
        OnnxTensor b = node.input(1);
        boolean transA = node.integer("transA", 0) == 1;
        boolean transB = node.integer("transB", 0) == 1;
        if (transA && transB) { // No product of a network's has this form.
            a = a.transposed();
            transA = false;
        }
        MatrixView left = matrix(a);
        MatrixView right = matrix(b);
        int rows = a.size(transA ? 1 : 0);
        int columns = b.size(transB ? 0 : 1);
        MatrixView y = bench.empty(rows, columns);
        MatrixView factor = bench.empty(rows, columns);
        bench.run(
                transA
                        ? new AffineBackwardWeights(left, right, false, y, null)
                        : transB ? new Affine(left, right, null, y) : new AffineBackwardInput(left, right, y),
                new Fill(node.real("alpha", 1), factor),
                new Multiply(y, factor, y));
        if (node.input(2) != null) {
            MatrixView c = bench.matrix(rows, columns, node.input(2).broadcast(rows, columns));
            bench.run(new Fill(node.real("beta", 1), factor), new Multiply(c, factor, c), new Add(y, c, y));
        }
        return List.of(bench.read(y));
    }

    private MatrixView matrix(OnnxTensor tensor) {
        return bench.matrix(tensor.size(0), tensor.size(1), tensor.values());
    }

    private List<double[]> prelu() {
        double[] x = node.input(0).values();
        double[] slope = node.input(1).values();
        MatrixView xs = bench.matrix(x.length / slope.length, slope.length, x);
        bench.run(new PRelu(xs, bench.row(node.input(1)), xs));
        return List.of(bench.read(xs));
    }

    private List<double[]> softmax(boolean logarithm) {
        OnnxTensor x = node.input(0);
        int axis = node.integer("axis", -1);
        MatrixView rows = bench.matrix(x.values().length / x.size(axis), x.size(axis), x.rowsAlong(axis));
        bench.run(new Softmax(rows, logarithm, rows));
        return List.of(x.ofRowsAlong(axis, bench.read(rows)).values());
    }

    private List<double[]> layerNormalization() {
        OnnxTensor x = node.input(0);
        int rows = x.before(node.integer("axis", -1));
        MatrixView xs = bench.matrix(rows, x.values().length / rows, x.values());
        MatrixView mean = bench.empty(1, rows);
        MatrixView inverse = bench.empty(1, rows);
        MatrixView y = bench.empty(rows, xs.columns());
        double epsilon = node.real("epsilon", 1e-5);
        bench.run(new NormalizeRows(xs, bench.row(node.input(1)), bench.row(node.input(2)), epsilon, mean, inverse, y));
        return List.of(bench.read(y), bench.read(mean), bench.read(inverse));
    }

    private List<double[]> batchNormalization() {
        OnnxTensor x = node.input(0);
        int columns = x.size(1);
        int rows = x.values().length / columns;
        MatrixView xs = bench.matrix(rows, columns, x.rowsAlong(1));
        MatrixView gain = bench.row(node.input(1));
        MatrixView shift = bench.row(node.input(2));
        MatrixView mean = bench.row(node.input(3));
        MatrixView variance = bench.row(node.input(4));
        double epsilon = node.real("epsilon", 1e-5);
        MatrixView y = bench.empty(rows, columns);
        if (node.integer("training_mode", 0) == 0) {
            bench.run(new StandardizeColumns(xs, mean, variance, gain, shift, epsilon, y));
            return List.of(x.ofRowsAlong(1, bench.read(y)).values());
        }
        double kept = node.real("momentum", 0.9);
        bench.run(new NormalizeColumns(
                xs,
                gain,
                shift,
                epsilon,
                1 - kept,
                bench.empty(1, columns),
                bench.empty(1, columns),
                mean,
                variance,
                y));
        // PyTorch keeps the variance that divides by rows - 1, ONNX the one that divides by rows.
        double[] running = bench.read(variance);
        double[] before = node.input(4).values();
        for (int j = 0; j < columns; j++) {
            double old = kept * before[j];
            running[j] = old + (running[j] - old) * (rows - 1) / rows;
        }
        return List.of(x.ofRowsAlong(1, bench.read(y)).values(), bench.read(mean), running);
    }
}
