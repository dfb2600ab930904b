package io.percept.backend;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which devices have been found to compute rightly, or wrongly, on this machine. A verdict is on a device with its platform and driver, and
 * on this version of the software: any other is checked anew.
 */
public final class Verdicts {
    private final Remembered memory;

    Verdicts(Remembered memory) {
        this.memory = memory;
    }

    /** Those that are kept in a folder of one's own. */
    public static Verdicts in(Path folder) {
        return new Verdicts(Remembered.in(folder));
    }

    /** Those in the user's cache folder. */
    public static Verdicts ofUser() {
        return new Verdicts(Remembered.ofUser("verdicts"));
    }

    /** What a verdict is on: everything about a device that results may depend on, its number apart. */
    public static String identity(DeviceInfo device) {
        String version = Verdicts.class.getPackage().getImplementationVersion();
        return "percept " + (version == null ? "development" : version) + "\n" + device.backend() + "\n" + device.name()
                + "\n" + device.details();
    }

    /** The latest one; empty for a device that nobody has checked. */
    public Optional<Verdict> find(DeviceInfo device) {
        return memory.get(identity(device)).flatMap(Verdict::parse);
    }

    public boolean hasPassed(DeviceInfo device) {
        return find(device).filter(Verdict::passed).isPresent();
    }

    /** What the device does wrong, if it is known to do anything wrong. */
    public Optional<String> failure(DeviceInfo device) {
        return find(device).flatMap(Verdict::failure);
    }

    /** Remembers what a check has found just now; a device with a failure is refused from then on. */
    public void put(DeviceInfo device, Verdict.Check check, Optional<String> failure) {
        memory.put(identity(device), new Verdict(check, Instant.now(), failure).text());
    }

    /** What to tell somebody who wants the device all the same. */
    public static BackendException refusal(DeviceInfo device, String reason) {
        return new BackendException(device.id() + " (" + device.name() + ") computes wrongly: " + reason
                + "; update its driver and run 'percept devices --check', choose another device, or use it all the same"
                + " with --force");
    }
}
