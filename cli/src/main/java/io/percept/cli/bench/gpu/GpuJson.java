package io.percept.cli.bench.gpu;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures for programs, as one object; cli/bench-gpu.md says what each member means. What was not measured is not there, or null. */
public final class GpuJson {
    private GpuJson() {}

    public static JsonObject of(GpuFigures figures) {
        JsonObjectBuilder facts = JsonObject.builder();
        figures.facts().forEach(facts::put);
        JsonObjectBuilder json = JsonObject.builder()
                .put("event", "gpu-bench")
                .put("facts", facts.build())
                .putArray(
                        "goals",
                        GoalTable.of(figures).stream().map(GpuJson::goal).toList())
                .putArray("steps", figures.steps().stream().map(GpuJson::step).toList())
                .putArray(
                        "products",
                        figures.products().stream().map(GpuJson::product).toList());
        figures.overheads().ifPresent(overheads -> json.put("overheads", overheads(overheads)));
        figures.check().ifPresent(check -> json.put("conformance", check(check)));
        return json.putArray(
                        "notMeasured",
                        figures.missing().stream()
                                .map(missing -> JsonObject.builder()
                                        .put("what", missing.what())
                                        .put("why", missing.why())
                                        .build())
                                .toList())
                .build();
    }

    private static JsonObject goal(Goal goal) {
        JsonObjectBuilder json = JsonObject.builder().put("what", goal.what()).put("unit", goal.unit());
        put(json, "value", goal.value());
        json.put("better", goal.atLeast() ? "higher" : "lower");
        put(json, "goal", goal.goal());
        goal.verdict().ifPresent(verdict -> json.put("verdict", verdict.title()));
        put(json, "beyond", goal.beyond());
        goal.verdictBeyond().ifPresent(verdict -> json.put("verdictBeyond", verdict.title()));
        if (goal.value().isEmpty()) {
            json.put("why", goal.why());
        }
        return json.build();
    }

    private static JsonObject step(StepFigure figure) {
        JsonObjectBuilder torch = JsonObject.builder();
        for (Map.Entry<TorchMode, StepFigure.Beside> entry : figure.torch().entrySet()) {
            StepFigure.Beside beside = entry.getValue();
            torch.put(
                    entry.getKey().key(),
                    JsonObject.builder()
                            .put("percept", timing(beside.percept()))
                            .put("torch", timing(beside.torch()))
                            .put("speed", beside.speed())
                            .build());
        }
        return JsonObject.builder()
                .put("net", figure.net().name())
                .put("size", figure.net().title())
                .put("optimizer", figure.optimizer())
                .put("precision", figure.precision().label())
                .put("launches", figure.launches())
                .put("percept", timing(figure.percept()))
                .put("torch", torch.build())
                .build();
    }

    private static JsonObject product(ProductFigure figure) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("subject", figure.subject())
                .put("form", figure.product().form())
                .putIntegers(
                        "sizes",
                        figure.product().m(),
                        figure.product().n(),
                        figure.product().k())
                .put("precision", figure.precision().label())
                .put("variant", figure.variant())
                .put("percept", timing(figure.percept()))
                .put("teraflops", figure.teraflops(figure.percept()));
        Optional<Timing> torch = figure.torch();
        if (torch.isPresent()) {
            json.put("torch", timing(torch.get()));
            json.put("torchTeraflops", figure.teraflops(torch.get()));
        }
        put(json, "speed", figure.speedOverTorch());
        put(json, "error", figure.error());
        put(json, "torchError", figure.torchError());
        return json.put(
                        "bound",
                        Accuracy.bound(figure.precision(), figure.product().k()))
                .build();
    }

    private static JsonObject overheads(Overheads overheads) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("launchSeconds", overheads.launch())
                .put("launchAndFinishSeconds", overheads.launchAndFinish());
        put(json, "barrierSeconds", overheads.barrier());
        put(json, "multiplyAddTeraflops", overheads.teraflops());
        return json.put("gigabytesPerSecond", overheads.gigabytesPerSecond()).build();
    }

    private static JsonObject check(CheckFigure check) {
        return JsonObject.builder()
                .put("passed", check.failures().isEmpty())
                .put("cases", check.cases())
                .put("of", check.of())
                .put("worst", Math.min(check.worst(), Double.MAX_VALUE)) // JSON has no infinity.
                .put("seconds", check.seconds())
                .putStrings("failures", check.failures())
                .build();
    }

    private static JsonObject timing(Timing timing) {
        return JsonObject.builder()
                .put("seconds", timing.median())
                .putNumbers(
                        "rounds",
                        timing.seconds().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                .build();
    }

    private static void put(JsonObjectBuilder json, String name, OptionalDouble value) {
        value.ifPresent(number -> json.put(name, number));
    }
}
