package io.percept.backend;

/**
 * From logarithms z of probabilities, as a log-softmax layer gives them: -w z of the right class. As PyTorch's NLLLoss. {@link
 * Loss.CrossEntropy} from logits is the same in one.
 */
public record NegativeLogLikelihood() implements Loss {
    @Override
    public String name() {
        return "negative-log-likelihood";
    }

    /** The softmax of logarithms of probabilities is those probabilities. */
    @Override
    public Prediction prediction() {
        return Prediction.SOFTMAX;
    }

    @Override
    public Target target() {
        return Target.CLASS;
    }

    @Override
    public double value(double[] z, double[] t, double[] w) {
        int right = (int) t[0];
        return -w[right] * z[right];
    }

    @Override
    public void gradient(double[] z, double[] t, double[] w, double[] dz) {
        for (int j = 0; j < z.length; j++) {
            dz[j] = j == (int) t[0] ? -w[j] : 0;
        }
    }
}
