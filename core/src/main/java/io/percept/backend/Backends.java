package io.percept.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the backends on the class path and picks devices by name. */
public final class Backends {
    /** The name that asks for the best device there is. */
    public static final String AUTO = "auto";

    /** What {@code auto} tries, best first. The reference is never chosen: it is a specification, not a fast device. */
    private static final String PROCESSOR = "cpu";

    private static final List<String> PREFERENCE = List.of("opencl", PROCESSOR);

    private Backends() {}

    /** A device that was picked, and why {@code auto} passed over others. */
    public record Choice(BackendProvider provider, DeviceInfo device, List<String> passedOver) {
        /**
         * Opens it.
         *
         * @throws BackendException when it cannot be had, or is known to compute wrongly and not {@linkplain DeviceOptions#force forced}
         */
        public Device open(DeviceOptions options) {
            if (!options.force()) {
                Verdicts.ofUser().failure(device).ifPresent(reason -> {
                    throw Verdicts.refusal(device, reason);
                });
            }
            return provider.open(device, options);
        }

        /** Whether the device is the processor itself, the CPU backend's. */
        public boolean isProcessor() {
            return device.backend().equals(PROCESSOR);
        }

        /** The same after some more were passed over. */
        public Choice alsoOver(List<String> more) {
            return new Choice(
                    provider,
                    device,
                    Stream.concat(passedOver.stream(), more.stream()).toList());
        }

        /** Why it is passed over, when it fails so: the message, which need not name the device. */
        public String why(BackendException failure) {
            String message = failure.getMessage();
            return message.startsWith(device.id()) ? message : device.id() + ": " + message;
        }
    }

    /** Every backend there is, in the order of their names. */
    public static List<BackendProvider> providers() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(BackendProvider::name))
                .toList();
    }

    /**
     * A device that was picked and opened.
     *
     * @param failed of those passed over, the ones that were tried before it and could not be opened, with the reason
     */
    public record Opened(Choice choice, Device device, List<String> failed) implements AutoCloseable {
        @Override
        public void close() {
            device.close();
        }
    }

    /**
     * Opens the device of that name with default options.
     *
     * @throws BackendException when it cannot be had
     */
    public static Device open(String device) {
        return open(device, DeviceOptions.defaults()).device();
    }

    /**
     * Opens the device that {@link #choose} picks. With {@code auto} that is the first one that opens: one that does not, because it is
     * found to compute wrongly when it is used for the first time, say, is among those passed over.
     *
     * @throws BackendException when it cannot be had
     */
    public static Opened open(String wanted, DeviceOptions options) {
        return open(wanted, options, providers());
    }

    static Opened open(String wanted, DeviceOptions options, List<BackendProvider> providers) {
        if (!wanted.equals(AUTO)) {
            Choice choice = named(wanted, providers);
            return new Opened(choice, choice.open(options), List.of());
        }
        Candidates candidates = candidates(providers, Verdicts.ofUser());
        List<String> failed = new ArrayList<>();
        for (Choice candidate : candidates.usable()) {
            try {
                Device device = candidate.open(options);
                return new Opened(candidate.alsoOver(failed), device, List.copyOf(failed));
            } catch (BackendException e) {
                failed.add(candidate.why(e));
            }
        }
        throw none(
                Stream.concat(candidates.passedOver().stream(), failed.stream()).toList());
    }

    private static BackendException none(List<String> passedOver) {
        return new BackendException("no device to compute on: "
                + (passedOver.isEmpty() ? "no backend is on the class path" : String.join("; ", passedOver)));
    }

    /**
     * Picks a device: {@code auto}; a backend's name for its first device; a device's id; or a backend's name, a colon and a part of
     * a device's name.
     *
     * @throws BackendException when there is none of that name; a device asked for by name is never replaced by another
     */
    public static Choice choose(String wanted) {
        return choose(wanted, providers());
    }

    static Choice choose(String wanted, List<BackendProvider> providers) {
        return wanted.equals(AUTO) ? best(providers) : named(wanted, providers);
    }

    private static Choice best(List<BackendProvider> providers) {
        Candidates candidates = candidates(providers, Verdicts.ofUser());
        if (candidates.usable().isEmpty()) {
            throw none(candidates.passedOver());
        }
        return candidates.usable().get(0);
    }

    /**
     * What {@code auto} has to choose from.
     *
     * @param usable the devices, the one first that is likely to be the fastest; each with {@code passedOver}
     * @param passedOver the backends without a device and the devices that are known to compute wrongly, with the reason
     */
    public record Candidates(List<Choice> usable, List<String> passedOver) {}

    /** What {@code auto} has to choose from. */
    public static Candidates candidates() {
        return candidates(providers(), Verdicts.ofUser());
    }

    static Candidates candidates(List<BackendProvider> providers, Verdicts verdicts) {
        List<Choice> usable = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (String name : PREFERENCE) {
            for (BackendProvider provider : providers) {
                if (!provider.name().equals(name)) {
                    continue;
                }
                if (provider.probe() instanceof BackendProvider.Available available) {
                    for (DeviceInfo device : available.devices()) {
                        Optional<String> failure = verdicts.failure(device);
                        failure.ifPresent(reason -> passedOver.add(device.id() + ": it computes wrongly: " + reason));
                        if (failure.isEmpty()) {
                            usable.add(new Choice(provider, device, passedOver));
                        }
                    }
                } else {
                    passedOver.add(name + ": " + reason(provider));
                }
            }
        }
        return new Candidates(List.copyOf(usable), passedOver);
    }

    private static Choice named(String wanted, List<BackendProvider> providers) {
        int colon = wanted.indexOf(':');
        String backend = colon < 0 ? wanted : wanted.substring(0, colon);
        BackendProvider provider = providers.stream()
                .filter(candidate -> candidate.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new BackendException("there is no device \"" + wanted + "\"; there are the backends "
                        + String.join(
                                ", ",
                                providers.stream().map(BackendProvider::name).toList()) + ", and " + AUTO));
        if (!(provider.probe() instanceof BackendProvider.Available available)) {
            throw new BackendException("device \"" + wanted + "\" cannot be had: " + reason(provider));
        }
        String filter = colon < 0 ? "" : wanted.substring(colon + 1).toLowerCase(Locale.ROOT);
        return available.devices().stream()
                .filter(device -> colon < 0
                        || device.id().equals(wanted)
                        || device.name().toLowerCase(Locale.ROOT).contains(filter))
                // An id wins over another device whose name happens to contain the number.
                .min(Comparator.comparing(device -> !device.id().equals(wanted)))
                .map(device -> new Choice(provider, device, List.of()))
                .orElseThrow(() -> new BackendException("there is no device \"" + wanted + "\"; " + backend + " has "
                        + String.join(
                                ", ",
                                available.devices().stream()
                                        .map(device -> device.id() + " (" + device.name() + ")")
                                        .toList())));
    }

    private static String reason(BackendProvider provider) {
        return provider.probe() instanceof BackendProvider.Unavailable unavailable ? unavailable.reason() : "";
    }
}
