package io.percept.opencl;

import io.percept.backend.BackendProvider.Available;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Op;
import io.percept.reference.ReferenceProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every operation once, on a few numbers, compared with the reference: enough to notice a driver that compiles a kernel wrongly before
 * somebody trains with it. The conformance kit is the thorough check.
 */
final class SelfCheck {
    /** What the check of a list is called. */
    static final String TRAINING_STEP = "TrainingStep";

    private SelfCheck() {}

    /** What the device does wrong, if anything. */
    static Optional<String> failure(Device device) {
        try (Device reference = reference()) {
            return SelfCheckOperations.ALL.stream()
                    .flatMap(check -> check.failure(device, reference).stream())
                    .findFirst();
        }
    }

    /** The names of the operations that are checked, in the order of the checks. */
    static List<String> operations() {
        try (Device reference = reference()) {
            return SelfCheckOperations.ALL.stream()
                    .map(check -> check.name(reference))
                    .toList();
        }
    }

    private static Device reference() {
        ReferenceProvider provider = new ReferenceProvider();
        Available references = (Available) provider.probe();
        return provider.open(references.devices().get(0), DeviceOptions.defaults());
    }

    /**
     * An operation to be run, or a list of them that a device may do together.
     *
     * @param tolerance how far each element may be from the reference's, as a part of the larger of 1 and its size
     */
    record Check(double tolerance, Function<CheckOperands, List<Op>> operations) {
        private Optional<String> failure(Device device, Device reference) {
            List<double[]> actual = CheckOperands.run(device, operations);
            List<double[]> expected = CheckOperands.run(reference, operations);
            for (int i = 0; i < expected.size(); i++) {
                for (int j = 0; j < expected.get(i).length; j++) {
                    double right = expected.get(i)[j];
                    // A NaN is in no range.
                    if (!(Math.abs(actual.get(i)[j] - right) <= tolerance * Math.max(1, Math.abs(right)))) {
                        return Optional.of(name(reference) + " gives " + actual.get(i)[j] + " where " + right
                                + " is right, in a check of small numbers");
                    }
                }
            }
            return Optional.empty();
        }

        private String name(Device reference) {
            try (CheckOperands operands = new CheckOperands(reference)) {
                List<Op> list = operations.apply(operands);
                return list.size() == 1 ? list.get(0).name() : TRAINING_STEP;
            }
        }
    }
}
