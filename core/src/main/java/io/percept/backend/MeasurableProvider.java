package io.percept.backend;

/** A backend that can show what no operation does: the limits of its devices. */
public interface MeasurableProvider extends BackendProvider {
    /** What can be measured. */
    enum Limit {
        /** One work-group; in each round a barrier, and a number handed on from work-item to work-item in local memory. */
        BARRIER,
        /** As many work-groups as fill the device; in each round multiply-adds in registers. */
        MULTIPLY_ADD
    }

    /**
     * One launch that does nothing but what is to be measured, and whose result has been checked. Its description says how many
     * floating-point operations it takes.
     *
     * @param device one that this provider has opened
     * @param rounds that each work-item goes through, at least 0
     * @throws BackendException when the device does not compute what it should
     */
    Executable measuring(Device device, Limit limit, int rounds);
}
