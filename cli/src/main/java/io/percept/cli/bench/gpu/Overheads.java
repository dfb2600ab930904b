package io.percept.cli.bench.gpu;

import java.util.OptionalDouble;

/**
 * What is spent on other things than precision, and what the device reaches at most.
 *
 * @param launch seconds from launch to launch of a kernel that does nothing worth mentioning, of many in a row
 * @param launchAndFinish seconds of one such launch and of waiting for its end
 * @param barrier seconds of a barrier of a work-group, with a number handed on in local memory
 * @param teraflops of multiply-adds in registers
 * @param gigabytesPerSecond of the sum of two vectors far larger than any cache
 */
public record Overheads(
        double launch,
        double launchAndFinish,
        OptionalDouble barrier,
        OptionalDouble teraflops,
        double gigabytesPerSecond) {}
