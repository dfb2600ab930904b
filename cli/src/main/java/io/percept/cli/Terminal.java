package io.percept.cli;

import java.util.Map;
import java.util.Properties;

/**
 * What may be written to standard error.
 *
 * @param interactive whether it is a terminal that can redraw a line
 * @param color whether it may have colours
 * @param columns its width
 */
record Terminal(boolean interactive, boolean color, int columns) {
    /** The width of a terminal that does not tell. */
    private static final int USUAL_COLUMNS = 80;

    /** A file or a pipe: neither colours nor redrawn lines. */
    static final Terminal NONE = new Terminal(false, false, USUAL_COLUMNS);

    /**
     * Finds out from what the start script says, since Java itself cannot tell where standard error goes.
     *
     * @param properties {@code percept.tty} and {@code percept.columns}
     * @param environment {@code TERM} and {@code NO_COLOR} (no-color.org)
     */
    static Terminal of(Properties properties, Map<String, String> environment) {
        if (!properties.getProperty("percept.tty", "false").equals("true")
                || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return NONE;
        }
        boolean color = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, color, columns(properties.getProperty("percept.columns", "")));
    }

    private static int columns(String text) {
        return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : USUAL_COLUMNS;
    }
}
