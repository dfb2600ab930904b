package io.percept.tck;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What tests need and not every machine has: devices, data. */
public final class Required {
    private Required() {}

    /**
     * Skips a test aloud, or fails it where the property {@code tck.require} names what is missing, among others with commas between them.
     *
     * @param what a backend's name, {@code onnx}, {@code traces}, {@code fashion-mnist}, {@code chromium} or {@code torch}
     * @param reason why it is not there, and what would help
     */
    public static void skip(String what, String reason) {
        if (Arrays.asList(System.getProperty("tck.require", "").split(",")).contains(what)) {
            throw new AssertionError(reason + " (required by tck.require)");
        }
        System.err.println("Skipped: " + reason);
        Assumptions.abort(reason);
    }
}
