package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.ClipNorm;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What changes a network's parameters once a batch's gradients are there: the operations, and on the device the state of the rule. */
final class Optimizer {
    private final Device device;
    private final Owned owned;
    private final TrainingConfig config;
    private final DeviceBuffer schedule;
    private final List<Op> ops = new ArrayList<>();

    /**
     * Prepares the operations.
     *
     * @param owned takes the buffers
     * @param parameters 1 x the layout's size
     * @param gradients the same
     * @param steps how many steps an epoch has
     * @param cursor which of them it is
     */
    Optimizer(
            Device device,
            Owned owned,
            TrainingConfig config,
            ParameterLayout layout,
            DeviceBuffer parameters,
            DeviceBuffer gradients,
            int steps,
            MatrixView cursor) {
        this.device = device;
        this.owned = owned;
        this.config = config;
        UpdateRule rule = config.rule();
        this.schedule = allocate(steps, coefficientCount());
        int trained = layout.trained(); // The leading part.
        MatrixView w = parameters.view(0, 1, trained);
        MatrixView gradient = gradients.view(0, 1, trained);
        MatrixView scale = null;
        if (Double.isFinite(config.clipping().norm())) {
            scale = allocate(1, 1).view();
            ops.add(new ClipNorm(
                    config.clipping().norm(), config.regularizer(), layout.penalised(), w, gradient, scale));
        }
        ops.add(new Update(
                rule,
                config.regularizer(),
                config.decay(),
                config.clipping().value(),
                layout.penalised(),
                w,
                gradient,
                scale,
                rule.stateSlots() == 0
                        ? null
                        : state(rule.stateSlots(), trained).view(),
                schedule.view(),
                cursor));
        if (!config.maxNorm().isNone()) {
            for (Parameter parameter : layout.parameters()) {
                if (parameter.kind() == Parameter.Kind.WEIGHT) {
                    ops.add(new LimitRowNorms(config.maxNorm(), layout.view(parameters, parameter)));
                }
            }
        }
    }

    private int coefficientCount() {
        return config.rule().coefficientCount() + config.decay().coefficientCount();
    }

    private DeviceBuffer state(int slots, int trained) {
        DeviceBuffer buffer = allocate(slots, trained); // Zeros.
        for (int slot = 0; slot < slots; slot++) {
            double start = config.rule().initialState(slot, config.learningRate());
            if (start != 0) {
                double[] values = new double[trained];
                Arrays.fill(values, start);
                device.write(buffer, slot * trained, values, 0, trained);
            }
        }
        return buffer;
    }

    private DeviceBuffer allocate(int rows, int columns) {
        return owned.own(device.allocate(rows, columns, FLOAT32));
    }

    /** The operations, in order. */
    List<Op> ops() {
        return List.copyOf(ops);
    }

    /**
     * Sets the coefficients of an epoch's steps.
     *
     * @param rates the learning rate of each
     * @param done steps of the training before this epoch
     */
    void schedule(double[] rates, long done) {
        int count = coefficientCount();
        double[] coefficients = new double[rates.length * count];
        for (int i = 0; i < rates.length; i++) {
            config.rule().coefficients(rates[i], done + i + 1, coefficients, i * count);
            config.decay()
                    .coefficients(
                            rates[i], coefficients, i * count + config.rule().coefficientCount());
        }
        device.write(schedule, 0, coefficients, 0, coefficients.length);
    }
}
