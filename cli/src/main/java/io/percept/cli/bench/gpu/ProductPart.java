package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures a product, beside cuBLAS through PyTorch.
 *
 * @param subject the layer or the square
 * @param compared whether to compare it with float64 as well
 */
record ProductPart(String subject, Product product, Precision precision, boolean compared) implements Part {
    /** Operands and result. */
    private static final int MATRICES = 3;

    @Override
    public String what() {
        return subject + " " + product.form() + " " + precision.label();
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        checkRoom(lab);
        lab.checkWorthwhile(precision, product.flops());
        try (ProductTrial trial = new ProductTrial(lab.device(precision), product)) {
            Optional<Torch.Work> peer = peer(lab, figures);
            try {
                List<Turns.Contestant> contestants = new ArrayList<>(List.of(lab.contestant(trial::run)));
                peer.ifPresent(contestants::add);
                List<Timing> timings = lab.turns(contestants);
                lab.learn(precision, product.flops(), timings.get(0).median());
                figures.add(new ProductFigure(
                        subject,
                        product,
                        precision,
                        trial.variant(),
                        timings.get(0),
                        peer.map(any -> timings.get(1)),
                        compared ? OptionalDouble.of(trial.error()) : OptionalDouble.empty(),
                        compared ? peerError(peer, figures) : OptionalDouble.empty()));
            } finally {
                peer.ifPresent(Torch.Work::close);
            }
        }
    }

    private Optional<Torch.Work> peer(Lab lab, GpuFigures figures) {
        if (lab.torch().isEmpty()) {
            return Optional.empty();
        }
        Precision theirs = Accuracy.ofPeer(precision);
        try {
            return Optional.of(
                    lab.torch().get().product(product, theirs, lab.effort().seconds()));
        } catch (NotMeasured e) {
            figures.miss("torch.matmul, " + what(), e.getMessage());
            return Optional.empty();
        }
    }

    private OptionalDouble peerError(Optional<Torch.Work> peer, GpuFigures figures) {
        try {
            return peer.map(work -> OptionalDouble.of(work.error())).orElse(OptionalDouble.empty());
        } catch (NotMeasured e) {
            figures.miss("torch.matmul's error, " + what(), e.getMessage());
            return OptionalDouble.empty();
        }
    }

    private void checkRoom(Lab lab) {
        long largest = Float.BYTES
                * Math.max(
                        (long) product.m() * product.n(),
                        Math.max((long) product.m() * product.k(), (long) product.k() * product.n()));
        if (largest > lab.info().maxAllocationBytes()
                || MATRICES * largest > lab.info().memoryBytes() / 2) {
            throw new NotMeasured("its matrices of up to " + (largest >> 20) + " MiB are too large for this device");
        }
    }
}
