package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Fill;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import io.percept.reference.ReferenceProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which lists are steps of dense layers that may be launched in another order, and which updates may be done in parts. */
class DenseStepTest {
    private static final int BATCH = 4;
    private static final int[] WIDTHS = {6, 5, 5, 5};
    private static final int LAYER = 48;

    private final Device device = reference();
    private final Owned owned = new Owned();
    private final MatrixView cursor = view(1, 1, ElementType.INT32);
    private final MatrixView order = view(1, 9, ElementType.INT32);
    private final MatrixView parameters = values(1, 3 * LAYER);
    private final MatrixView gradients = values(1, 3 * LAYER);
    private final MatrixView losses = values(1, 2);
    private final MatrixView t = values(BATCH, WIDTHS[3]);
    private final List<MatrixView> x = ofLayers();
    private final List<MatrixView> dz = ofLayers();

    private static Device reference() {
        ReferenceProvider provider = new ReferenceProvider();
        return provider.open(((Available) provider.probe()).devices().get(0), DeviceOptions.defaults());
    }

    @AfterEach
    void close() {
        owned.close();
        device.close();
    }

    private MatrixView view(int rows, int columns, ElementType type) {
        return owned.own(device.allocate(rows, columns, type)).view();
    }

    private MatrixView values(int rows, int columns) {
        return view(rows, columns, ElementType.FLOAT32);
    }

    private List<MatrixView> ofLayers() {
        return Arrays.stream(WIDTHS).mapToObj(width -> values(BATCH, width)).toList();
    }

    private MatrixView weights(MatrixView flat, int layer) {
        return flat.buffer().view((layer - 1) * LAYER, WIDTHS[layer], WIDTHS[layer - 1]);
    }

    private MatrixView biases(MatrixView flat, int layer) {
        return flat.buffer().view((layer - 1) * LAYER + 32, 1, WIDTHS[layer]);
    }

    /** Gathers at 0 and 1, layers at 2 to 4, the loss at 5, then from the last layer on the gradients of weights and inputs at 6 to 10. */
    private List<Op> step() {
        List<Op> ops = new ArrayList<>();
        ops.add(new GatherRows(values(9, WIDTHS[0]), order, cursor, BATCH, x.get(0)));
        ops.add(new GatherRows(values(9, WIDTHS[3]), order, cursor, BATCH, t));
        for (int layer = 1; layer <= 3; layer++) {
            Activation f = layer < 3 ? new Activation.Relu() : new Activation.Identity();
            ops.add(new Affine(
                    x.get(layer - 1), weights(parameters, layer), biases(parameters, layer), f, null, x.get(layer)));
        }
        ops.add(new LossGradient(new Loss.MeanSquaredError(), x.get(3), t, cursor, losses, dz.get(3)));
        for (int layer = 3; layer >= 1; layer--) {
            ops.add(weightGradient(layer, false));
            if (layer > 1) {
                ops.add(inputGradient(layer, x.get(layer - 1)));
            }
        }
        return ops;
    }

    private Op weightGradient(int layer, boolean accumulate) {
        return new AffineBackwardWeights(
                dz.get(layer), x.get(layer - 1), accumulate, weights(gradients, layer), biases(gradients, layer));
    }

    private Op inputGradient(int layer, MatrixView value) {
        return new AffineBackwardInput(
                dz.get(layer), weights(parameters, layer), new Activation.Relu(), value, false, dz.get(layer - 1));
    }

    private Update update(MatrixView gradient, MatrixView scale) {
        return new Update(
                new UpdateRule.Sgd(),
                Regularizer.NONE,
                WeightDecay.NONE,
                Double.POSITIVE_INFINITY,
                0,
                parameters,
                gradient,
                scale,
                null,
                values(2, 1),
                cursor);
    }

    private static UnaryOperator<List<Op>> set(int position, Op op) {
        return ops -> {
            ops.set(position, op);
            return ops;
        };
    }

    private boolean isStep(UnaryOperator<List<Op>> change) {
        List<Op> ops = step();
        return DenseStep.of(change.apply(ops), 0).isPresent();
    }

    @Test
    void aStepIsFoundInBothOrdersOfItsGradients() {
        List<Op> ops = step();
        ops.add(0, new Fill(0, values(1, 1)));
        ops.add(new Advance(cursor));
        assertThat(DenseStep.of(ops, 0)).isEmpty();
        assertThat(DenseStep.of(ops, 1)).hasValueSatisfying(step -> {
            assertThat(step.layers()).hasSize(3);
            assertThat(step.lossPosition()).isEqualTo(6);
            assertThat(step.end()).isEqualTo(12);
        });
        Op weights = ops.remove(7);
        ops.add(8, weights);
        assertThat(DenseStep.of(ops, 1)).isPresent();
    }

    @Test
    void whatElseIsGatheredBelongsToIt() {
        assertThat(isStep(ops -> {
                    ops.add(2, new GatherRows(values(9, 1), order, cursor, BATCH, values(BATCH, 1)));
                    return ops;
                }))
                .isTrue();
        // But not where it needs what the step gathers later.
        assertThat(isStep(ops -> {
                    ops.add(2, new GatherRows(t, order, cursor, BATCH, values(BATCH, WIDTHS[3])));
                    return ops;
                }))
                .isFalse();
    }

    @Test
    void otherOperationsBetweenAreNoStep() {
        assertThat(isStep(ops -> {
                    ops.add(5, new Fill(0, values(1, 1)));
                    return ops;
                }))
                .isFalse();
        assertThat(isStep(ops -> ops.subList(0, 10))).isFalse();
    }

    @Test
    void sumsOverBatchesAreNoStep() {
        assertThat(isStep(set(6, weightGradient(3, true)))).isFalse();
    }

    @Test
    void whatReadsSomethingThatIsWrittenLaterIsNoStep() {
        List<Op> ops = step();
        // The derivative from the weights' gradient, which would be computed beside it.
        MatrixView beside = weights(gradients, 3).rowRange(0, BATCH);
        ops.set(9, inputGradient(2, beside));
        assertThat(DenseStep.of(ops, 0)).isEmpty();
        ops.set(9, inputGradient(2, x.get(1)));
        assertThat(DenseStep.of(ops, 0)).isPresent();
    }

    @Test
    void whatIsWrittenTwiceIsNoStep() {
        List<Op> ops = step();
        ops.set(1, new GatherRows(values(9, WIDTHS[3]), order, cursor, BATCH, x.get(1)));
        LossGradient loss =
                new LossGradient(new Loss.MeanSquaredError(), x.get(3), x.get(1), cursor, losses, dz.get(3));
        ops.set(5, loss);
        assertThat(DenseStep.of(ops, 0)).isEmpty();
    }

    private Optional<DenseUpdate> inParts(Op update) {
        List<Op> ops = step();
        DenseStep step = DenseStep.of(ops, 0).orElseThrow();
        ops.add(update);
        return DenseUpdate.of(step, ops, step.end());
    }

    @Test
    void anUpdateOfAllParametersIsDoneInParts() {
        assertThat(inParts(update(gradients, null)))
                .hasValueSatisfying(parts -> assertThat(parts.tail(weights(gradients, 1)))
                        .as("between 6 x 5 weights and the biases at 32")
                        .isEqualTo(2));
    }

    @Test
    void anUpdateThatNeedsMoreIsNotDoneInParts() {
        assertThat(inParts(update(gradients, values(1, 1)))).as("scaled").isEmpty();
        assertThat(inParts(update(values(1, 3 * LAYER), null))).as("of others").isEmpty();
    }
}
