package io.percept.opencl;

import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An update of the parameters of a {@link DenseStep} that can be done part by part, each by whoever computes its gradient.
 *
 * @param tails how many elements follow each gradient that are nobody's, by the gradient: parameters start at round addresses
 */
record DenseUpdate(Update op, Map<MatrixView, Integer> tails) {
    /** One work-group takes such a gap besides its tile. */
    private static final int LONGEST_TAIL = 64;

    /** The update in parts, if nothing could tell the difference. */
    static Optional<DenseUpdate> of(DenseStep step, List<Op> ops, int position) {
        Update op = (Update) ops.get(position);
        // Directly after the step, and with no factor that is known only when all gradients are there.
        if (position != step.end() || op.scale() != null || !areApart(step, op)) {
            return Optional.empty();
        }
        List<MatrixView> gradients = new ArrayList<>();
        for (DenseStep.Layer layer : step.layers()) {
            AffineBackwardWeights backward = layer.weights();
            if (!lieAlike(op, layer.forward().w(), backward.dw())
                    || (backward.db() == null) != (layer.forward().b() == null)
                    || (backward.db() != null && !lieAlike(op, layer.forward().b(), backward.db()))) {
                return Optional.empty();
            }
            gradients.addAll(backward.outputs());
        }
        return tails(op.gradient(), gradients).map(tails -> new DenseUpdate(op, tails));
    }

    /** Whether a parameter and its gradient have the same place among all parameters and all gradients, without gaps between rows. */
    private static boolean lieAlike(Update op, MatrixView parameter, MatrixView gradient) {
        return parameter.buffer() == op.w().buffer()
                && gradient.buffer() == op.gradient().buffer()
                && parameter.isContiguous()
                && gradient.isContiguous()
                && parameter.columns() == gradient.columns()
                && parameter.offset() - op.w().offset()
                        == gradient.offset() - op.gradient().offset()
                && parameter.offset() >= op.w().offset()
                && parameter.end() <= op.w().end();
    }

    /**
     * Whether the step reads nothing that the update writes but each layer its own parameters, and writes nothing that the update reads or
     * writes but gradients.
     */
    private static boolean areApart(DenseStep step, Update op) {
        List<MatrixView> gradients = step.layers().stream()
                .flatMap(layer -> layer.weights().outputs().stream())
                .toList();
        boolean readsApart = step.ops().stream()
                .flatMap(DenseUpdate::readBesidesParameters)
                .noneMatch(view -> overlapsAny(view, op.outputs()));
        boolean writesApart = step.ops().stream()
                .flatMap(one -> one.outputs().stream())
                .noneMatch(view -> overlapsAny(view, op.outputs())
                        || (!gradients.contains(view) && overlapsAny(view, op.inputs())));
        return readsApart && writesApart;
    }

    private static Stream<MatrixView> readBesidesParameters(Op op) {
        if (op instanceof Affine forward) {
            return Stream.of(forward.x());
        } else if (op instanceof AffineBackwardInput backward) {
            return backward.value() == null ? Stream.of(backward.dz()) : Stream.of(backward.dz(), backward.value());
        }
        return op.inputs().stream();
    }

    private static boolean overlapsAny(MatrixView view, List<MatrixView> others) {
        return others.stream().anyMatch(view::overlaps);
    }

    /** The gaps after the gradients; empty where these do not cover all of them. */
    private static Optional<Map<MatrixView, Integer>> tails(MatrixView all, List<MatrixView> gradients) {
        List<MatrixView> sorted = new ArrayList<>(gradients);
        sorted.sort(Comparator.comparingInt(MatrixView::offset));
        Map<MatrixView, Integer> tails = new HashMap<>();
        boolean covered = sorted.get(0).offset() == all.offset();
        for (int i = 0; i < sorted.size(); i++) {
            int next = i + 1 < sorted.size() ? sorted.get(i + 1).offset() : all.end();
            int tail = next - sorted.get(i).end();
            covered &= tail >= 0 && tail <= LONGEST_TAIL;
            tails.put(sorted.get(i), tail);
        }
        return covered ? Optional.of(tails) : Optional.empty();
    }

    int tail(MatrixView gradient) {
        return tails.get(gradient);
    }
}
