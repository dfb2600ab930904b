package io.percept.backend;

/**
 * Weight decay: what pulls weights towards 0 without being a part of the loss, after any clipping.
 *
 * <p>Decoupled (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019) it acts beside the rule: w ← w - η rate w, with the
 * step's learning rate η. Otherwise it goes through the rule, as PyTorch's optimizers other than AdamW have it: g ← g + rate w.
 *
 * @param rate not negative
 * @param decoupled whether it bypasses the rule
 * @param biases whether biases and other vectors decay too
 */
public record WeightDecay(double rate, boolean decoupled, boolean biases) {
    public static final WeightDecay NONE = new WeightDecay(0);

    public WeightDecay {
        Checks.notNegative("weight decay", rate);
    }

    /** Decoupled, of weights alone. */
    public WeightDecay(double rate) {
        this(rate, true, false);
    }

    /** Whether anything decays. */
    public boolean isNone() {
        return rate == 0;
    }

    /** How many coefficients of a step it has, after those of the {@link UpdateRule}: η rate where it is decoupled. */
    public int coefficientCount() {
        return decoupled && !isNone() ? 1 : 0;
    }

    /** Writes its coefficients of a step with that learning rate. */
    public void coefficients(double learningRate, double[] coefficients, int offset) {
        if (coefficientCount() == 1) {
            coefficients[offset] = learningRate * rate;
        }
    }
}
