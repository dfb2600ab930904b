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
import io.percept.train.TrainingConfig;
import java.util.List;

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
                .decay(optimizer.decay());
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
        for (String name : List.of("limit", "max", "value", "norm", "maxNorm")) {
            if (object.has(name)) {
                return new MaxNorm(object.number(name), object.number("epsilon", object.number("eps", 0)));
            }
        }
        throw new JsonException("it needs maxNorm " + written);
    }
}
