package io.percept.cli.bench;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;

/** A report for programs, as one object; cli/bench.md says what each member means. */
public final class JsonForm {
    private JsonForm() {}

    public static JsonObject of(BenchReport report) {
        JsonObjectBuilder machine = JsonObject.builder();
        report.machine().forEach(machine::put);
        return JsonObject.builder()
                .put("event", "bench")
                .put("time", report.time().toString())
                .put("machine", machine.build())
                .put("precision", report.options().precision().label())
                .put("threads", report.options().threads())
                .put("repetitions", report.effort().repetitions())
                .put("warmUpSeconds", report.effort().warmUp())
                .put("repetitionSeconds", report.effort().seconds())
                .put("quick", report.quick())
                .putArray(
                        "devices",
                        report.devices().stream().map(JsonForm::device).toList())
                .build();
    }

    private static JsonObject device(DeviceFigures figures) {
        JsonObjectBuilder details = JsonObject.builder();
        figures.device().details().forEach(details::put);
        return JsonObject.builder()
                .put("id", figures.device().id())
                .put("backend", figures.device().backend())
                .put("name", figures.device().name())
                .put("computeUnits", figures.device().computeUnits())
                .put("memoryBytes", figures.device().memoryBytes())
                .put("details", details.build())
                .put("roofline", roofline(figures.roofline()))
                .putArray(
                        "figures",
                        figures.figures().stream()
                                .map(figure -> figure(figures.roofline(), figure))
                                .toList())
                .build();
    }

    private static JsonObject roofline(Roofline roofline) {
        return JsonObject.builder()
                .put("gflops", roofline.gflops())
                .put("gflopsOf", roofline.compute().name())
                .put("gigabytesPerSecond", roofline.gigabytesPerSecond())
                .put("gigabytesPerSecondOf", roofline.memory().name())
                .build();
    }

    private static JsonObject figure(Roofline roofline, Figure figure) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("kind", figure.work().kind().key())
                .put("subject", figure.work().subject())
                .put("variant", figure.work().variant())
                .put("size", figure.work().size())
                .put("flops", figure.flops())
                .put("bytes", figure.bytes())
                .put("seconds", sample(figure.seconds()))
                .put("gflops", sample(figure.gflops()))
                .put("gigabytesPerSecond", sample(figure.gigabytesPerSecond()));
        if (figure.work().rows() > 0) {
            json.put("samplesPerSecond", sample(figure.samplesPerSecond()));
        }
        return json.put("intensity", figure.intensity())
                .put("attainableGflops", roofline.attainable(figure.intensity()))
                .put("fraction", roofline.fraction(figure))
                .build();
    }

    private static JsonObject sample(Sample sample) {
        return JsonObject.builder()
                .put("mean", sample.mean())
                .put("deviation", sample.deviation())
                .put("best", sample.best())
                .build();
    }
}
