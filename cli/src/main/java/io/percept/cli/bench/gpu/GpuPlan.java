package io.percept.cli.bench.gpu;

import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.MeasurableProvider;
import io.percept.backend.Precision;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Product;
import io.percept.cli.bench.StandardNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is measured, in the order in which it matters: what goals are judged by comes first, and what time is left for last. */
public final class GpuPlan {
    /** Elements of a vector whose sum is the bandwidth ceiling; three take 384 MiB, more than caches hold. */
    private static final int VECTOR = 1 << 25;

    private static final int QUICK_VECTOR = 1 << 20;

    /** Of multiply-adds: about a tenth of a second on the largest GPUs. */
    private static final int ROUNDS = 64;

    private static final int QUICK_ROUNDS = 4;

    /** At most this part of a device's memory is for one vector. */
    private static final int PART_OF_MEMORY = 8;

    private static final List<TorchMode> AT_ONCE = List.of(TorchMode.EAGER, TorchMode.GRAPH);

    private final Backends.Choice choice;
    private final List<Precision> precisions;
    private final List<Part> parts = new ArrayList<>();

    private GpuPlan(Backends.Choice choice, List<Precision> precisions) {
        this.choice = choice;
        this.precisions = precisions;
    }

    /**
     * Everything.
     *
     * @param precisions those that the device offers
     */
    public static List<Part> full(Backends.Choice choice, List<Precision> precisions, Checker checker) {
        GpuPlan plan = new GpuPlan(choice, precisions);
        plan.squares(List.of("NN"), Squares.SIZES.length - 1);
        plan.steps(EnumSet.of(StandardNet.A, StandardNet.B), List.of(Precision.FLOAT32), AT_ONCE);
        plan.steps(EnumSet.of(StandardNet.C, StandardNet.D), plan.judged(), AT_ONCE);
        plan.overheads(VECTOR, ROUNDS);
        plan.parts.add(new CheckPart(checker));
        plan.layers();
        plan.squares(List.of("NT", "TN"), Squares.SIZES.length);
        plan.largestSquare();
        if (precisions.contains(Precision.BF16)) {
            plan.steps(EnumSet.of(StandardNet.C, StandardNet.D), List.of(Precision.BF16), List.of());
        }
        plan.steps(
                EnumSet.allOf(StandardNet.class),
                plan.judged().stream()
                        .filter(precision -> precision == Accuracy.ofPeer(precision))
                        .toList(),
                List.of(TorchMode.COMPILE));
        return plan.parts;
    }

    /** A moment of each kind, to try it out. */
    public static List<Part> quick(Backends.Choice choice, List<Precision> precisions) {
        GpuPlan plan = new GpuPlan(choice, precisions);
        plan.squares(List.of("NN", "NT", "TN"), 1);
        plan.steps(EnumSet.of(StandardNet.A), List.of(Precision.FLOAT32), AT_ONCE);
        plan.overheads(QUICK_VECTOR, QUICK_ROUNDS);
        return plan.parts;
    }

    /** Steps in bfloat16 are compared with nothing: PyTorch takes them another way, and stores what it multiplies so. */
    private List<Precision> judged() {
        return precisions.stream()
                .filter(precision -> precision != Precision.BF16)
                .toList();
    }

    private void squares(List<String> forms, int sizes) {
        for (Precision precision : precisions) {
            for (int n : Arrays.copyOf(Squares.SIZES, sizes)) {
                for (String form : forms) {
                    product(Squares.subject(n), new Product(form, n, n, n), precision);
                }
            }
        }
    }

    /** It takes much time, and says little that is new. */
    private void largestSquare() {
        int largest = Squares.SIZES[Squares.SIZES.length - 1];
        precisions.forEach(precision -> product(Squares.subject(largest), Squares.of(largest), precision));
    }

    /** Small layers gain nothing from other precisions. */
    private void layers() {
        for (StandardNet net : StandardNet.values()) {
            boolean large = net.compareTo(StandardNet.C) >= 0;
            for (Precision precision : large ? precisions : List.of(Precision.FLOAT32)) {
                net.layers()
                        .forEach(layer ->
                                layer.products().forEach(product -> product(layer.name(), product, precision)));
            }
        }
    }

    /** One of several equal layers is enough. */
    private void product(String subject, Product product, Precision precision) {
        boolean compared = Math.max(product.m(), product.n()) <= Squares.JUDGED;
        ProductPart part = new ProductPart(subject, product, precision, compared);
        if (!parts.contains(part)) {
            parts.add(part);
        }
    }

    private void steps(Set<StandardNet> nets, List<Precision> among, List<TorchMode> modes) {
        for (StandardNet net : nets) {
            for (Precision precision : among) {
                for (UpdateRule optimizer : StepPart.OPTIMIZERS) {
                    parts.add(new StepPart(net, optimizer, precision, modes));
                }
            }
        }
    }

    private void overheads(int vector, int rounds) {
        DeviceInfo info = choice.device();
        long room = Math.min(info.memoryBytes() / PART_OF_MEMORY, info.maxAllocationBytes()) / Float.BYTES;
        Optional<MeasurableProvider> provider =
                choice.provider() instanceof MeasurableProvider any ? Optional.of(any) : Optional.empty();
        parts.add(new OverheadPart((int) Math.max(1, Math.min(vector, room)), provider, rounds));
    }
}
