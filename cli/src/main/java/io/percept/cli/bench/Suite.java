package io.percept.cli.bench;

import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Rectifier;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure a device with.
 *
 * @param large products, the fastest of which is the compute ceiling
 * @param add the sum of two vectors, which is the bandwidth ceiling
 * @param others all the rest
 */
public record Suite(List<Workload> large, Workload add, List<Workload> others) {
    /** Elements of a vector: the three of the sum take 384 MiB, more than any cache of a usual device holds. */
    private static final int VECTOR = 1 << 25;

    private static final int QUICK_VECTOR = 1 << 22;

    /** At most this part of a device's memory is for one vector. */
    private static final int PART_OF_MEMORY = 8;

    private static final int CLASSES = 1000;

    public Suite {
        large = List.copyOf(large);
        others = List.copyOf(others);
    }

    /**
     * The products of the layers of nets A, B and C and of squares, training steps with SGD and Adam, and the operations of net C that
     * only move memory.
     *
     * @param kinds what to measure; the ceilings are measured anyhow
     * @param quick whether to leave out what takes long: all but net A and one square
     */
    public static Suite of(DeviceInfo device, Set<Kind> kinds, boolean quick) {
        List<Workload> others = new ArrayList<>();
        List<StandardNet> nets = quick ? List.of(StandardNet.A) : StandardNet.USUAL;
        if (kinds.contains(Kind.GEMM)) {
            nets.forEach(net -> others.addAll(products(net)));
        }
        if (kinds.contains(Kind.STEPS)) {
            nets.forEach(net -> others.addAll(steps(net)));
        }
        if (kinds.contains(Kind.OPERATIONS)) {
            others.addAll(operations(nets.get(nets.size() - 1)));
        }
        List<Workload> large = quick
                ? square(512)
                : Stream.of(512, 1024, 2048).flatMap(n -> square(n).stream()).toList();
        return new Suite(large, Operations.add(vector(device, quick ? QUICK_VECTOR : VECTOR)), others);
    }

    private static int vector(DeviceInfo device, int wanted) {
        long room = device.memoryBytes() / PART_OF_MEMORY / Float.BYTES;
        return (int) Math.max(1, Math.min(wanted, Math.min(room, device.maxAllocationBytes() / Float.BYTES)));
    }

    /** Everything, in the order in which it is measured. */
    List<Workload> all() {
        return Stream.of(large, List.of(add), others).flatMap(List::stream).toList();
    }

    private static List<Workload> square(int n) {
        return Stream.of("NT", "NN", "TN")
                .map(form -> product("square " + n, new Product(form, n, n, n)))
                .toList();
    }

    private static List<Workload> products(StandardNet net) {
        return net.layers().stream()
                .flatMap(layer -> layer.products().stream().map(product -> product(layer.name(), product)))
                .toList();
    }

    private static Workload product(String subject, Product product) {
        return new OpWork(Kind.GEMM, subject, product.form(), product.size(), product::on);
    }

    private static List<Workload> steps(StandardNet net) {
        return List.of(new StepWork(net, new UpdateRule.Sgd()), new StepWork(net, new AdamRule.Adam()));
    }

    private static List<Workload> operations(StandardNet net) {
        int batch = net.batchSize();
        int width = net.widths().get(1);
        int parameters = (int) net.network().parameterCount();
        return List.of(
                Operations.activation(new Activation.Relu(), batch, width),
                Operations.activation(new Rectifier.Gelu(), batch, width),
                Operations.softmaxLoss(batch, CLASSES),
                Operations.update(new UpdateRule.Sgd(), parameters),
                Operations.update(new AdamRule.Adam(), parameters));
    }
}
