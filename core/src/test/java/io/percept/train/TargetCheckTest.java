package io.percept.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.Loss;
import io.percept.backend.Settings;
import io.percept.data.DataException;
import io.percept.data.RealTargets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCheckTest {
    @ParameterizedTest
    @CsvSource({
        "binary-cross-entropy, 0, 0.5",
        "hinge, 0, 1",
        "poisson, 0, 7",
        "soft-cross-entropy, 0.25, 0.7501",
        "mean-absolute-error, -3, 1e9"
    })
    void takesWhatALossCanCompareWith(String loss, float first, float second) {
        assertThatCode(() -> check(loss, first, second)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cross-entropy        | 0   | 1   | cross-entropy needs classes as targets, but a, b holds real numbers; use mean-squared-error
            binary-cross-entropy | 0   | 1.5 | binary-cross-entropy needs targets from 0 to 1, but b is 1.5 in row 0
            hinge                | 0.5 | 1   | hinge needs targets that are 0 or 1, but a is 0.5 in row 0
            poisson              | 3   | -1  | poisson needs targets that are not negative, but b is -1.0 in row 0
            soft-cross-entropy   | 2   | -1  | soft-cross-entropy needs targets from 0 to 1, but a is 2.0 in row 0
            soft-cross-entropy   | 0.5 | 0.4 | soft-cross-entropy needs targets that are 1 together, a probability for each class, but those of row 0 are 0.9; divide each by its row's sum
            """)
    void refusesOthers(String loss, float first, float second, String message) {
        assertThatThrownBy(() -> check(loss, first, second))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static void check(String loss, float first, float second) {
        RealTargets targets = new RealTargets(new float[] {first, second}, List.of("a", "b"));
        TargetCheck.check(Settings.named(Loss.all(), loss), targets);
    }
}
