package io.percept.opencl;

import static org.jocl.CL.CL_DEVICE_NOT_FOUND;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetPlatformIDs;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the devices, once: drivers are loaded when the first caller asks and stay as they are until the process ends.
 *
 * <p>Devices are numbered in the order of platforms, and of devices in a platform, as the system gives them; a device that is left out
 * keeps its number, so that the others' ids do not depend on it. The list begins with GPUs and ends with processors, so that the first
 * one is what somebody wants who does not say which.
 */
final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final NativeLoader loader;
    private final Map<String, Device.Support> tried = new HashMap<>();
    private Findings findings;

    Discovery(NativeLoader loader) {
        this.loader = loader;
    }

    /** The discovery of this process, which all providers share. */
    static Discovery shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final Discovery INSTANCE = new Discovery(new JoclLoader());
    }

    /**
     * What was found.
     *
     * @param devices those that can be used, best first
     * @param leftOut a sentence for each other device or platform: why it cannot
     * @param whyNone why there is no device; empty when there is one
     */
    record Findings(List<FoundDevice> devices, List<String> leftOut, String whyNone) {}

    /** Never throws. */
    synchronized Findings find() {
        if (findings == null) {
            findings = loader.load()
                    .map(reason -> new Findings(List.of(), List.of(), reason))
                    .orElseGet(Discovery::search);
            findings.leftOut().forEach(LOG::info);
        }
        return findings;
    }

    /**
     * The device that a provider listed.
     *
     * @throws BackendException when it is not there
     */
    FoundDevice find(DeviceInfo device) {
        return find().devices().stream()
                .filter(candidate -> candidate.id().equals(device.id()))
                .findFirst()
                .orElseThrow(() -> new BackendException("there is no OpenCL device \"" + device.id() + "\" here"));
    }

    /** What was found out about a device under that key, or is now. */
    synchronized Device.Support once(String key, Supplier<Device.Support> trial) {
        Device.Support support = tried.get(key);
        if (support == null) {
            support = trial.get();
            tried.put(key, support);
        }
        return support;
    }

    private static Findings search() {
        try {
            return search(platforms());
        } catch (CLException e) {
            return new Findings(List.of(), List.of(), JoclLoader.noDriver(ClErrors.name(e)));
        }
    }

    private static Findings search(List<cl_platform_id> platforms) {
        List<FoundDevice> usable = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int number = 0;
        for (cl_platform_id platform : platforms) {
            try {
                names.add(DeviceTraits.platformText(platform, CL_PLATFORM_NAME));
                for (cl_device_id device : devices(platform)) {
                    String id = DeviceTraits.BACKEND + ":" + number++;
                    judge(new FoundDevice(id, platform, device, DeviceTraits.of(platform, device)), usable, leftOut);
                }
            } catch (CLException e) {
                leftOut.add("a device of the OpenCL platform number " + names.size()
                        + " is left out: asking for it gives " + ClErrors.name(e));
            }
        }
        return new Findings(bestFirst(usable), List.copyOf(leftOut), usable.isEmpty() ? whyNone(names, leftOut) : "");
    }

    static void judge(FoundDevice found, List<FoundDevice> usable, List<String> leftOut) {
        Optional<String> why = found.traits().whyLeftOut();
        if (why.isEmpty()) {
            usable.add(found);
        } else {
            leftOut.add(found.label() + " is left out: " + why.get());
        }
    }

    static List<FoundDevice> bestFirst(List<FoundDevice> devices) {
        return devices.stream()
                .sorted(Comparator.comparing(found -> found.traits().kind()))
                .toList();
    }

    static String whyNone(List<String> platforms, List<String> leftOut) {
        if (platforms.isEmpty()) {
            return JoclLoader.noDriver("it lists none");
        } else if (leftOut.isEmpty()) {
            return "the OpenCL drivers that are installed (" + String.join(", ", platforms)
                    + ") find no device of theirs; check that it is switched on and that this user may use it";
        }
        return "no OpenCL device can be used: " + String.join("; ", leftOut);
    }

    private static List<cl_platform_id> platforms() {
        int[] count = new int[1];
        clGetPlatformIDs(0, null, count);
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        if (count[0] > 0) {
            clGetPlatformIDs(count[0], platforms, null);
        }
        return List.of(platforms);
    }

    private static List<cl_device_id> devices(cl_platform_id platform) {
        try {
            int[] count = new int[1];
            clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
            cl_device_id[] devices = new cl_device_id[count[0]];
            clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count[0], devices, null);
            return List.of(devices);
        } catch (CLException e) {
            if (e.getStatus() == CL_DEVICE_NOT_FOUND) {
                return List.of(); // How OpenCL says that a driver has no device.
            }
            throw e;
        }
    }
}
