package io.percept.opencl;

import static org.jocl.CL.CL_PROGRAM_BINARIES;
import static org.jocl.CL.CL_PROGRAM_BINARY_SIZES;
import static org.jocl.CL.CL_PROGRAM_BUILD_LOG;
import static org.jocl.CL.clBuildProgram;
import static org.jocl.CL.clCreateProgramWithBinary;
import static org.jocl.CL.clCreateProgramWithSource;
import static org.jocl.CL.clGetProgramBuildInfo;
import static org.jocl.CL.clGetProgramInfo;
import static org.jocl.CL.clReleaseProgram;

import io.percept.backend.BackendException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of one open device, each built once: from a binary of an earlier run, or else from its source. */
final class ProgramCache {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramCache.class);

    /** Lines of a build log to show: the first error explains the rest. */
    private static final int LOG_LINES = 40;

    private final ClDevice device;
    private final BinaryStore store;
    private final UnaryOperator<KernelSource> sources;
    private final Map<String, Program> programs = new HashMap<>();

    ProgramCache(ClDevice device, BinaryStore store) {
        this(device, store, UnaryOperator.identity());
    }

    /** Builds what {@code sources} makes of each source. */
    ProgramCache(ClDevice device, BinaryStore store, UnaryOperator<KernelSource> sources) {
        this.device = device;
        this.store = store;
        this.sources = sources;
    }

    /** A built program; the device releases it when it closes. */
    private static final class Program extends NativeResource {
        private final cl_program handle;

        Program(ClDevice device, cl_program handle) {
            super(device);
            this.handle = handle;
        }

        @Override
        protected void free() {
            clReleaseProgram(handle);
        }
    }

    /**
     * The program of that source, built with those options.
     *
     * @throws BackendException with the compiler's messages when it cannot be built
     */
    cl_program program(KernelSource original, String options) {
        KernelSource source = sources.apply(original);
        return programs.computeIfAbsent(key(source, options), key -> device.adopt(build(key, source, options))).handle;
    }

    /** Everything that the binary depends on. */
    String key(KernelSource source, String options) {
        DeviceTraits traits = device.traits();
        return Sha256.of(
                BinaryStore.FORMAT,
                source.text(),
                options,
                traits.platform(),
                traits.platformVersion(),
                traits.name(),
                traits.vendor(),
                traits.version(),
                traits.driver());
    }

    private Program build(String key, KernelSource source, String options) {
        cl_program program = store.load(key)
                .map(binary -> fromBinary(binary, source, options))
                .orElse(null);
        if (program == null) {
            program = fromSource(source, options);
            if (store.keeps()) { // To make a binary, PoCL compiles every kernel once more.
                save(key, program, source);
            }
        }
        return new Program(device, program);
    }

    /** Null when the driver does not take the binary: then the source is built. */
    private cl_program fromBinary(byte[] binary, KernelSource source, String options) {
        cl_program program = null;
        try {
            program = clCreateProgramWithBinary(
                    device.context(),
                    1,
                    new cl_device_id[] {device.handle()},
                    new long[] {binary.length},
                    new byte[][] {binary},
                    new int[1],
                    null);
            clBuildProgram(program, 0, null, options, null, null);
            LOG.debug("{}: {} {} from the cache", device.label(), source.name(), options);
            return program;
        } catch (CLException e) {
            LOG.info(
                    "{}: the driver refuses its compiled {} ({}); building it again",
                    device.label(),
                    source.name(),
                    ClErrors.name(e));
            if (program != null) {
                clReleaseProgram(program);
            }
            return null;
        }
    }

    private cl_program fromSource(KernelSource source, String options) {
        cl_program program = null;
        long start = System.nanoTime();
        try {
            program = clCreateProgramWithSource(device.context(), 1, new String[] {source.text()}, null, null);
            clBuildProgram(program, 0, null, options, null, null);
        } catch (CLException e) {
            String log = program == null ? "" : buildLog(program);
            if (program != null) {
                clReleaseProgram(program);
            }
            throw new BackendException(
                    device.label() + ": building " + source.name() + " with the options \"" + options
                            + "\" failed with "
                            + ClErrors.name(e)
                            + "; update the device's driver, or choose another device. Its compiler says:\n" + log,
                    e);
        }
        LOG.debug(
                "{}: {} {} built in {} ms",
                device.label(),
                source.name(),
                options,
                (System.nanoTime() - start) / 1_000_000);
        return program;
    }

    private String buildLog(cl_program program) {
        try {
            return ClQuery.text((size, value, needed) ->
                            clGetProgramBuildInfo(program, device.handle(), CL_PROGRAM_BUILD_LOG, size, value, needed))
                    .lines()
                    .limit(LOG_LINES)
                    .collect(Collectors.joining("\n"));
        } catch (CLException e) {
            return "nothing (" + ClErrors.name(e) + ")";
        }
    }

    private void save(String key, cl_program program, KernelSource source) {
        try {
            long[] size = new long[1];
            clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, Long.BYTES, Pointer.to(size), null);
            byte[] binary = new byte[Math.toIntExact(size[0])];
            if (binary.length > 0) { // Zero is how a driver says that it gives none.
                clGetProgramInfo(program, CL_PROGRAM_BINARIES, Long.BYTES, Pointer.to(Pointer.to(binary)), null);
                store.save(key, binary);
            }
        } catch (CLException e) {
            LOG.info(
                    "{}: the driver does not give its compiled {} ({})",
                    device.label(),
                    source.name(),
                    ClErrors.name(e));
        }
    }
}
