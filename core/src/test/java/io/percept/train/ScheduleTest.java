package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.percept.backend.Settings;
import io.percept.nn.SettingsJson;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schedules against figures worked by hand and PyTorch's. */
class ScheduleTest {
    private static final double CLOSE = 1e-12;

    /** The factor at each of some steps, of epochs of so many steps. */
    private static double[] course(Schedule schedule, int steps, int stepsPerEpoch) {
        return IntStream.range(0, steps)
                .mapToDouble(step -> schedule.factor(new Schedule.Position(step, steps, stepsPerEpoch)))
                .toArray();
    }

    private static Schedule parse(String written) {
        return Settings.parse(Schedule.all(), written);
    }

    @Test
    void cosineFallsFromOneToZero() {
        Schedule cosine = new Schedule.Cosine();
        double[] course = course(cosine, 20, 5);
        assertThat(course[0]).isEqualTo(1);
        assertThat(course[5]).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(CLOSE));
        assertThat(course[10]).isCloseTo(0.5, within(CLOSE));
        for (int step = 1; step < 20; step++) {
            assertThat(course[step]).isLessThan(course[step - 1]);
        }
        assertThat(cosine.factor(new Schedule.Position(20, 20, 5))).isZero();
        assertThat(cosine.factor(new Schedule.Position(21, 20, 5)))
                .as("after the end")
                .isZero();
    }

    @Test
    void cosineWarmsUpAndRestarts() {
        assertArrayEquals(
                new double[] {0.25, 0.5, 0.75, 1, 1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2},
                course(parse("cosine:warmUp=2"), 8, 2),
                CLOSE);
        double half = 0.1 + 0.9 * 0.5;
        assertArrayEquals(
                new double[] {1, half, 1, half, 1, half}, course(parse("cosine:end=0.1,period=1"), 6, 2), CLOSE);
        double part = (1 + Math.sqrt(0.5)) / 2;
        assertArrayEquals(
                new double[] {1, 0.5, 1, part, 0.5, 1 - part, 1, (1 + Math.cos(Math.PI / 8)) / 2},
                course(parse("cosine:period=1,growth=2"), 8, 2),
                CLOSE);
    }

    @Test
    void constantStays() {
        assertArrayEquals(new double[] {1, 1, 1}, course(new Schedule.Constant(), 3, 1));
    }

    @Test
    void stepsAndPowersCountEpochsUnlessToldOtherwise() {
        assertArrayEquals(
                new double[] {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25},
                course(parse("step:every=2,factor=0.5"), 9, 2),
                CLOSE);
        assertArrayEquals(
                new double[] {1, 1, 0.5, 0.5, 0.25},
                course(parse("step:every=2,factor=0.5,perStep=true"), 5, 2),
                CLOSE);
        assertArrayEquals(new double[] {1, 1, 0.9, 0.9, 0.81}, course(parse("exponential:0.9"), 5, 2), CLOSE);
        assertArrayEquals(
                new double[] {1, 0.9, 0.81}, course(parse("exponential:factor=0.9,perStep=true"), 3, 2), CLOSE);
        assertArrayEquals(
                new double[] {1, 1 / Math.sqrt(2), 1 / Math.sqrt(3)}, course(parse("inverse-scaling"), 3, 1), CLOSE);
        assertArrayEquals(new double[] {1, 1, 0.5, 0.5}, course(parse("inverse-scaling:power=1"), 4, 2), CLOSE);
    }

    /** PyTorch's OneCycleLR with max_lr = 1, total_steps = 10 and its defaults: the top is at step 0.3 * 10 - 1. */
    @Test
    void oneCycleRisesAndFallsAsPyTorchHasIt() {
        double[] course = course(new Schedule.OneCycle(), 10, 5);
        assertThat(course[0]).isCloseTo(0.04, within(CLOSE));
        assertThat(course[1]).isCloseTo(0.52, within(CLOSE));
        assertThat(course[2]).isCloseTo(1, within(CLOSE));
        assertThat(course[9]).isCloseTo(4e-6, within(CLOSE));
        double part = (1 + Math.cos(Math.PI * 3 / 7)) / 2;
        assertThat(course[5]).isCloseTo(4e-6 + (1 - 4e-6) * part, within(CLOSE));
    }

    /** Two bad epochs are borne, the third reduces; one cools down; the next three reduce again, but not below the end. */
    @Test
    void plateauReducesWhereTheLossStays() {
        PlateauWatch watch = new PlateauWatch(
                (Schedule.Plateau) parse("plateau:factor=0.5,patience=2,threshold=0.1,coolDown=1,end=0.3"));
        double[] losses = {10, 8, 7.9, 7.3, 8, 5, 5, 4.9, 4.8, Double.NaN, 4.7, 4.6, 4.55};
        double[] expected = {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3};
        for (int epoch = 0; epoch < losses.length; epoch++) {
            watch.measured(losses[epoch]);
            assertThat(watch.factor()).as("after epoch %d", epoch).isEqualTo(expected[epoch]);
        }
    }

    @Test
    void everyScheduleIsWrittenAndReadAgain() {
        for (Schedule schedule : Schedule.all()) {
            assertThat(SettingsJson.read(Schedule.all(), SettingsJson.write(schedule)))
                    .isEqualTo(schedule);
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> parse("step:every=0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step: every is 0.0; it must be at least 1");
        assertThatThrownBy(() -> parse("plateau:factor=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plateau: factor is 1.0; it must be between 0 and 1");
        assertThatThrownBy(() -> parse("one-cycle:rise=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rise is 1.0");
        assertThatThrownBy(() -> parse("cosine:growth=0.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("growth is 0.5");
        assertThatThrownBy(() -> parse("exponential:factor=NaN"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor is NaN");
    }
}
