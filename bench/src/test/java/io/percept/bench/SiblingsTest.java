package io.percept.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.bench.GuardedLoop.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiblingsTest {
    private final Map<GuardedLoop, Double> speeds = new LinkedHashMap<>();

    @Test
    void aLoopFarBelowTheMedianHasCollapsed() {
        measured(Kind.PRODUCTS, "rows3x1", 54.1, "");
        measured(Kind.PRODUCTS, "steps3x1", 34.2, "");
        measured(Kind.PRODUCTS, "rows6x2", 2.9, "");
        measured(Kind.PRODUCTS, "steps6x2", 43.8, "");
        measured(Kind.PRODUCTS, "rows12x2", 88.8, "");

        assertThat(new Siblings(speeds).collapsed())
                .extracting(GuardedLoop::name)
                .containsExactly("rows6x2");
    }

    @Test
    void aLoopThatIsOnlySlowerHasNot() {
        measured(Kind.PRODUCTS, "rows3x1", 12, "");
        measured(Kind.PRODUCTS, "rows6x2", 40, "");
        measured(Kind.PRODUCTS, "rows12x2", 90, "");

        assertThat(new Siblings(speeds).collapsed()).isEmpty();
    }

    @Test
    void kindsAreApart() {
        measured(Kind.PRODUCTS, "rows3x2", 80, "");
        measured(Kind.PRODUCTS, "rows6x2", 80, "");
        measured(Kind.UPDATES, "adadelta", 0.3, "");

        assertThat(new Siblings(speeds).collapsed()).isEmpty();
    }

    @Test
    void exemptLoopsNeitherCollapseNorCount() {
        measured(Kind.ACTIVATIONS, "relu", 2.4, "");
        measured(Kind.ACTIVATIONS, "abs", 0.1, "");
        measured(Kind.ACTIVATIONS, "softsign", 2.2, "");
        measured(Kind.ACTIVATIONS, "mish", 0.02, "goes by definition");
        measured(Kind.ACTIVATIONS, "gelu", 0.02, "goes by definition");
        measured(Kind.ACTIVATIONS, "tanh", 0.02, "goes by definition");

        assertThat(new Siblings(speeds).collapsed())
                .extracting(GuardedLoop::name)
                .containsExactly("abs");
    }

    private void measured(Kind kind, String name, double speed, String exempt) {
        speeds.put(new GuardedLoop(kind, name, 1, exempt, () -> {}), speed);
    }
}
