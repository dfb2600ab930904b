package io.percept.cli.bench.gpu;

/** The conformance check. */
record CheckPart(Checker checker) implements Part {
    static final String WHAT = "conformance";

    @Override
    public String what() {
        return WHAT;
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        CheckFigure figure = checker.check(() -> !lab.budget().isOver());
        figures.add(figure);
        if (figure.cases() < figure.of()) {
            figures.miss(
                    (figure.of() - figure.cases()) + " of " + figure.of() + " cases of the conformance check",
                    "the time was over; allow more with --minutes, or run 'percept devices --check'");
        }
    }
}
