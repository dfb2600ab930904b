package io.percept.backend;

import java.util.Map;

/**
 * What a backend says of one of its devices.
 *
 * @param id the stable name that selects it, such as {@code cpu} or {@code opencl:1}
 * @param backend the name of its backend
 * @param name the device's own name
 * @param computeUnits processors that work in parallel
 * @param memoryBytes memory in all, in bytes
 * @param maxAllocationBytes the largest single buffer, in bytes
 * @param details further facts in the order in which to show them: versions, drivers, instruction sets
 */
public record DeviceInfo(
        String id,
        String backend,
        String name,
        int computeUnits,
        long memoryBytes,
        long maxAllocationBytes,
        Map<String, String> details) {}
