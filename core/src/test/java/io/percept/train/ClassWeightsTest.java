package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassWeightsTest {
    private static final Targets FRUIT = new ClassTargets(new int[] {0, 2, 2, 2}, List.of("apple", "kiwi", "pear=x"));

    private static final Targets NUMBERS = new RealTargets(new float[] {1, 2}, List.of("height", "width"));

    @Test
    void weighsClassesByPositionOrByName() {
        assertThat(ClassWeights.parse("1, 2.5,0").of(FRUIT)).containsExactly(1, 2.5, 0);
        assertThat(ClassWeights.parse("pear=x=3,apple=0.5").of(FRUIT)).containsExactly(0.5, 1, 3);
        assertThat(ClassWeights.EQUAL.of(FRUIT)).containsExactly(1, 1, 1);
    }

    @Test
    void weighsOutputs() {
        assertThat(ClassWeights.parse("width=4").of(NUMBERS)).containsExactly(1, 4);
        assertThat(ClassWeights.parse("3,4").of(NUMBERS)).containsExactly(3, 4);
    }

    /** Of four rows in two classes, each class has the weight of two rows. */
    @Test
    void balancesTheClassesThatHaveRows() {
        double[] balanced = ClassWeights.parse("balanced").of(FRUIT);
        assertThat(balanced[0]).isEqualTo(2);
        assertThat(balanced[1]).isEqualTo(1);
        assertThat(balanced[2]).isCloseTo(2.0 / 3, within(1e-15));
        assertThatThrownBy(() -> ClassWeights.BALANCED.of(NUMBERS))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "balanced class weights need classes, but the targets are height, width; give each a weight,"
                                + " as in 1,2.5");
    }

    @Test
    void areWrittenAsTheyAreRead() {
        for (String written : List.of("balanced", "1.0,2.5", "a=1.0,b=0.5")) {
            assertThat(ClassWeights.parse(written)).hasToString(written);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,x       | "x" is no weight; write balanced, a number for each class as in 1,2.5,1, or class=weight
            a=1,2     | "2" is not of the form class=weight, as others are
            a=1,a=2   | the class "a" has two weights
            1,-1      | the class weight -1.0 is not 0 or a positive number
            a=NaN     | the class weight NaN is not 0 or a positive number
            0,0       | all class weights are 0; one at least must be positive
            """)
    void refusesWhatIsNoWeight(String written, String message) {
        assertThatThrownBy(() -> ClassWeights.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,2       | there are 2 class weights, but 3 classes: apple, kiwi, pear=x; give one for each
            plum=2    | there is a weight for "plum", but the classes are apple, kiwi, pear=x
            """)
    void refusesWeightsOfOtherClasses(String written, String message) {
        assertThatThrownBy(() -> ClassWeights.parse(written).of(FRUIT))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
