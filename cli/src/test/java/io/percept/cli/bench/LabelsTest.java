package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.cli.bench.Labels.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private final Labels labels = new Labels(new Box(0, 0, 400, 300));

    @Test
    void theFirstStandsToTheRight() {
        Box box = labels.place(100, 100, 50, 14).orElseThrow();

        assertThat(box).isEqualTo(new Box(109, 93, 50, 14));
        assertThat(box.distance(100, 100)).isEqualTo(9);
    }

    @Test
    void atTheRightEdgeItStandsToTheLeft() {
        assertThat(labels.place(390, 100, 50, 14)).contains(new Box(331, 93, 50, 14));
    }

    @Test
    void manyOfOnePointCoverNothing() {
        labels.take(Box.around(200, 150, 20, 20));
        List<Box> placed = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Optional<Box> box = labels.place(200, 150, 60, 14);
            assertThat(box).hasValueSatisfying(found -> assertThat(placed).noneMatch(found::overlaps));
            placed.add(box.orElseThrow());
        }
    }

    @Test
    void whereAllIsFullThereIsNoPlace() {
        labels.take(new Box(0, 0, 400, 300));

        assertThat(labels.place(200, 150, 60, 14)).isEmpty();
    }
}
