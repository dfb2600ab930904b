package io.percept.opencl;

import static org.jocl.CL.CL_DEVICE_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_COMPILER_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_ENDIAN_LITTLE;
import static org.jocl.CL.CL_DEVICE_EXTENSIONS;
import static org.jocl.CL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.jocl.CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT;
import static org.jocl.CL.CL_DEVICE_PROFILE;
import static org.jocl.CL.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_VENDOR;
import static org.jocl.CL.CL_DEVICE_VERSION;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_FP_DENORM;
import static org.jocl.CL.CL_FP_INF_NAN;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.CL_PLATFORM_VERSION;
import static org.jocl.CL.clGetDeviceInfo;
import static org.jocl.CL.clGetPlatformInfo;

import io.percept.backend.DeviceInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * What a device says of itself.
 *
 * @param version OpenCL's, as in "OpenCL 1.2 CUDA"
 * @param profile FULL_PROFILE or EMBEDDED_PROFILE
 * @param floatConfig what its float32 arithmetic can do: CL_FP_... bits
 * @param memory global memory, in bytes
 * @param maxAllocation the largest single buffer, in bytes
 * @param localMemory memory of a work-group, in bytes
 * @param maxWorkGroup work-items of a work-group
 * @param vectorWidth float32 values in its vector registers, 1 where it has none, 0 where it does not say
 */
record DeviceTraits(
        String platform,
        String platformVersion,
        String name,
        String vendor,
        String version,
        String driver,
        DeviceKind kind,
        boolean available,
        boolean compiler,
        boolean littleEndian,
        String profile,
        long floatConfig,
        int computeUnits,
        long memory,
        long maxAllocation,
        long localMemory,
        int maxWorkGroup,
        int vectorWidth,
        List<String> extensions) {
    static final String BACKEND = "opencl";

    private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+).*");

    /** Extensions that make a difference to kernels like ours, or to how they might be written one day. */
    private static final Pattern WORTH_SHOWING = Pattern.compile(
            "cl_khr_(fp16|fp64|subgroups|il_program)|cl_(intel|nv|amd|arm|qcom)_.*(subgroup|matrix|dot|device_attribute).*");

    static DeviceTraits of(cl_platform_id platform, cl_device_id device) {
        return new DeviceTraits(
                platformText(platform, CL_PLATFORM_NAME),
                platformText(platform, CL_PLATFORM_VERSION),
                text(device, CL_DEVICE_NAME),
                text(device, CL_DEVICE_VENDOR),
                text(device, CL_DEVICE_VERSION),
                text(device, CL_DRIVER_VERSION),
                DeviceKind.of(number(device, CL_DEVICE_TYPE)),
                number(device, CL_DEVICE_AVAILABLE) != 0,
                number(device, CL_DEVICE_COMPILER_AVAILABLE) != 0,
                number(device, CL_DEVICE_ENDIAN_LITTLE) != 0,
                text(device, CL_DEVICE_PROFILE),
                number(device, CL_DEVICE_SINGLE_FP_CONFIG),
                (int) number(device, CL_DEVICE_MAX_COMPUTE_UNITS),
                number(device, CL_DEVICE_GLOBAL_MEM_SIZE),
                number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                number(device, CL_DEVICE_LOCAL_MEM_SIZE),
                (int) number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE),
                (int) number(device, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
                List.of(text(device, CL_DEVICE_EXTENSIONS).split("\\s+")));
    }

    static String platformText(cl_platform_id platform, int fact) {
        return ClQuery.text((size, value, needed) -> clGetPlatformInfo(platform, fact, size, value, needed));
    }

    private static String text(cl_device_id device, int fact) {
        return ClQuery.text((size, value, needed) -> clGetDeviceInfo(device, fact, size, value, needed));
    }

    private static long number(cl_device_id device, int fact) {
        return ClQuery.number((size, value, needed) -> clGetDeviceInfo(device, fact, size, value, needed));
    }

    /** Why this backend cannot compute on the device, if it cannot. */
    Optional<String> whyLeftOut() {
        if (!available) {
            return Optional.of("its driver says that it is not available now");
        } else if (!compiler) {
            return Optional.of("its driver has no compiler for OpenCL C");
        } else if (!littleEndian) {
            return Optional.of("it is big-endian, which is not supported");
        } else if (!hasOpenCl12()) {
            return Optional.of("it offers " + version + " where OpenCL 1.2 is needed");
        } else if (!profile.equals("FULL_PROFILE")) {
            return Optional.of("it offers the embedded profile of OpenCL where the full one is needed");
        } else if ((floatConfig & CL_FP_INF_NAN) == 0) {
            return Optional.of("its float32 arithmetic has no infinity and no NaN");
        }
        return Optional.empty();
    }

    /**
     * Whether kernels with PTX in them may be tried: what an assembler for another chip does with it is not known, and PoCL's ends the
     * process. It does not say that the chip has tensor cores.
     */
    boolean takesPtx() {
        return kind == DeviceKind.GPU && extensions.stream().anyMatch(name -> name.startsWith("cl_nv_"));
    }

    private boolean hasOpenCl12() {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() && (Integer.parseInt(matcher.group(1)) > 1 || Integer.parseInt(matcher.group(2)) >= 2);
    }

    /** As users see it; {@code tuned} says what was measured on it, if anything was. */
    DeviceInfo info(String id, Optional<String> tuned) {
        Map<String, String> details = details();
        tuned.ifPresent(summary -> details.put("tuned", summary));
        return new DeviceInfo(id, BACKEND, name, computeUnits, memory, maxAllocation, details);
    }

    private Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("type", kind.name());
        details.put("vendor", vendor);
        details.put("platform", platform + ", " + platformVersion);
        details.put("version", version);
        details.put("driver", driver);
        details.put("local memory", localMemory / 1024 + " KiB");
        details.put("largest work-group", String.valueOf(maxWorkGroup));
        details.put("float32 vector width", vectorWidth == 0 ? "unknown" : String.valueOf(vectorWidth));
        details.put("float32 denormals", (floatConfig & CL_FP_DENORM) == 0 ? "flushed to zero" : "kept");
        List<String> worth = extensions.stream()
                .filter(WORTH_SHOWING.asMatchPredicate())
                .sorted()
                .toList();
        if (!worth.isEmpty()) {
            details.put("extensions", String.join(" ", worth));
        }
        return details;
    }
}
