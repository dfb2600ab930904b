package io.percept.opencl;

import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.ElementType;
import io.percept.backend.GatherRows;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch's way through dense layers and back, as it stands in a list: features and targets are gathered, and perhaps more; then the
 * layers, the loss with its gradient, and for each layer, the last one first, the gradients of its parameters and of its input.
 *
 * <p>For L layers it takes 2L - 1 launches, or 2 for one layer: the first product gathers its rows; the head is the last layer with the
 * targets, the loss and the gradient of the layer's input; then the gradient of a layer's input goes with the gradient of the parameters
 * of the layer above, and those of the first two layers' parameters go together. What is more than a head can do (see {@link
 * HeadKernel#fits}) takes four launches in its place. A step is one only if that order is as good as the list's.
 *
 * @param position where it begins in the list
 * @param ops all of it, in the list's order
 * @param others what else is gathered, such as the rows' weights: launched before the others
 * @param layers the first one first
 */
record DenseStep(
        int position,
        List<Op> ops,
        GatherRows features,
        GatherRows targets,
        List<GatherRows> others,
        List<Layer> layers,
        LossGradient loss) {
    /**
     * A layer's operations.
     *
     * @param input the gradient of its input; null of the first layer
     */
    record Layer(Affine forward, AffineBackwardWeights weights, AffineBackwardInput input) {}

    Layer last() {
        return layers.get(layers.size() - 1);
    }

    int lossPosition() {
        return position + ops.indexOf(loss);
    }

    /** The position after it. */
    int end() {
        return position + ops.size();
    }

    /** The step that begins at this position, if one does that can be launched so. */
    static Optional<DenseStep> of(List<Op> ops, int position) {
        Reader reader = new Reader(ops, position);
        List<GatherRows> gathers = reader.all(GatherRows.class);
        List<Affine> forward = reader.all(Affine.class);
        if (gathers.size() < 2
                || forward.isEmpty()
                || !(reader.peek() instanceof LossGradient loss)
                || loss.dz() == null
                || !areGathered(gathers.get(0), gathers.get(1), forward.get(0), loss)
                || !isChain(forward, loss)) {
            return Optional.empty();
        }
        reader.next++;
        List<Layer> layers = new ArrayList<>();
        MatrixView dz = loss.dz();
        for (int i = forward.size() - 1; i >= 0; i--) {
            Layer layer = reader.layer(forward.get(i), dz, i > 0);
            if (layer == null) {
                return Optional.empty();
            }
            layers.add(0, layer);
            dz = i > 0 ? layer.input().dx() : null;
        }
        DenseStep step = new DenseStep(
                position,
                List.copyOf(ops.subList(position, reader.next)),
                gathers.get(0),
                gathers.get(1),
                List.copyOf(gathers.subList(2, gathers.size())),
                List.copyOf(layers),
                loss);
        return step.mayBeReordered() ? Optional.of(step) : Optional.empty();
    }

    /** Whether the first layer's input and the loss's targets are the same rows of two sources. */
    private static boolean areGathered(GatherRows features, GatherRows targets, Affine first, LossGradient loss) {
        return features.y().type() == ElementType.FLOAT32
                && features.y().equals(first.x())
                && targets.mean() == null
                && targets.source().type() == targets.y().type()
                && targets.y().equals(loss.t())
                && targets.permutation().equals(features.permutation())
                && targets.cursor().equals(features.cursor())
                && targets.stride() == features.stride()
                && targets.source().rows() == features.source().rows();
    }

    /** Whether each layer takes the one before it, and the loss the last. */
    private static boolean isChain(List<Affine> forward, LossGradient loss) {
        for (int i = 1; i < forward.size(); i++) {
            if (!forward.get(i).x().equals(forward.get(i - 1).y())) {
                return false;
            }
        }
        return forward.get(forward.size() - 1).y().equals(loss.z());
    }

    /**
     * Whether no two operations write the same, and each that reads what another one writes stands after it in the list and is launched
     * after it, or takes it from it within a launch.
     */
    private boolean mayBeReordered() {
        for (int writer = 0; writer < ops.size(); writer++) {
            for (MatrixView written : ops.get(writer).outputs()) {
                for (int other = 0; other < ops.size(); other++) {
                    long writes = count(ops.get(other).outputs(), written) - (other == writer ? 1 : 0);
                    long reads = count(ops.get(other).inputs(), written);
                    if (writes > 0 || (reads > 0 && !isInOrder(writer, other, reads))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static long count(List<MatrixView> views, MatrixView written) {
        return views.stream().filter(written::overlaps).count();
    }

    private boolean isInOrder(int writer, int reader, long reads) {
        Op from = ops.get(writer);
        Op to = ops.get(reader);
        if (writer == reader) {
            return true; // It accumulates.
        }
        boolean within = (from == features && to == layers.get(0).forward())
                || (from == targets && to == loss)
                || (from == last().forward() && to == loss)
                || (from == loss && to == last().input());
        return writer < reader && (launchOf(from) < launchOf(to) || (within && reads == 1));
    }

    /** The number of the launch that does an operation; others that are gathered come first. */
    private int launchOf(Op op) {
        int count = layers.size();
        if (op == targets || op == loss) {
            return count;
        }
        for (int i = 1; i <= count; i++) {
            Layer layer = layers.get(i - 1);
            if (op == layer.forward()) {
                return i;
            } else if (op == layer.input()) {
                return 2 * count - i;
            } else if (op == layer.weights()) {
                return Math.max(count + 1, Math.min(2 * count - i + 1, 2 * count - 1));
            }
        }
        return op == features ? 1 : 0;
    }

    /** Goes through a list. */
    private static final class Reader {
        private final List<Op> ops;
        private int next;

        Reader(List<Op> ops, int next) {
            this.ops = ops;
            this.next = next;
        }

        /** Null at the end. */
        Op peek() {
            return next < ops.size() ? ops.get(next) : null;
        }

        /** As many as there are of a kind. */
        <T extends Op> List<T> all(Class<T> kind) {
            List<T> found = new ArrayList<>();
            while (kind.isInstance(peek())) {
                found.add(kind.cast(ops.get(next++)));
            }
            return found;
        }

        /** What goes back through a layer, in either order; null where it is not that. */
        Layer layer(Affine forward, MatrixView dz, boolean inputWanted) {
            AffineBackwardWeights weights = null;
            AffineBackwardInput input = null;
            for (int i = 0; i < (inputWanted ? 2 : 1); i++) {
                if (peek() instanceof AffineBackwardWeights found
                        && weights == null
                        && found.dz().equals(dz)
                        && found.x().equals(forward.x())
                        && !found.accumulate()) {
                    weights = found;
                } else if (peek() instanceof AffineBackwardInput found
                        && inputWanted
                        && input == null
                        && found.dz().equals(dz)
                        && found.w().equals(forward.w())
                        && !found.accumulate()) {
                    input = found;
                } else {
                    return null;
                }
                next++;
            }
            return new Layer(forward, weights, input);
        }
    }
}
