package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.StandardNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What has been found of a device so far. */
public final class GpuFigures {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<ProductFigure> products = new ArrayList<>();
    private final List<StepFigure> steps = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private String note = "";
    private boolean judgedBesideTorch = true;
    private Optional<Overheads> overheads = Optional.empty();
    private Optional<CheckFigure> check = Optional.empty();

    /** The goals are not meant for this device: what to tell the reader. */
    public void note(String text) {
        note = text;
    }

    String note() {
        return note;
    }

    /** PyTorch computes on the processor: it is there, but nothing is judged by it. */
    public void doNotJudgeBesideTorch() {
        judgedBesideTorch = false;
    }

    boolean isJudgedBesideTorch() {
        return judgedBesideTorch;
    }

    /** Something to know of the run, the machine or the device. */
    public void fact(String name, String value) {
        facts.put(name, value);
    }

    void add(ProductFigure figure) {
        products.add(figure);
    }

    /** Adds a step, or to one that is there already what else PyTorch was measured with. */
    void add(StepFigure figure) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).isLike(figure)) {
                steps.set(i, steps.get(i).with(figure));
                return;
            }
        }
        steps.add(figure);
    }

    void add(Overheads figures) {
        overheads = Optional.of(figures);
    }

    void add(CheckFigure figure) {
        check = Optional.of(figure);
    }

    /** Something that is left out. */
    public void miss(String what, String why) {
        missing.add(new Missing(what, why));
    }

    Map<String, String> facts() {
        return facts;
    }

    List<ProductFigure> products() {
        return products;
    }

    List<StepFigure> steps() {
        return steps;
    }

    List<Missing> missing() {
        return missing;
    }

    Optional<Overheads> overheads() {
        return overheads;
    }

    Optional<CheckFigure> check() {
        return check;
    }

    /** A square in the form NN. */
    Optional<ProductFigure> square(int n, Precision precision) {
        return products.stream()
                .filter(figure -> figure.product().equals(Squares.of(n)) && figure.precision() == precision)
                .findFirst();
    }

    /** Steps of a net, with what PyTorch was measured with. */
    Stream<StepFigure> steps(StandardNet net, String optimizer) {
        return steps.stream()
                .filter(figure -> figure.net() == net && figure.optimizer().equals(optimizer));
    }

    /** Whether the device was found to compute wrongly. */
    public boolean isWrong() {
        return check.isPresent() && !check.get().failures().isEmpty();
    }

    /** Why something is not there; empty when nobody has said so. */
    Optional<String> whyMissing(String what) {
        return missing.stream()
                .filter(entry -> entry.what().equals(what))
                .map(Missing::why)
                .findFirst();
    }
}
