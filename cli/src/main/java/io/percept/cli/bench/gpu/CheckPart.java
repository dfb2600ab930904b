package io.percept.cli.bench.gpu;

/** The conformance check. A driver may take long to compile hundreds of kernels: half of the time that is left is for what comes after it. */
record CheckPart(Checker checker) implements Part {
    static final String WHAT = "conformance";

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        double half = lab.budget().left() / 2;
        CheckFigure figure = checker.check(() -> lab.budget().left() > half);
        figures.add(figure);
        if (figure.cases() < figure.of()) {
            figures.miss(
                    (figure.of() - figure.cases()) + " of " + figure.of() + " cases of the conformance check",
                    "its half of the time was over; allow more with --minutes, or run 'percept devices --check'");
        }
    }
}
