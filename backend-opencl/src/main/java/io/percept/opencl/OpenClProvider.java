package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.MeasurableProvider;
import io.percept.backend.Precision;
import io.percept.backend.TunableProvider;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.kernels.TensorTile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Offers the devices of every OpenCL driver as {@code opencl:0}, {@code opencl:1}, ... in the order in which the system lists platforms
 * and their devices. The list begins with GPUs. Devices are looked for once in the life of the process.
 */
public final class OpenClProvider implements TunableProvider, MeasurableProvider {
    private final Discovery discovery;
    private final Verdicts verdicts;
    private final UnaryOperator<KernelSource> sources;
    private final boolean emulated;

    public OpenClProvider() {
        this(Discovery.shared());
    }

    OpenClProvider(Discovery discovery) {
        this(discovery, Verdicts.ofUser(), UnaryOperator.identity());
    }

    /** Builds what {@code sources} makes of each kernel's source. */
    OpenClProvider(Discovery discovery, Verdicts verdicts, UnaryOperator<KernelSource> sources) {
        this(discovery, verdicts, sources, false);
    }

    /** With {@code emulated}, every device has tensor cores that are emulated, for tests of what lies between here and there. */
    OpenClProvider(Discovery discovery, Verdicts verdicts, UnaryOperator<KernelSource> sources, boolean emulated) {
        this.discovery = discovery;
        this.verdicts = verdicts;
        this.sources = sources;
        this.emulated = emulated;
    }

    @Override
    public String name() {
        return DeviceTraits.BACKEND;
    }

    @Override
    public Probe probe() {
        Discovery.Findings findings = discovery.find();
        if (findings.devices().isEmpty()) {
            return new Unavailable(findings.whyNone());
        }
        return new Available(
                findings.devices().stream().map(OpenClProvider::describe).toList(), findings.leftOut());
    }

    private static DeviceInfo describe(FoundDevice found) {
        return found.traits().info(found.id(), new Tuning(found, TensorCores.UNUSED, TuningStore.ofUser()).summary());
    }

    /** Checks the device briefly when it is opened for the first time, unless {@link DeviceOptions#force} says otherwise. */
    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        FoundDevice found = discovery.find(device);
        if (!options.force()) {
            verdicts.failure(device).ifPresent(reason -> {
                throw Verdicts.refusal(device, reason);
            });
        }
        require(device, options.precision());
        Device opened =
                open(device, found, options, tuning(found, options.precision()).planner());
        if (!options.force() && !verdicts.hasPassed(device)) {
            checkFirst(opened);
        }
        return opened;
    }

    private Tuning tuning(FoundDevice found, Precision precision) {
        return new Tuning(found, TensorCores.of(precision, emulated), TuningStore.ofUser());
    }

    /** Tries it on the device, once in the life of the process. */
    @Override
    public Device.Support supports(DeviceInfo device, Precision precision) {
        if (precision == Precision.FLOAT32) {
            return new Device.Supported();
        }
        FoundDevice found = discovery.find(device);
        if (!emulated && !found.traits().takesPtx()) {
            return new Device.Unsupported("tensor cores are reached through NVIDIA's driver only");
        }
        return discovery.once(
                found.id() + " " + precision + (emulated ? " emulated" : ""), () -> probe(device, found, precision));
    }

    private Device.Support probe(DeviceInfo device, FoundDevice found, Precision precision) {
        TensorCores tensorCores = TensorCores.of(precision, emulated);
        GemmPlan plan = new GemmPlan(TensorTile.smallest(tensorCores.operands().orElseThrow(), emulated));
        DeviceOptions options = DeviceOptions.defaults().withPrecision(precision);
        try (Device opened = open(device, found, options, (form, m, n, k) -> plan)) {
            return TensorProbe.probe(tensorCores.operands().orElseThrow(), opened);
        } catch (BackendException e) {
            return new Device.Unsupported("it cannot be opened to try: " + e.getMessage());
        }
    }

    @Override
    public Tuned tune(
            DeviceInfo device,
            Precision precision,
            List<DenseShape> layers,
            Duration limit,
            Consumer<String> progress) {
        require(device, precision);
        FoundDevice found = discovery.find(device);
        DeviceOptions options = DeviceOptions.defaults().withPrecision(precision);
        TensorCores tensorCores = TensorCores.of(precision, emulated);
        TunedPlans known = tuning(found, precision)
                .tune(layers, planner -> open(device, found, options, planner), limit, progress);
        return new Tuned(
                known.summary(),
                ShippedTuning.file(found.traits(), tensorCores),
                ShippedTuning.text(found.traits(), known));
    }

    @Override
    public Executable measuring(Device device, Limit limit, int rounds) {
        return ((OpenClDevice) device).measuring(limit, rounds);
    }

    private Device open(DeviceInfo device, FoundDevice found, DeviceOptions options, GemmPlanner planner) {
        ClDevice handle = ClDevice.open(found);
        BinaryStore store = options.keepPrograms()
                ? BinaryStore.ofUser()
                : BinaryStore.ofUser().withoutSaving();
        ProgramCache programs = new ProgramCache(handle, store, sources);
        return new OpenClDevice(device, options, handle, programs, planner);
    }

    /** Closes a device that does not pass. */
    private void checkFirst(Device device) {
        boolean passed = false;
        try {
            Optional<String> failure = SelfCheck.failure(device);
            verdicts.put(device.info(), Verdict.Check.FIRST_USE, failure);
            failure.ifPresent(reason -> {
                throw Verdicts.refusal(device.info(), reason);
            });
            passed = true;
        } finally {
            if (!passed) {
                device.close();
            }
        }
    }
}
