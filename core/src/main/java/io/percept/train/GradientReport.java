package io.percept.train;

import io.percept.nn.Parameter;
import java.util.Comparator;
import java.util.List;

/**
 * What a {@link GradientCheck} found.
 *
 * @param deviceLoss the batch's loss on the device
 * @param referenceLoss the same in double precision
 * @param parameters what was found in each trained parameter, in the network's order
 */
public record GradientReport(double deviceLoss, double referenceLoss, List<OfParameter> parameters) {
    public GradientReport {
        parameters = List.copyOf(parameters);
    }

    /**
     * What was found in one parameter.
     *
     * @param elements those that were compared, the worst first
     */
    public record OfParameter(Parameter parameter, List<Element> elements) {
        public OfParameter {
            elements = elements.stream()
                    .sorted(Comparator.comparingDouble(Element::excess).reversed())
                    .toList();
        }

        /** The element that comes nearest to its bound, or exceeds it most. */
        public Element worst() {
            return elements.get(0);
        }
    }

    /** How the derivative that an element was compared with was come by. */
    public enum Way {
        /** A central difference. */
        CENTRAL,
        /** A central difference with a smaller step, because the loss bends too much, or has a kink, within the usual one. */
        SMALLER_STEP,
        /**
         * The element is at a kink, where a central difference mixes two slopes: the difference to one side, or where several kinks meet
         * the reference's own derivative.
         */
        KINK
    }

    /**
     * The derivative of the loss by one element of a parameter.
     *
     * @param device as the device computes it in float32
     * @param reference as double precision has it
     * @param bound how much they may differ; see {@link GradientCheck}
     */
    public record Element(
            Parameter parameter, int row, int column, double device, double reference, double bound, Way way) {
        /** The difference over the larger of the two; 0 where both are 0. */
        public double relativeError() {
            return relative(Math.abs(device - reference));
        }

        /** The bound in the same measure. */
        public double relativeBound() {
            return relative(bound);
        }

        private double relative(double difference) {
            double size = Math.max(Math.abs(device), Math.abs(reference));
            return difference == 0 ? 0 : difference / size;
        }

        /** The difference over the bound: up to 1 is well. */
        double excess() {
            double difference = Math.abs(device - reference);
            return difference == 0 ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / bound;
        }

        /** Whether the two agree. */
        public boolean agrees() {
            return excess() <= 1;
        }

        /** The place by the parameter's name, row and column: {@code 0.weight[3, 17]}. */
        public String place() {
            return parameter.name() + "[" + row + ", " + column + "]";
        }
    }

    /** Whether every element that was compared agrees. */
    public boolean agrees() {
        return parameters.stream().allMatch(found -> found.worst().agrees());
    }

    /** The worst element of all. */
    public Element worst() {
        return parameters.stream()
                .map(OfParameter::worst)
                .max(Comparator.comparingDouble(Element::excess))
                .orElseThrow();
    }

    /** How many elements were compared. */
    public int compared() {
        return parameters.stream().mapToInt(found -> found.elements().size()).sum();
    }

    /** How many of them in this way. */
    public int compared(Way way) {
        return (int) parameters.stream()
                .flatMap(found -> found.elements().stream())
                .filter(element -> element.way() == way)
                .count();
    }
}
