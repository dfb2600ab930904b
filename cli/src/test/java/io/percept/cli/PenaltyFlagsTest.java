package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What keeps weights small, and other choices around the optimizer, on the command line. */
class PenaltyFlagsTest {
    private static JsonObject start(String flags) {
        Run run = Run.line("train --device cpu --hidden 8 --epochs 1 --json " + flags);
        assertThat(run.code()).as(run.err()).isZero();
        return run.events().get(0);
    }

    @Test
    void aProgramGetsWhatWasAskedFor() {
        JsonObject start = start("--l1 0.001 --l2 0.01 --weight-decay 0.1 --clip-norm 2 --max-norm 3 --micro-batch 16"
                + " --initializer orthogonal:1.5 --schedule step:every=10,factor=0.5");

        assertThat(start.number("l1")).isEqualTo(0.001);
        assertThat(start.number("l2")).isEqualTo(0.01);
        assertThat(start.number("weightDecay")).isEqualTo(0.1);
        assertThat(start.number("clipNorm")).isEqualTo(2);
        assertThat(start.has("clipValue")).isFalse();
        assertThat(start.number("maxNorm")).isEqualTo(3);
        assertThat(start.integer("microBatch")).isEqualTo(16);
        assertThat(start.string("initializer")).isEqualTo("orthogonal:gain=1.5");
        assertThat(start.string("schedule")).isEqualTo("step:every=10,factor=0.5");
    }

    @Test
    void whatNobodyAskedForIsLeftOutButWhatTheOptimizerDoesByItself() {
        assertThat(start("--optimizer adamw").number("weightDecay")).isCloseTo(0.01, within(0.0));
        assertThat(start("").members())
                .doesNotContainKeys("weightDecay", "l1", "l2", "clipNorm", "maxNorm", "microBatch");
    }

    @Test
    void peopleReadItToo() {
        Run run = Run.line("train --device cpu --hidden 8 --epochs 1 --clip-value 0.5 --weight-decay 0.1");
        assertThat(run.err()).contains("in batches of 64, weight decay 0.1, clip value 0.5, seed 42");
    }
}
