package io.percept.train;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.train.GradientReport.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Compares the gradient that a device computes for a network with differences of its loss, which know nothing of the backward operations.
 *
 * <p>The device takes one training step, in float32. The loss is computed in double precision, by the reference, and differenced:
 * (L(w + h) - L(w - h)) / 2h. Large parameters are sampled; every element is compared with the reference's own derivative, and those that
 * differ most from it are in the sample, so that none escapes.
 *
 * <p>How much float32 may differ depends on how the network amplifies rounding. So the bound is measured: a sum of n products in float32
 * is, to within λ √n u, the exact sum of slightly changed products (N. J. Higham, T. Mary, "A New Approach to Probabilistic Rounding Error
 * Analysis", 2019; u = 2⁻²⁴, λ = 4), and a function is exact for a slightly changed argument. The double-precision gradient is therefore
 * computed again for parameters, features and output gradients that are changed so, several times with random signs. Four times the
 * largest change that any of them makes to an element, and that relative change itself, is the element's bound.
 */
public final class GradientCheck {
    /** How many elements are compared unless somebody wants more. */
    public static final int DEFAULT_ELEMENTS = 200;

    /** The stream that the sample and the changes are drawn from. */
    private static final long STREAM = 6L << 32;

    /** The unit roundoff of float32. */
    private static final double U = 0x1p-24;

    private static final double LAMBDA = 4;
    /** Functions such as exp and division: 4 units in the last place, 2 u each, as the conformance kit has it. */
    private static final double OF_FUNCTIONS = 8;

    private static final int CHANGES = 8;
    private static final double SAFETY = 4;
    /** Elements of each parameter that come into the sample because they differ most. */
    private static final int WORST = 4;

    private final Network network;
    private final ParameterLayout layout;
    private final DoubleGradient exact;
    private final double[] start;
    private final double[] gradient;
    private final double[] bounds;
    private final int[] sample;

    private GradientCheck(
            Network network,
            DoubleGradient exact,
            float[] parameters,
            double[] ofDevice,
            int rows,
            int elements,
            CounterRandom random) {
        this.network = network;
        this.layout = new ParameterLayout(network.parameters());
        this.exact = exact;
        this.start = IntStream.range(0, parameters.length)
                .mapToDouble(i -> parameters[i])
                .toArray();
        this.gradient = exact.gradient(start);
        this.bounds = bounds(relativeChange(rows), random);
        this.sample = sample(ofDevice, elements, random);
    }

    /**
     * Checks the gradient of one batch.
     *
     * @param device what computes the gradient to be checked
     * @param config its seed decides what is random in the network; its class weights count
     * @param batch all of its rows are taken, as one batch
     * @param preparation applied to the features
     * @param parameters where to check it, in the network's {@link ParameterLayout}
     * @param elements about how many elements to compare with differences; {@link Integer#MAX_VALUE} for all. Each costs two passes
     *     of the reference, or more at kinks.
     * @throws DataException when the loss is not a finite number there
     * @throws IllegalArgumentException when network, data and loss do not fit together
     */
    public static GradientReport run(
            Device device,
            Network network,
            Loss loss,
            TrainingConfig config,
            Dataset batch,
            Preparation preparation,
            float[] parameters,
            int elements) {
        double[] ofDevice;
        double deviceLoss;
        TrainingConfig oneStep = TrainingConfig.builder()
                .seed(config.seed())
                .classWeights(config.classWeights())
                .batchSize(TrainingConfig.FULL_BATCH)
                .epochs(1)
                .shuffle(false)
                .build();
        try (TrainingSession session =
                new TrainingSession(device, network, loss, oneStep, batch, preparation, parameters)) {
            session.beginEpoch();
            session.step();
            ofDevice = session.gradientsInDouble();
            deviceLoss = session.loss();
        }
        Weights weights = Weights.of(loss, config.classWeights().of(batch.targets()), batch);
        try (DoubleGradient exact = new DoubleGradient(network, loss, weights, config.seed(), batch, preparation)) {
            CounterRandom random = new CounterRandom(config.seed(), STREAM);
            GradientCheck check =
                    new GradientCheck(network, exact, parameters, ofDevice, batch.rows(), elements, random);
            double referenceLoss = exact.loss(check.start);
            if (!Double.isFinite(referenceLoss)) {
                throw new DataException(
                        "the loss is " + referenceLoss + " at these parameters; a gradient can be checked"
                                + " only where the loss is a finite number, so standardise the data or start from smaller weights");
            }
            return new GradientReport(deviceLoss, referenceLoss, check.compare(ofDevice));
        }
    }

    /** λ √n u of the longest sum in the network, and what functions add. */
    private double relativeChange(int rows) {
        int longest = rows;
        for (Parameter parameter : layout.parameters()) {
            longest = Math.max(longest, Math.max(parameter.rows(), parameter.columns()));
        }
        return (LAMBDA * Math.sqrt(longest) + OF_FUNCTIONS) * U;
    }

    private double[] bounds(double change, CounterRandom random) {
        double[] largest = new double[gradient.length];
        for (int i = 0; i < CHANGES; i++) {
            double[] changed = exact.gradient(start, change, random);
            Arrays.setAll(largest, j -> Math.max(largest[j], Math.abs(changed[j] - gradient[j])));
        }
        double[] result = new double[gradient.length];
        Arrays.setAll(result, j -> SAFETY * largest[j] + change * Math.abs(gradient[j]) + Float.MIN_NORMAL);
        return result;
    }

    /** Indices into the flat parameters: from each trained parameter random ones, as many as from the others, and the worst ones. */
    private int[] sample(double[] ofDevice, int elements, CounterRandom random) {
        List<Parameter> trained = trained();
        int each = Math.max(1, elements / trained.size());
        Set<Integer> chosen = new TreeSet<>();
        for (Parameter parameter : trained) {
            int first = layout.offset(parameter);
            Arrays.stream(random.permutation(parameter.size())).limit(each).forEach(i -> chosen.add(first + i));
            Set<Integer> worst = new TreeSet<>();
            for (int i = 0; i < Math.min(WORST, parameter.size()); i++) {
                worst.add(worst(ofDevice, first, parameter.size(), worst));
            }
            chosen.addAll(worst);
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The element of a parameter that differs most from the reference's, in units of its bound, apart from these. */
    private int worst(double[] ofDevice, int first, int size, Set<Integer> without) {
        return IntStream.range(first, first + size)
                .filter(i -> !without.contains(i))
                .reduce((a, b) -> excess(ofDevice, b) > excess(ofDevice, a) ? b : a)
                .orElseThrow();
    }

    private double excess(double[] ofDevice, int i) {
        double difference = Math.abs(ofDevice[i] - gradient[i]);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / bounds[i];
    }

    private List<Parameter> trained() {
        return network.parameters().stream()
                .filter(parameter -> parameter.kind().trained())
                .toList();
    }

    private List<GradientReport.OfParameter> compare(double[] ofDevice) {
        Differences differences = new Differences(exact, start);
        List<GradientReport.OfParameter> found = new ArrayList<>();
        for (Parameter parameter : trained()) {
            int first = layout.offset(parameter);
            List<Element> elements = Arrays.stream(sample)
                    .filter(i -> i >= first && i < first + parameter.size())
                    .mapToObj(i -> {
                        Differences.Verdict verdict = differences.compare(i, ofDevice[i], gradient[i], bounds[i]);
                        int row = (i - first) / parameter.columns();
                        int column = (i - first) % parameter.columns();
                        return new Element(
                                parameter,
                                row,
                                column,
                                ofDevice[i],
                                verdict.derivative(),
                                verdict.bound(),
                                verdict.way());
                    })
                    .toList();
            found.add(new GradientReport.OfParameter(parameter, elements));
        }
        return found;
    }
}
