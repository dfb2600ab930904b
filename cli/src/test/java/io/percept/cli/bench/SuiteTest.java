package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.DeviceInfo;
import io.percept.cli.bench.Workload.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuiteTest {
    @Test
    void theNetsAreThoseThatSpeedIsSpokenOfWith() {
        assertThat(StandardNet.A.network().parameterCount()).isEqualTo(784 * 128 + 128 + 128 * 10 + 10);
        assertThat(StandardNet.B.widths()).containsExactly(784, 512, 256, 10);
        assertThat(StandardNet.C.batchSize()).isEqualTo(512);
        assertThat(StandardNet.D.network().parameterCount())
                .isEqualTo(1024 * 4096 + 3 * 4096 * 4096 + 4 * 4096 + 4096 * 10 + 10);
        assertThat(StandardNet.C.title()).isEqualTo("784-2048-2048-10, batches of 512");
    }

    @Test
    void allOfIt() {
        Suite suite = Suite.of(Reports.DEVICE, EnumSet.allOf(Kind.class), false);

        assertThat(names(suite.large()))
                .hasSize(9)
                .contains("square 512 NT 512 x 512 x 512", "square 2048 TN 2048 x 2048 x 2048");
        assertThat(suite.add().size()).isEqualTo("33,554,432");
        assertThat(names(suite.others()))
                .contains(
                        "A 784-128 NT 32 x 128 x 784",
                        "A 784-128 TN 128 x 784 x 32",
                        "A 128-10 NN 32 x 128 x 10",
                        "C 2048-2048 TN 2048 x 2048 x 512",
                        "net B adam 784-512-256-10, batches of 128",
                        "gelu  512 x 2048",
                        "adam update  5,824,522")
                .noneMatch(name -> name.startsWith("A 784-128 NN"))
                .noneMatch(name -> name.startsWith("D ") || name.startsWith("net D"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theCeilingsAreMeasuredAnyhow() {
        Suite suite = Suite.of(Reports.DEVICE, Set.of(Kind.STEPS), true);

        assertThat(names(suite.large())).hasSize(3);
        assertThat(names(suite.others()))
                .containsExactly("net A sgd 784-128-10, batches of 32", "net A adam 784-128-10, batches of 32");
    }

    @Test
    void theVectorsFitIntoASmallDevice() {
        DeviceInfo small = new DeviceInfo("opencl:0", "opencl", "small", 1, 1 << 20, 1 << 12, Map.of());

        assertThat(Suite.of(small, Set.of(), false).add().size()).isEqualTo("1,024");
    }

    private static List<String> names(List<Workload> works) {
        return works.stream()
                .map(work -> work.subject() + " " + work.variant() + " " + work.size())
                .toList();
    }
}
