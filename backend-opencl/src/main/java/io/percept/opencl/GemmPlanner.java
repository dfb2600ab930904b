package io.percept.opencl;

/** Decides how each matrix product is computed. */
@FunctionalInterface
interface GemmPlanner {
    /** The stored orders of a product's operands: neither, the second or the first is transposed. */
    enum Form {
        NN,
        NT,
        TN
    }

    /** A plan for C (m x n) over k. */
    GemmPlan choose(Form form, int m, int n, int k);

    /** What to take on a device that nothing was measured on. */
    static GemmPlanner untuned(DeviceTraits traits) {
        return untuned(GemmCandidates.of(traits));
    }

    /** What to take of these where nothing was measured. */
    static GemmPlanner untuned(GemmCandidates candidates) {
        return (form, m, n, k) -> candidates.likeliest(new GemmShape(form, m, n, k));
    }

    /** What was measured to be fastest, and elsewhere what would be taken untuned. */
    static GemmPlanner tuned(GemmCandidates candidates, TunedPlans tuned) {
        GemmPlanner untuned = untuned(candidates);
        return (form, m, n, k) -> {
            GemmPlan plan = tuned.plans().get(new GemmShape(form, m, n, k).rounded());
            return plan == null ? untuned.choose(form, m, n, k) : plan;
        };
    }
}
