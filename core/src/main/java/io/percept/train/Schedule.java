package io.percept.train;

import io.percept.backend.Named;
import java.util.List;

/**
 * How the learning rate changes over a training. It is configured once; a schedule multiplies it, step by step. Where a schedule counts, it
 * counts epochs, or steps where {@code perStep} says so.
 *
 * <p>To add one, add a record and name it in {@link #all()}.
 */
public sealed interface Schedule extends Named {
    /** Every schedule, with its default settings. */
    static List<Schedule> all() {
        return List.of(
                new Cosine(),
                new Constant(),
                new Step(),
                new Exponential(),
                new InverseScaling(),
                new OneCycle(),
                new Plateau());
    }

    /**
     * Where a training is.
     *
     * @param step steps done, from 0
     * @param steps steps in all
     * @param stepsPerEpoch steps of an epoch
     */
    record Position(long step, long steps, int stepsPerEpoch) {
        /** Whole epochs done, or steps. */
        long count(boolean inSteps) {
            return inSteps ? step : step / stepsPerEpoch;
        }
    }

    /** What to multiply the configured learning rate by at a step. */
    double factor(Position position);

    private static void check(boolean valid, String name, double value, String range) {
        if (!valid || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }

    /** 1 always. */
    record Constant() implements Schedule {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public double factor(Position position) {
            return 1;
        }
    }

    /**
     * factor^⌊t / every⌋ after t epochs or steps.
     *
     * @param every at least 1
     * @param factor positive
     * @param perStep whether steps are counted, not epochs
     */
    record Step(int every, double factor, boolean perStep) implements Schedule {
        public Step {
            check(every >= 1, "every", every, "at least 1");
            check(factor > 0, "factor", factor, "positive");
        }

        /** A tenth every 30 epochs. */
        public Step() {
            this(30, 0.1, false);
        }

        @Override
        public String name() {
            return "step";
        }

        @Override
        public double factor(Position position) {
            long reductions = position.count(perStep) / every;
            return Math.pow(factor, (double) reductions);
        }
    }

    /**
     * factorᵗ after t epochs or steps.
     *
     * @param factor positive
     * @param perStep whether steps are counted, not epochs
     */
    record Exponential(double factor, boolean perStep) implements Schedule {
        public Exponential {
            check(factor > 0, "factor", factor, "positive");
        }

        /** 0.95 each epoch. */
        public Exponential() {
            this(0.95, false);
        }

        @Override
        public String name() {
            return "exponential";
        }

        @Override
        public double factor(Position position) {
            return Math.pow(factor, (double) position.count(perStep));
        }
    }

    /**
     * 1 / (1 + t)^power after t epochs or steps (H. Robbins, S. Monro, 1951, for powers above ½ up to 1).
     *
     * @param power not negative
     * @param perStep whether steps are counted, not epochs
     */
    record InverseScaling(double power, boolean perStep) implements Schedule {
        public InverseScaling {
            check(power >= 0, "power", power, "not negative");
        }

        /** The inverse root of the epoch's number. */
        public InverseScaling() {
            this(0.5, false);
        }

        @Override
        public String name() {
            return "inverse-scaling";
        }

        @Override
        public double factor(Position position) {
            return Math.pow(1.0 + position.count(perStep), -power);
        }
    }

    /**
     * end + (1 - end) ½ (1 + cos(π t / T)), from 1 down to {@code end} (I. Loshchilov, F. Hutter, "SGDR", 2017): large steps first, and small
     * ones at the end, which settle what the large ones left unsteady. Before it the rate may rise evenly for some epochs (warm-up); and it
     * may jump back to 1 and fall again (restarts), each time over a period {@code growth} times as long. t counts steps.
     *
     * @param end what remains of the rate at the end, not negative
     * @param warmUp epochs of warm-up, not negative
     * @param period epochs until the first restart; 0 for no restarts, T being all steps after the warm-up
     * @param growth at least 1
     */
    record Cosine(double end, double warmUp, double period, double growth) implements Schedule {
        public Cosine {
            check(end >= 0, "end", end, "not negative");
            check(warmUp >= 0, "warmUp", warmUp, "not negative");
            check(period >= 0, "period", period, "not negative");
            check(growth >= 1, "growth", growth, "at least 1");
        }

        /** Down to 0, without warm-up and restarts. */
        public Cosine() {
            this(0, 0, 0, 1);
        }

        @Override
        public String name() {
            return "cosine";
        }

        @Override
        public double factor(Position position) {
            double warm = warmUp * position.stepsPerEpoch();
            if (position.step() < warm) {
                return (position.step() + 1) / Math.ceil(warm);
            }
            double t = position.step() - Math.ceil(warm);
            double length = period * position.stepsPerEpoch();
            if (period == 0) {
                length = Math.max(1, position.steps() - Math.ceil(warm));
                t = Math.min(t, length);
            }
            if (period > 0 && growth == 1) {
                t %= length;
            }
            while (period > 0 && t >= length) {
                t -= length;
                length *= growth;
            }
            return end + (1 - end) * (1 + Math.cos(Math.PI * t / length)) / 2;
        }
    }

    /**
     * One cycle (L. N. Smith, N. Topin, "Super-convergence", 2018; as PyTorch has it): up from 1 / {@code startDivisor} to 1 over a part of
     * the training, and down to 1 / ({@code startDivisor} · {@code endDivisor}) over the rest, both along half a cosine. Momentum stays.
     *
     * @param rise the part of the training that goes up, in (0, 1)
     * @param startDivisor at least 1
     * @param endDivisor at least 1
     */
    record OneCycle(double rise, double startDivisor, double endDivisor) implements Schedule {
        public OneCycle {
            check(rise > 0 && rise < 1, "rise", rise, "between 0 and 1");
            check(startDivisor >= 1, "startDivisor", startDivisor, "at least 1");
            check(endDivisor >= 1, "endDivisor", endDivisor, "at least 1");
        }

        /** 30 % up from a 25th, down to 10⁻⁴ of that. */
        public OneCycle() {
            this(0.3, 25, 1e4);
        }

        @Override
        public String name() {
            return "one-cycle";
        }

        @Override
        public double factor(Position position) {
            double start = 1 / startDivisor;
            double top = rise * position.steps() - 1;
            if (position.step() <= top) {
                return between(start, 1, top > 0 ? position.step() / top : 1);
            }
            double last = position.steps() - 1.0;
            return between(1, start / endDivisor, Math.min(1, (position.step() - top) / (last - top)));
        }

        private static double between(double from, double to, double part) {
            return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
        }
    }

    /**
     * Reduces the rate where the loss does not fall any more: the validation loss, or the training loss where nothing is held out. After more
     * than {@code patience} epochs without a loss below (1 - {@code threshold}) of the best one, it is multiplied by {@code factor}; then
     * {@code coolDown} epochs pass before bad ones count again. PyTorch calls it ReduceLROnPlateau. What an epoch measures decides on the
     * next; the product of the reductions is beside {@link #factor}, which is 1.
     *
     * @param factor in (0, 1)
     * @param patience not negative
     * @param threshold in [0, 1)
     * @param coolDown not negative
     * @param end the product keeps above it, not negative
     */
    record Plateau(double factor, int patience, double threshold, int coolDown, double end) implements Schedule {
        public Plateau {
            check(factor > 0 && factor < 1, "factor", factor, "between 0 and 1");
            check(patience >= 0, "patience", patience, "not negative");
            check(threshold >= 0 && threshold < 1, "threshold", threshold, "at least 0 and less than 1");
            check(coolDown >= 0, "coolDown", coolDown, "not negative");
            check(end >= 0, "end", end, "not negative");
        }

        /** A tenth after 10 epochs without a gain of 10⁻⁴, at once and without limit. */
        public Plateau() {
            this(0.1, 10, 1e-4, 0, 0);
        }

        @Override
        public String name() {
            return "plateau";
        }

        @Override
        public double factor(Position position) {
            return 1;
        }
    }
}
