package io.percept.cli.bench.gpu;

/** Something to measure. */
interface Part {
    /** What it is, as reports name it where it is missing. */
    String what();

    /**
     * Adds what it finds.
     *
     * @throws NotMeasured where there is a reason not to measure it
     * @throws io.percept.backend.BackendException when the device fails
     */
    void measure(Lab lab, GpuFigures figures);
}
