package io.percept.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeerOptionsTest {
    @Test
    void readsWhatIsWanted() {
        PeerOptions options = PeerOptions.parse(
                new String[] {"data", "results", "--parts", "gemm,start", "--threads", "1", "--peers", "NumPy,DJL"});
        assertThat(options.parts()).containsExactly("gemm", "start");
        assertThat(options.threads()).isEqualTo(1);
        assertThat(options.wants("PyTorch (DJL)")).isTrue();
        assertThat(options.wants("Smile")).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> PeerOptions.parse(new String[] {"data", "results", "--part", "gemm"}))
                .hasMessageContaining("--parts");
        assertThatThrownBy(() -> PeerOptions.parse(new String[] {"data", "results", "--parts", "gem"}))
                .hasMessageContaining("gem");
        assertThatThrownBy(() -> PeerOptions.parse(new String[] {"data", "results", "--rounds", "4"}))
                .hasMessageContaining("odd");
    }
}
