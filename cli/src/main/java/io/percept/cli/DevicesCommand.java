package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what there is to compute on, and why what there is not. */
@Command(
        name = "devices",
        description = "Lists the backends, their devices, and which of them 'auto' takes.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class)
final class DevicesCommand implements Callable<Integer> {
    private static final double BYTES_PER_GIB = 1 << 30;

    private final Console console;

    @Option(names = "--json", description = "Show them as JSON, an object on each line.")
    private boolean json;

    DevicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<String> automatic = automatic();
        for (BackendProvider provider : Backends.providers()) {
            if (provider.probe() instanceof BackendProvider.Available available) {
                for (DeviceInfo device : available.devices()) {
                    show(device, automatic.filter(device.id()::equals).isPresent());
                }
            } else if (provider.probe() instanceof BackendProvider.Unavailable unavailable) {
                showUnavailable(provider.name(), unavailable.reason());
            }
        }
        return Main.OK;
    }

    /** The id of the device that {@code auto} takes, if there is any. */
    private static Optional<String> automatic() {
        try {
            return Optional.of(Backends.choose(Backends.AUTO).device().id());
        } catch (BackendException none) {
            return Optional.empty();
        }
    }

    private void show(DeviceInfo device, boolean automatic) {
        if (json) {
            JsonObjectBuilder details = JsonObject.builder();
            device.details().forEach(details::put);
            console.result(JsonObject.builder()
                    .put("event", "device")
                    .put("backend", device.backend())
                    .put("available", true)
                    .put("id", device.id())
                    .put("name", device.name())
                    .put("computeUnits", device.computeUnits())
                    .put("memoryBytes", device.memoryBytes())
                    .put("maxAllocationBytes", device.maxAllocationBytes())
                    .put("details", details.build())
                    .put("auto", automatic)
                    .build()
                    .toString());
            return;
        }
        console.result(device.id() + ": " + device.name() + (automatic ? " (the one that 'auto' takes)" : ""));
        console.result("    compute units: " + device.computeUnits());
        console.result(String.format(Locale.ROOT, "    memory: %.1f GiB", device.memoryBytes() / BYTES_PER_GIB));
        device.details().forEach((name, value) -> console.result("    " + name + ": " + value));
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
