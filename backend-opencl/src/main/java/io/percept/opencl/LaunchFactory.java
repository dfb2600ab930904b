package io.percept.opencl;

import static org.jocl.CL.clCreateKernel;

import io.percept.backend.Activation;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Op;
import io.percept.backend.Settings;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jocl.CLException;

/** Makes the launches of one executable, and holds what they need until it closes. */
final class LaunchFactory {
    private final ClDevice device;
    private final ProgramCache programs;
    private final List<NativeResource> made = new ArrayList<>();

    LaunchFactory(ClDevice device, ProgramCache programs) {
        this.device = device;
        this.programs = programs;
    }

    DeviceTraits traits() {
        return device.traits();
    }

    /**
     * A launch of a kernel, whose arguments and sizes are still to be set.
     *
     * @param options the compiler's options: one program is built for every source and options
     * @throws io.percept.backend.BackendException when the kernel cannot be built
     */
    ClLaunch launch(KernelSource source, String options, String kernel) {
        try {
            return keep(device.adopt(
                    new ClLaunch(device, kernel, clCreateKernel(programs.program(source, options), kernel, null))));
        } catch (CLException e) {
            throw ClErrors.failure(device.label(), "making kernel " + kernel + " of " + source.name(), e);
        }
    }

    /** A launch of a kernel of the catalogue. */
    ClLaunch launch(Build build, String kernel) {
        Program program = build.program();
        return launch(
                new KernelSource(program.name().toLowerCase(Locale.ROOT), program.source()), build.flags(), kernel);
    }

    /** The options of an activation: its name, and its settings in their order. */
    static Build with(Build build, Activation activation) {
        Build named = build.with("ACTIVATION", macro(activation.name()));
        char setting = 'A';
        for (Object value : Settings.of(activation).values()) {
            named = named.with("ACTIVATION_" + setting++, ((Number) value).doubleValue());
        }
        return named;
    }

    /** How the kernels spell the name of an activation, a loss or a rule. */
    static String macro(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** A line for a launch that does several operations. */
    static Launch describe(String kernel, String variant, String sizes, Op... ops) {
        return new Launch(
                kernel,
                variant,
                sizes,
                Arrays.stream(ops).mapToLong(Op::flops).sum(),
                Arrays.stream(ops).mapToLong(Op::bytes).sum());
    }

    /** The size of the work-groups that a program is built for. */
    static int group(Build build) {
        return Integer.parseInt(build.value("GROUP"));
    }

    /** The smallest multiple of b that is not less than a. */
    static long roundUp(int a, int b) {
        return (a + b - 1L) / b * b;
    }

    /**
     * A block of memory for these launches alone, zeros at first; {@code what} names it in messages.
     *
     * @throws io.percept.backend.BackendException when there is not enough memory
     */
    ClMemory scratch(long bytes, String what) {
        return keep(device.allocate(bytes, what));
    }

    private <T extends NativeResource> T keep(T resource) {
        made.add(resource);
        return resource;
    }

    /** Gives back all that was made. */
    void release() {
        made.forEach(NativeResource::release);
    }
}
