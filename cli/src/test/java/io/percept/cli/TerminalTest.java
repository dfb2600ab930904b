package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aTerminalIsWhatTheStartScriptSaysItIs() {
        assertThat(Terminal.of(properties("true", "132"), Map.of("TERM", "xterm")))
                .isEqualTo(new Terminal(true, true, 132));
        assertThat(Terminal.of(properties("false", "132"), Map.of("TERM", "xterm")))
                .isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(new Properties(), Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
    }

    @Test
    void aDumbTerminalIsNone() {
        assertThat(Terminal.of(properties("true", "80"), Map.of("TERM", "dumb")))
                .isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(properties("true", "80"), Map.of())).isEqualTo(Terminal.NONE);
    }

    @Test
    void noColorTakesTheColoursButNotTheBar() {
        assertThat(Terminal.of(properties("true", "80"), Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false, 80));
        assertThat(Terminal.of(properties("true", "80"), Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isEqualTo(new Terminal(true, true, 80));
    }

    @Test
    void anUnknownWidthIsTheUsualOne() {
        for (String unknown : new String[] {"", "0", "-5", "wide", "99999999"}) {
            assertThat(Terminal.of(properties("true", unknown), Map.of("TERM", "xterm"))
                            .columns())
                    .isEqualTo(80);
        }
    }

    private static Properties properties(String tty, String columns) {
        Properties properties = new Properties();
        properties.setProperty("percept.tty", tty);
        properties.setProperty("percept.columns", columns);
        return properties;
    }
}
