package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Precision;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what there is to compute on, and why what there is not. */
@Command(
        name = "devices",
        description =
                "Lists the backends, their devices, and which of them 'auto' tries first; or checks their results.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class)
final class DevicesCommand implements Callable<Integer> {
    private static final double BYTES_PER_GIB = 1 << 30;

    private static final Duration TUNING_LIMIT = Duration.ofMinutes(3);

    private final Console console;

    @Option(names = "--json", description = "Show them as JSON, an object on each line.")
    private boolean json;

    @Option(
            names = "--check",
            description =
                    "Compare what each device computes with the specification; those that fail are refused from then on.")
    private boolean check;

    @Option(
            names = "--tune",
            description =
                    "First measure which kernels suit a device best, and remember it. It takes three minutes at most.")
    private boolean tune;

    @Option(
            names = "--device",
            paramLabel = "cpu|reference|opencl[:N]",
            description = "With --check, the only device to check; with --tune, the one to tune, otherwise opencl.")
    private String device;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = Choices.OfPrecision.class,
            completionCandidates = Choices.OfPrecision.class,
            description =
                    "With --tune, how exactly matrices are multiplied: ${COMPLETION-CANDIDATES}. Default: float32.")
    private Precision precision = Precision.FLOAT32;

    @Spec
    private CommandSpec command;

    DevicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (device != null && !check && !tune) {
            throw new ParameterException(command.commandLine(), "--device is for --check and --tune");
        }
        if (precision != Precision.FLOAT32 && !tune) {
            throw new ParameterException(command.commandLine(), "--precision is for --tune; --check checks them all");
        }
        if (tune) {
            Backends.Choice choice = Backends.choose(device == null ? "opencl" : device);
            DeviceTuning.tune(choice, precision, TUNING_LIMIT, console::message);
        }
        if (check) {
            return checkAll();
        }
        Optional<String> automatic = automatic();
        for (BackendProvider provider : Backends.providers()) {
            if (provider.probe() instanceof BackendProvider.Available available) {
                for (DeviceInfo found : available.devices()) {
                    show(provider, found, automatic.filter(found.id()::equals).isPresent());
                }
                available.leftOut().forEach(reason -> showUnavailable(provider.name(), reason));
            } else if (provider.probe() instanceof BackendProvider.Unavailable unavailable) {
                showUnavailable(provider.name(), unavailable.reason());
            }
        }
        return Main.OK;
    }

    private int checkAll() {
        boolean passed = true;
        for (Backends.Choice choice : toCheck()) {
            passed &= new DeviceCheck(console, json).check(choice);
        }
        return passed ? Main.OK : Main.FAILURE;
    }

    private List<Backends.Choice> toCheck() {
        if (device != null) {
            return List.of(Backends.choose(device));
        }
        List<Backends.Choice> all = new ArrayList<>();
        for (BackendProvider provider : Backends.providers()) {
            // The reference is what the others are compared with.
            if (provider.probe() instanceof BackendProvider.Available available
                    && !provider.name().equals("reference")) {
                available.devices().forEach(info -> all.add(new Backends.Choice(provider, info, List.of())));
            }
        }
        return all;
    }

    /** The id of the device that {@code auto} takes, if there is any. */
    private static Optional<String> automatic() {
        try {
            return Optional.of(Backends.choose(Backends.AUTO).device().id());
        } catch (BackendException none) {
            return Optional.empty();
        }
    }

    private void show(BackendProvider provider, DeviceInfo info, boolean automatic) {
        Optional<Verdict> verdict = Verdicts.ofUser().find(info);
        Precisions precisions = Precisions.of(provider, info);
        if (json) {
            JsonObjectBuilder details = JsonObject.builder();
            info.details().forEach(details::put);
            JsonObjectBuilder found = JsonObject.builder()
                    .put("event", "device")
                    .put("backend", info.backend())
                    .put("available", true)
                    .put("id", info.id())
                    .put("name", info.name())
                    .put("computeUnits", info.computeUnits())
                    .put("memoryBytes", info.memoryBytes())
                    .put("maxAllocationBytes", info.maxAllocationBytes())
                    .putStrings("precisions", precisions.offered())
                    .put("otherPrecisions", precisions.reasons())
                    .put("details", details.build())
                    .put("auto", automatic);
            verdict.ifPresent(known -> found.put("check", describe(known)));
            console.result(found.build().toString());
            return;
        }
        console.result(info.id() + ": " + info.name() + (automatic ? " (the one that 'auto' takes)" : ""));
        console.result("    compute units: " + info.computeUnits());
        console.result(String.format(Locale.ROOT, "    memory: %.1f GiB", info.memoryBytes() / BYTES_PER_GIB));
        console.result("    precisions: " + precisions.text());
        console.result("    check: " + verdict.map(DevicesCommand::say).orElse("not checked yet"));
        info.details().forEach((name, value) -> console.result("    " + name + ": " + value));
    }

    private static String say(Verdict verdict) {
        String by = verdict.check().title() + " on "
                + verdict.time().atZone(ZoneId.systemDefault()).toLocalDate();
        return verdict.failure()
                .map(reason -> "computes wrongly: " + reason + "; " + by + " found that")
                .orElse("passed " + by);
    }

    private static JsonObject describe(Verdict verdict) {
        JsonObjectBuilder check = JsonObject.builder()
                .put("passed", verdict.passed())
                .put("by", verdict.check() == Verdict.Check.CONFORMANCE ? "devices --check" : "first use")
                .put("time", verdict.time().toString());
        verdict.failure().ifPresent(reason -> check.put("failure", reason));
        return check.build();
    }

    private void showUnavailable(String backend, String reason) {
        if (json) {
            console.result(JsonObject.builder()
                    .put("event", "device")
                    .put("backend", backend)
                    .put("available", false)
                    .put("reason", reason)
                    .build()
                    .toString());
        } else {
            console.result(backend + ": not available: " + reason);
        }
    }
}
