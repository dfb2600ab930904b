package io.percept.train;

import io.percept.backend.Named;
import java.util.List;

/** How the learning rate changes over a training. To add one, add a record and name it in {@link #all()}. */
public sealed interface Schedule extends Named {
    /** Every schedule. */
    static List<Schedule> all() {
        return List.of(new Cosine(), new Constant());
    }

    /** What to multiply the configured learning rate by at a step, from 0, of so many in all. */
    double factor(long step, long steps);

    /** 1 always. */
    record Constant() implements Schedule {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /**
     * ½ (1 + cos(π step / steps)), from 1 down to 0 (I. Loshchilov, F. Hutter, "SGDR", 2017, without restarts): large steps first, and
     * small ones at the end, which settle what the large ones left unsteady.
     */
    record Cosine() implements Schedule {
        @Override
        public String name() {
            return "cosine";
        }

        @Override
        public double factor(long step, long steps) {
            return (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
        }
    }
}
