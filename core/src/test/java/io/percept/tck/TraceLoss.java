package io.percept.tck;

import io.percept.backend.Loss;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.model.SafetensorsFile;
import io.percept.train.ClassWeights;
import java.util.Arrays;

/**
 * A trace's loss.
 *
 * @param weights of the classes or outputs
 */
record TraceLoss(Loss loss, ClassWeights weights) {
    /**
     * Reads it from the metadata, whose names are not Percept's.
     *
     * @throws JsonException when Percept has no such loss
     */
    static TraceLoss read(SafetensorsFile file) {
        JsonObject json = JsonObject.parse(file.metadata("loss"));
        ClassWeights weights = json.has("classWeights")
                ? new ClassWeights.Given(
                        Arrays.stream(json.numbers("classWeights")).boxed().toList())
                : ClassWeights.EQUAL;
        return new TraceLoss(loss(json), weights);
    }

    private static Loss loss(JsonObject json) {
        String type = json.string("type");
        switch (type) {
            case "crossEntropy" -> json.refuseOthers("type", "classWeights", "labelSmoothing");
            case "huber" -> json.refuseOthers("type", "classWeights", "delta");
            default -> json.refuseOthers("type", "classWeights");
        }
        return switch (type) {
            case "crossEntropy" -> new Loss.CrossEntropy(json.number("labelSmoothing", 0));
            case "binaryCrossEntropyFromLogits" -> new Loss.BinaryCrossEntropy();
            case "meanSquaredError" -> new Loss.MeanSquaredError();
            case "meanAbsoluteError" -> new Loss.MeanAbsoluteError();
            case "huber" -> new Loss.Huber(json.number("delta", 1));
            case "poissonFromLogRate" -> new Loss.Poisson();
            default -> throw new JsonException("it needs the loss " + type);
        };
    }
}
