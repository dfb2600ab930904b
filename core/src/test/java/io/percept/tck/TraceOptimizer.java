package io.percept.tck;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Clipping;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.backend.WeightDecay;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.model.SafetensorsFile;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;

/** How a trace's parameters were changed: PyTorch's optimizers with all their settings, and what happened around them. */
final class TraceOptimizer {
    private final JsonObject json;

    private TraceOptimizer(JsonObject json) {
        this.json = json;
    }

    /** Sets what a file's metadata say. */
    static void apply(SafetensorsFile file, TrainingConfig.Builder config) {
        TraceOptimizer optimizer = new TraceOptimizer(JsonObject.parse(file.metadata("optimizer")));
        config.optimizer(optimizer.rule())
                .learningRate(optimizer.json.number("lr"))
                .decay(optimizer.decay())
                .schedule(schedule(file, optimizer.json.number("lr")));
        if (file.metadata().containsKey("penalty")) {
            JsonObject penalty = JsonObject.parse(file.metadata("penalty"));
            config.regularizer(new Regularizer(penalty.number("l1", 0), penalty.number("l2", 0)));
        }
        if (file.metadata().containsKey("clip")) {
            config.clipping(clipping(JsonObject.parse(file.metadata("clip"))));
        }
        if (file.metadata().containsKey("maxNorm")) {
            config.maxNorm(maxNorm(file.metadata("maxNorm")));
        }
    }

    /** Schedules move on after each step; the session's epoch is the whole trace. */
    private static Schedule schedule(SafetensorsFile file, double rate) {
        if (!file.metadata().containsKey("schedule")) {
            return new Schedule.Constant();
        }
        JsonObject schedule = JsonObject.parse(file.metadata("schedule"));
        switch (schedule.string("type")) {
            case "cosine" -> {
                int steps = file.tensor("losses").shape().get(0);
                double period = first(schedule, "steps", "T_max") / steps;
                if (period < 1) {
                    throw new JsonException("it needs a cosine that rises again");
                }
                return new Schedule.Cosine(
                        schedule.number("final", schedule.number("eta_min", 0)) / rate, 0, period, 1);
            }
            case "step" -> {
                double every = first(schedule, "every", "steps", "stepSize", "step_size", "size");
                return new Schedule.Step((int) every, first(schedule, "factor", "gamma"), true);
            }
            case "exponential" -> {
                return new Schedule.Exponential(first(schedule, "factor", "gamma"), true);
            }
            default -> throw new JsonException("it needs the schedule " + schedule.string("type"));
        }
    }

    /** The member that is there of several names for the same. */
    private static double first(JsonObject object, String... names) {
        for (String name : names) {
            if (object.has(name)) {
                return object.number(name);
            }
        }
        throw new JsonException("it needs " + object);
    }

    private UpdateRule rule() {
        String type = json.string("type");
        if (json.bool("maximize", false)) {
            throw new JsonException("it maximises");
        }
        return switch (type) {
            case "SGD" -> sgd();
            case "Adam", "AdamW" -> adam(type);
            case "RMSprop" ->
                new AdaptiveRule.RmsProp(
                        json.number("alpha"),
                        json.number("eps"),
                        json.number("momentum", 0),
                        json.bool("centered", false));
            case "Adagrad" ->
                new AdaptiveRule.Adagrad(
                        json.number("lr_decay", 0), json.number("eps"), json.number("initial_accumulator_value", 0));
            case "Adadelta" -> new AdaptiveRule.Adadelta(json.number("rho"), json.number("eps"));
            default -> throw new JsonException("it needs the optimizer " + type);
        };
    }

    private UpdateRule sgd() {
        double momentum = json.number("momentum", 0);
        if (momentum == 0) {
            return new UpdateRule.Sgd();
        }
        return json.bool("nesterov", false)
                ? new UpdateRule.Nesterov(momentum)
                : new UpdateRule.Momentum(momentum, json.number("dampening", 0));
    }

    private UpdateRule adam(String type) {
        double[] betas = json.numbers("betas");
        double epsilon = json.number("eps");
        if (json.bool("amsgrad", false)) {
            return new AdamRule.Amsgrad(betas[0], betas[1], epsilon);
        }
        return type.equals("Adam")
                ? new AdamRule.Adam(betas[0], betas[1], epsilon)
                : new AdamRule.AdamW(betas[0], betas[1], epsilon);
    }

    /** PyTorch's optimizers let everything decay, biases too; all but AdamW have it go through the rule. */
    private WeightDecay decay() {
        return new WeightDecay(
                json.number("weight_decay", 0), json.string("type").equals("AdamW"), true);
    }

    private static Clipping clipping(JsonObject clip) {
        return new Clipping(
                clip.number("value", Double.POSITIVE_INFINITY), clip.number("globalNorm", Double.POSITIVE_INFINITY));
    }

    /** The limit alone, or an object with one. */
    private static MaxNorm maxNorm(String written) {
        JsonObject either = JsonObject.parse("{\"limit\": " + written + "}");
        JsonObject object = either.get("limit") instanceof JsonObject inner ? inner : either;
        double limit = first(object, "limit", "max", "value", "norm", "maxNorm");
        return new MaxNorm(limit, object.number("epsilon", object.number("eps", 0)));
    }
}
