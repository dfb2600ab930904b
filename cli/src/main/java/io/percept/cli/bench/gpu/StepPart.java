package io.percept.cli.bench.gpu;

import io.percept.backend.AdamRule;
import io.percept.backend.Precision;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Product;
import io.percept.cli.bench.StandardNet;
import io.percept.cli.bench.StepWork;
import io.percept.cli.bench.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a training step, beside PyTorch.
 *
 * @param modes how PyTorch runs it
 */
record StepPart(StandardNet net, UpdateRule optimizer, Precision precision, List<TorchMode> modes) implements Part {
    /** What steps are measured with. */
    static final List<UpdateRule> OPTIMIZERS = List.of(new UpdateRule.Sgd(), new AdamRule.Adam());

    @Override
    public String what() {
        String step = StepFigure.name(net, optimizer.name(), precision);
        return modes.equals(List.of(TorchMode.COMPILE)) ? step + ", torch.compile" : step;
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        lab.checkWorthwhile(
                precision,
                net.layers().stream()
                        .flatMap(layer -> layer.products().stream())
                        .mapToDouble(Product::flops)
                        .sum());
        StepWork step = new StepWork(net, optimizer);
        Map<TorchMode, Torch.Work> peers = new LinkedHashMap<>();
        try (Workload.Prepared prepared = step.on(lab.device(precision))) {
            lab.torch().ifPresent(torch -> prepare(torch, step, lab, figures, peers));
            List<Turns.Contestant> contestants = new ArrayList<>(List.of(lab.contestant(prepared::run)));
            contestants.addAll(peers.values());
            List<Timing> timings = lab.turns(contestants);
            Map<TorchMode, StepFigure.Beside> beside = new LinkedHashMap<>();
            peers.keySet()
                    .forEach(mode ->
                            beside.put(mode, new StepFigure.Beside(timings.get(0), timings.get(1 + beside.size()))));
            figures.add(new StepFigure(
                    net, optimizer.name(), precision, prepared.launches().size(), timings.get(0), beside));
        } finally {
            peers.values().forEach(Torch.Work::close);
        }
    }

    private void prepare(Torch torch, StepWork step, Lab lab, GpuFigures figures, Map<TorchMode, Torch.Work> peers) {
        for (TorchMode mode : modes) {
            try {
                peers.put(
                        mode,
                        torch.step(
                                step,
                                mode,
                                Accuracy.ofPeer(precision),
                                lab.effort().seconds()));
            } catch (NotMeasured e) {
                figures.miss(
                        "PyTorch's " + mode.title() + ", " + StepFigure.name(net, optimizer.name(), precision),
                        e.getMessage());
            }
        }
    }
}
