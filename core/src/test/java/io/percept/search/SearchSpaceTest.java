package io.percept.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.json.JsonObject;
import io.percept.search.Strategy.Halving.Rung;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
    private static SearchSpace space(String... written) {
        return new SearchSpace(List.of(written).stream().map(Dimension::parse).toList());
    }

    @Test
    void aGridHasEveryCombination() {
        assertThat(space("hidden=64|128,64", "learning-rate=1e-4..1e-1:log:4").grid())
                .hasSize(8)
                .doesNotHaveDuplicates()
                .startsWith(Map.of("hidden", "64", "learning-rate", "0.0001"))
                .contains(Map.of("hidden", "128,64", "learning-rate", "0.01"))
                .endsWith(Map.of("hidden", "128,64", "learning-rate", "0.1"));
        assertThat(space("width=1..9:int:3").grid())
                .extracting(point -> point.get("width"))
                .containsExactly("1", "5", "9");
        assertThatThrownBy(() -> space("bias=0..1").grid())
                .hasMessage("a grid needs values, but bias is the range 0..1; say how many of it, as in 0..1:5, or"
                        + " search at random");
    }

    @Test
    void drawsLieWithinAndFollowTheScale() {
        List<Map<String, String>> points =
                space("r=1e-4..1e-1:log", "n=1..4:int", "x=-1..1", "c=a|b").draw(2000, 5);

        assertThat(points).hasSize(2000).doesNotHaveDuplicates();
        int[] decades = new int[3];
        int[] whole = new int[5];
        int positive = 0;
        int a = 0;
        for (Map<String, String> point : points) {
            double r = Double.parseDouble(point.get("r"));
            assertThat(r).isBetween(1e-4, 1e-1);
            decades[Math.min(2, (int) (Math.log10(r) + 4))]++;
            whole[Integer.parseInt(point.get("n"))]++;
            positive += Double.parseDouble(point.get("x")) > 0 ? 1 : 0;
            a += point.get("c").equals("a") ? 1 : 0;
        }
        // Counts of n draws with probability p deviate by √(n p (1 - p)): within five of that.
        assertThat(List.of(decades[0], decades[1], decades[2]))
                .allSatisfy(count -> assertThat(count).isBetween(667 - 106, 667 + 106));
        assertThat(List.of(whole[1], whole[2], whole[3], whole[4]))
                .allSatisfy(count -> assertThat(count).isBetween(500 - 97, 500 + 97));
        assertThat(positive).isBetween(1000 - 112, 1000 + 112);
        assertThat(a).isBetween(1000 - 112, 1000 + 112);
    }

    @Test
    void theSeedDecidesAndMoreDrawsBeginWithFewer() {
        SearchSpace space = space("r=1e-4..1e-1:log", "c=a|b");

        assertThat(space.draw(10, 1))
                .isEqualTo(space.draw(20, 1).subList(0, 10))
                .isNotEqualTo(space.draw(10, 2));
        assertThat(space("c=a|b", "d=1|2").draw(10, 1)).hasSize(4);
    }

    @Test
    void jsonSaysTheSame() {
        JsonObject json = JsonObject.parse("{\"hidden\": [[128, 64], \"64\", 32], \"r\": {\"from\": 1e-4, \"to\": 0.1,"
                + " \"scale\": \"log\"}, \"n\": {\"from\": 1, \"to\": 4, \"whole\": true}, \"x\": \"0..1:5\"}");

        assertThat(new SearchSpace(SearchSpace.of(json)))
                .isEqualTo(space("hidden=128,64|64|32", "r=1e-4..1e-1:log", "n=1..4:int", "x=0..1:5"));
        assertThatThrownBy(() -> SearchSpace.of(JsonObject.parse("{\"x\": 3}")))
                .hasMessage("\"x\" is 3; it must be an array of values or a range with \"from\" and \"to\"");
        assertThatThrownBy(
                        () -> SearchSpace.of(JsonObject.parse("{\"x\": {\"from\": 1, \"to\": 2, \"scale\": \"x\"}}")))
                .hasMessageContaining("must be \"linear\" or \"log\"");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String written :
                List.of("0.0001..0.1:log", "1..4:int", "-1..1", "8..64:log:int", "64|128,64", "1e-9..1e-5:log")) {
            Dimension dimension = Dimension.parse("x=" + written);
            assertThat(Dimension.parse("x=" + dimension.written())).isEqualTo(dimension);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    rate          ! "rate" is not of the form NAME=VALUES
                    =1            ! "=1" is not of the form NAME=VALUES
                    r=2..1        ! r: the range 2..1; its second number must be the larger one
                    r=0..1:log    ! only positive numbers have a logarithm
                    r=a..1        ! "a" in "a..1" is not a number
                    r=0..1:1      ! "1" in "0..1:1" is none of log, int and a number of values above 1
                    r=1|1         ! none of them twice
                    """)
    void mistakesAreSaid(String written, String message) {
        assertThatThrownBy(() -> Dimension.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNameStandsOnce() {
        assertThatThrownBy(() -> space("a=1", "a=2")).hasMessageContaining("\"a\" is to be tried twice");
        assertThatThrownBy(() -> new SearchSpace(List.of())).hasMessageContaining("nothing to try");
    }

    @Test
    void halvingsDivideTrialsAndEpochs() {
        assertThat(new Strategy.Halving(27, 3).rungs(27))
                .containsExactly(new Rung(27, 1), new Rung(9, 3), new Rung(3, 9), new Rung(1, 27));
        assertThat(new Strategy.Halving(20, 3).rungs(20))
                .containsExactly(new Rung(20, 2), new Rung(6, 7), new Rung(2, 20));
        assertThat(new Strategy.Halving(2, 3).rungs(20)).containsExactly(new Rung(2, 20));
        assertThat(new Strategy.Halving(16, 2).rungs(4))
                .containsExactly(new Rung(16, 1), new Rung(8, 2), new Rung(4, 4));
    }
}
