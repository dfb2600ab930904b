package io.percept.tck;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Advance;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import java.util.ArrayList;
import java.util.List;

/** Optimizers' steps, each case a few of them with another row of the schedule each time. */
final class UpdateCases {
    private static final int[] SIZES = {1, 7, 64, 129, 1000, 4099};
    private static final int STEPS = 3;
    private static final int FIRST = 2;
    private static final Extras CLIPPED = new Extras(new WeightDecay(0.25, false, false), 1, true);

    private UpdateCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (UpdateRule rule : rules()) {
            for (int n : SIZES) {
                cases.add(update(rule, Regularizer.NONE, 0, n, ""));
                cases.add(update(rule, new Regularizer(0.25, 0.5), n - n / 3, n, " regularised"));
            }
            cases.add(update(rule, new Regularizer(0.1, 0), 20, 40, " l1"));
            cases.add(update(rule, new Regularizer(0, 0.001), 40, 40, " l2"));
            cases.add(update(rule, CLIPPED, 40, " clipped and decaying"));
        }
        for (int n : new int[] {7, 129, 4099}) {
            UpdateRule sgd = new UpdateRule.Sgd();
            cases.add(update(sgd, new Extras(WeightDecay.NONE, 2, false), n, " clipped"));
            cases.add(update(sgd, new Extras(WeightDecay.NONE, Double.POSITIVE_INFINITY, true), n, " scaled"));
            cases.add(update(sgd, CLIPPED, n, " clipped and decaying"));
            for (boolean decoupled : new boolean[] {false, true}) {
                String suffix = decoupled ? " decoupled" : " coupled";
                cases.add(update(sgd, new Extras(decay(decoupled, false)), n, suffix));
                cases.add(update(sgd, new Extras(decay(decoupled, true)), n, suffix + " biases"));
                cases.add(update(new AdamRule.Adam(), new Extras(decay(decoupled, true)), n, suffix + " biases"));
            }
        }
        return cases;
    }

    /** Every rule once. The cursor stays where it is, so that the update can be run any number of times. */
    static List<Case> ofSize(int n) {
        Extras none = new Extras(WeightDecay.NONE);
        return UpdateRule.all().stream()
                .map(rule -> operands(rule, Regularizer.NONE, none, n, "")
                        .op(views -> update(views, rule, Regularizer.NONE, 0, none)))
                .toList();
    }

    /** What an update can do besides. */
    private record Extras(WeightDecay decay, double clipValue, boolean scaled) {
        Extras(WeightDecay decay) {
            this(decay, Double.POSITIVE_INFINITY, false);
        }
    }

    private static WeightDecay decay(boolean decoupled, boolean biases) {
        return new WeightDecay(0.25, decoupled, biases);
    }

    private static Case update(UpdateRule rule, Extras extras, int n, String suffix) {
        boolean exact = rule instanceof UpdateRule.Sgd;
        return update(
                rule,
                exact ? new Regularizer(0.25, 0.5) : Regularizer.NONE,
                n - n / 3,
                extras,
                n,
                settings(rule) + suffix);
    }

    private static Case update(UpdateRule rule, Regularizer regularizer, int penalised, int n, String suffix) {
        Extras none = new Extras(WeightDecay.NONE);
        return update(rule, regularizer, penalised, none, n, settings(rule) + suffix);
    }

    /** Every rule, and those settings that change what it keeps. */
    private static List<UpdateRule> rules() {
        List<UpdateRule> rules = new ArrayList<>(UpdateRule.all());
        rules.add(new UpdateRule.Momentum(0.75, 0.3));
        rules.add(new AdaptiveRule.RmsProp(0.9, 1e-6, 0, true));
        rules.add(new AdaptiveRule.RmsProp(0.9, 1e-6, 0.5, false));
        rules.add(new AdaptiveRule.RmsProp(0.9, 1e-6, 0.5, true));
        return rules;
    }

    private static Case update(
            UpdateRule rule, Regularizer regularizer, int penalised, Extras extras, int n, String suffix) {
        return operands(rule, regularizer, extras, n, suffix)
                .ops(views ->
                        List.of(update(views, rule, regularizer, penalised, extras), new Advance(views.get("cursor"))));
    }

    private static Update update(Views views, UpdateRule rule, Regularizer regularizer, int penalised, Extras extras) {
        return new Update(
                rule,
                regularizer,
                extras.decay(),
                extras.clipValue(),
                penalised,
                views.get("w"),
                views.get("gradient"),
                views.get("scale"),
                views.get("state"),
                views.get("schedule"),
                views.get("cursor"));
    }

    /** In exact mode plain gradient descent with learning rates of 1/2 and 1, and quarters as penalties. */
    private static Case.Builder operands(
            UpdateRule rule, Regularizer regularizer, Extras extras, int n, String suffix) {
        boolean exact = rule instanceof UpdateRule.Sgd && isExact(regularizer.l1()) && isExact(regularizer.l2());
        Case.Builder builder = Case.named("update " + rule.name() + " " + n + suffix)
                .inOut("w", 1, n, Values.signed())
                .input("gradient", 1, n, Values.signed())
                .input(
                        "schedule",
                        FIRST + STEPS + 1,
                        rule.coefficientCount() + extras.decay().coefficientCount(),
                        schedule(rule, extras.decay()))
                .cursor(Role.IN_OUT, FIRST)
                .exactIf(exact)
                .runs(STEPS);
        if (rule.stateSlots() > 0) {
            builder.inOut("state", rule.stateSlots(), n, state(rule));
        }
        if (extras.scaled()) {
            builder.input("scale", 1, 1, Values.all(0.5));
        }
        return builder;
    }

    private static String settings(UpdateRule rule) {
        if (rule instanceof UpdateRule.Momentum momentum && momentum.dampening() != 0) {
            return " dampened";
        }
        return rule instanceof AdaptiveRule.RmsProp rmsProp
                ? (rmsProp.centered() ? " centered" : "") + (rmsProp.hasVelocity() ? " velocity" : "")
                : "";
    }

    /** A second moment is never negative, and at least the square of the first; a gradient has any sign, or none. */
    private static Values state(UpdateRule rule) {
        if (rule instanceof UpdateRule.ResilientPropagation) {
            return (mode, random, row, column) ->
                    row == 0 ? random.nextInt(3) - 1 : Values.notNegative().next(mode, random, row, column);
        }
        Values values = Values.notNegative();
        return rule instanceof AdaptiveRule.RmsProp
                ? (mode, random, row, column) -> row == 0 ? 1 + random.nextDouble() : random.nextDouble() / 2
                : values;
    }

    /** A multiple of 1/4 costs two bits a step. */
    private static boolean isExact(double penalty) {
        return 4 * penalty == Math.rint(4 * penalty);
    }

    /** Row t holds the coefficients of step t + 1, each with another learning rate. */
    static Values schedule(UpdateRule rule) {
        return schedule(rule, WeightDecay.NONE);
    }

    static Values schedule(UpdateRule rule, WeightDecay decay) {
        return (mode, random, row, column) -> {
            double[] coefficients = new double[rule.coefficientCount() + decay.coefficientCount()];
            double rate = mode == Mode.EXACT ? 0.5 * (1 + row % 2) : 0.01 * (1 + row);
            rule.coefficients(rate, row + 1, coefficients, 0);
            decay.coefficients(rate, coefficients, rule.coefficientCount());
            return coefficients[column];
        };
    }
}
