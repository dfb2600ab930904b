package io.percept.opencl;

import static org.jocl.CL.CL_FP_DENORM;
import static org.jocl.CL.CL_FP_INF_NAN;

import java.util.List;

/** Traits of devices that are not here. */
final class TestTraits {
    String version = "OpenCL 1.2 test";
    String profile = "FULL_PROFILE";
    DeviceKind kind = DeviceKind.GPU;
    boolean available = true;
    boolean compiler = true;
    boolean littleEndian = true;
    long floatConfig = CL_FP_INF_NAN | CL_FP_DENORM;
    String driver = "1.0";
    long memory = 8L << 30;
    long maxAllocation = 2L << 30;
    long localMemory = 48 << 10;
    int maxWorkGroup = 1024;
    List<String> extensions = List.of("cl_khr_fp64", "cl_khr_icd", "cl_intel_subgroups");

    DeviceTraits build() {
        return new DeviceTraits(
                "Test platform",
                "OpenCL 3.0",
                "Test device",
                "Nobody",
                version,
                driver,
                kind,
                available,
                compiler,
                littleEndian,
                profile,
                floatConfig,
                7,
                memory,
                maxAllocation,
                localMemory,
                maxWorkGroup,
                4,
                extensions);
    }

    /** The device that tests run on, as if its traits were these. */
    FoundDevice inPlaceOf(FoundDevice real) {
        return new FoundDevice(real.id(), real.platform(), real.handle(), build());
    }
}
