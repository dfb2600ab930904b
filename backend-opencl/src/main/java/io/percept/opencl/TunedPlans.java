package io.percept.opencl;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured to be fastest on a device.
 *
 * @param date of the last measurement
 * @param plans by classes of shapes, see {@link GemmShape#rounded}
 */
record TunedPlans(LocalDate date, Map<GemmShape, GemmPlan> plans) {
    TunedPlans {
        plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
    }

    /** These, and later ones that take the place of those for the same shapes. */
    TunedPlans with(TunedPlans later) {
        Map<GemmShape, GemmPlan> both = new LinkedHashMap<>(plans);
        both.putAll(later.plans());
        return new TunedPlans(later.date(), both);
    }

    /** "14 shapes, 2026-11-20". */
    String summary() {
        return plans.size() + (plans.size() == 1 ? " shape, " : " shapes, ") + date;
    }
}
