package io.percept.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.bench.peer.Training;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerProcessTest {
    private static final Training SGD = Training.parse("numbers 1000,100,10 64 sgd 0.01");
    private static final Training ADAM = Training.parse("numbers 1000,100,10 64 adam 0.01");

    private static PeerProcess open() throws IOException {
        List<String> command = List.of(
                JavaHomes.own().resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowPeer.class.getName());
        return new PeerProcess(new PeerProgram("slow", command, List.of(Map.of("A", "b")), List.of()));
    }

    @Test
    void asksAndIsAnswered() throws IOException {
        try (PeerProcess peer = open()) {
            assertThat(peer.version()).isEqualTo("slow");
            peer.prepare(SGD);
            assertThat(peer.steps(4)).isBetween(4 * SlowPeer.STEP_MILLISECONDS / 1e3, 10.0);
            assertThat(peer.accuracy()).isEqualTo(0.25);
        }
    }

    @Test
    void saysWhatThePeerCannotDo() throws IOException {
        try (PeerProcess peer = open()) {
            assertThatThrownBy(() -> peer.prepare(ADAM))
                    .hasMessageContaining("slow answers")
                    .hasMessageContaining("no Adam");
            peer.prepare(SGD);
            assertThat(peer.accuracy()).isEqualTo(0.25);
        }
    }

    @Test
    void findsHowOftenToDoWork() throws IOException {
        try (PeerProcess peer = open()) {
            assertThat(PeerRounds.timesFor(1, peer, (unused, times) -> times * 0.01))
                    .isBetween(99, 101);
            assertThat(PeerRounds.timesFor(1, peer, (unused, times) -> times * 7.0))
                    .isEqualTo(1);
        }
        assertThat(PeerRounds.ratios(new double[] {0.5, 0.2}, new double[] {1.5, 0.1}))
                .containsExactly(3, 0.5);
    }
}
