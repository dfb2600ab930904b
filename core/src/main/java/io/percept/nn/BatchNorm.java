package io.percept.nn;

import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.StandardizeColumns;
import io.percept.json.JsonObject;
import java.util.List;

/**
 * Batch normalisation (S. Ioffe, C. Szegedy, 2015): each column is brought to mean 0 and variance 1, and then scaled and shifted by what
 * is learned. Training takes the statistics of the batch, which must have at least 2 rows, and keeps running means of them for evaluation.
 *
 * @param epsilon added to variances, positive
 * @param momentum the weight of a batch in the running statistics, in [0, 1]
 */
public record BatchNorm(double epsilon, double momentum) implements Layer {
    static final String TYPE = "batch-norm";

    public BatchNorm {
        Ranges.positive("epsilon", epsilon);
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("momentum is " + momentum + "; it must be 0 to 1");
        }
    }

    /** PyTorch's: ε = 10⁻⁵, momentum 0.1. */
    public BatchNorm() {
        this(1e-5, 0.1);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<Parameter> parameters(int inputs) {
        return List.of(
                Parameter.vector("weight", Parameter.Kind.SCALE, inputs, 1),
                Parameter.vector("bias", Parameter.Kind.BIAS, inputs, 0),
                Parameter.vector("running_mean", Parameter.Kind.STATISTIC, inputs, 0),
                Parameter.vector("running_var", Parameter.Kind.STATISTIC, inputs, 1));
    }

    @Override
    public String summary() {
        return TYPE;
    }

    @Override
    public JsonObject describe(int inputs) {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("epsilon", epsilon)
                .put("momentum", momentum)
                .build();
    }

    static BatchNorm read(JsonObject description, String position, int inputs) {
        description.refuseOthers("type", "epsilon", "momentum");
        BatchNorm standard = new BatchNorm();
        return new BatchNorm(
                description.number("epsilon", standard.epsilon), description.number("momentum", standard.momentum));
    }

    @Override
    public Lowered lower(Lowering to, String name, MatrixView x, MatrixView place) {
        int units = x.columns();
        MatrixView y = to.at(place, x.rows(), units);
        MatrixView gain = to.parameter(name + "weight");
        MatrixView shift = to.parameter(name + "bias");
        MatrixView runningMean = to.parameter(name + "running_mean");
        MatrixView runningVariance = to.parameter(name + "running_var");
        if (!to.training()) {
            to.append(new StandardizeColumns(x, runningMean, runningVariance, gain, shift, epsilon, y));
            return Lowered.forEvaluation(y);
        }
        if (x.rows() < 2) {
            throw new IllegalArgumentException(
                    "layer " + Lowering.position(name) + " (" + TYPE
                            + ") normalises a batch of 1 row, which has no variance; choose a batch size that leaves no single row at the end");
        }
        MatrixView mean = to.values(1, units);
        MatrixView inverse = to.values(1, units);
        to.append(new NormalizeColumns(
                x, gain, shift, epsilon, momentum, mean, inverse, runningMean, runningVariance, y));
        return new Lowered(y, (dy, wanted) -> {
            Lowered.Gradient dx = to.scratch(dy);
            to.append(new NormalizeColumnsBackward(
                    dy.view(),
                    x,
                    mean,
                    inverse,
                    gain,
                    false,
                    dx.view(),
                    to.gradient(name + "weight"),
                    to.gradient(name + "bias")));
            return dx;
        });
    }
}
