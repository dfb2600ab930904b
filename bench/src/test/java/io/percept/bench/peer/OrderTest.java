package io.percept.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void showsEachRowAtMostOnceInAnEpoch() {
        Order order = new Order(10, 3);
        for (int epoch = 0; epoch < 3; epoch++) {
            Set<Integer> seen = new HashSet<>();
            for (int batch = 0; batch < 3; batch++) {
                for (int row : order.nextBatch()) {
                    assertThat(row).isBetween(0, 9);
                    assertThat(seen.add(row)).isTrue();
                }
            }
            assertThat(seen).hasSize(9);
        }
    }
}
