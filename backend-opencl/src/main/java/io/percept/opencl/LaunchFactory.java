package io.percept.opencl;

import static org.jocl.CL.clCreateKernel;

import java.util.ArrayList;
import java.util.List;
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
            return keep(new ClLaunch(device, kernel, clCreateKernel(programs.program(source, options), kernel, null)));
        } catch (CLException e) {
            throw ClErrors.failure(device.label(), "making kernel " + kernel + " of " + source.name(), e);
        }
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
        made.add(device.adopt(resource));
        return resource;
    }

    /** Gives back all that was made. */
    void release() {
        made.forEach(NativeResource::release);
    }
}
