package io.percept.train;

import io.percept.backend.Loss;
import io.percept.data.ClassTargets;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import io.percept.metrics.ClassMetrics;
import io.percept.metrics.LabelMetrics;
import io.percept.metrics.Metrics;
import io.percept.metrics.RealMetrics;
import io.percept.model.Outputs;
import java.util.Optional;

/** Collects a network's predictions for a data set, block by block, and measures them. */
final class Measure {
    private final Outputs outputs;
    private final Targets targets;
    private final double[] predictions;
    private int filled;

    Measure(Loss loss, Targets targets) {
        Optional<ClassTargets> classes = targets instanceof ClassTargets known ? Optional.of(known) : Optional.empty();
        this.outputs = new Outputs(loss.prediction(), classes.map(ClassTargets::classes));
        this.targets = targets;
        int width = classes.map(known -> known.classes().size())
                .orElseGet(() -> ((RealTargets) targets).names().size());
        this.predictions = new double[Math.multiplyExact(targets.rows(), width)];
    }

    /** Takes the outputs of the next rows, count x width. */
    void add(float[] block, int count, int width) {
        for (int row = 0; row < count; row++) {
            double[] predicted = outputs.predictions(block, row * width, width);
            System.arraycopy(predicted, 0, predictions, filled, predicted.length);
            filled += predicted.length;
        }
    }

    /** Measures all rows. */
    Metrics metrics() {
        if (targets instanceof ClassTargets classes) {
            boolean probabilities = outputs.prediction().isProbability();
            return ClassMetrics.of(classes.classes(), classes.labels(), predictions, probabilities);
        }
        RealTargets real = (RealTargets) targets;
        return outputs.prediction() == Loss.Prediction.SIGMOID && LabelMetrics.areLabels(real.values())
                ? LabelMetrics.of(real.names(), real.values(), predictions)
                : RealMetrics.of(real.names(), real.values(), predictions);
    }
}
