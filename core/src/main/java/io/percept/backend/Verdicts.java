package io.percept.backend;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which devices have been found to compute rightly, or wrongly, on this machine. A verdict is on a device with its platform and driver, and
 * on this version of the software: any other is checked anew.
 */
public final class Verdicts {
    private static final String PASSED = "passed";
    private static final String FAILED = "failed: ";

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

    public boolean hasPassed(DeviceInfo device) {
        return memory.get(identity(device)).filter(PASSED::equals).isPresent();
    }

    /** What the device does wrong, if it is known to do anything wrong. */
    public Optional<String> failure(DeviceInfo device) {
        return memory.get(identity(device))
                .filter(verdict -> verdict.startsWith(FAILED))
                .map(verdict -> verdict.substring(FAILED.length()));
    }

    public void pass(DeviceInfo device) {
        memory.put(identity(device), PASSED);
    }

    /** Refuses the device from now on, for this reason. */
    public void fail(DeviceInfo device, String reason) {
        memory.put(identity(device), FAILED + reason);
    }

    /** What to tell somebody who wants the device all the same. */
    public static BackendException refusal(DeviceInfo device, String reason) {
        return new BackendException(device.id() + " (" + device.name() + ") computes wrongly: " + reason
                + "; update its driver and run 'percept devices --check', choose another device, or use it all the same"
                + " with --force");
    }
}
