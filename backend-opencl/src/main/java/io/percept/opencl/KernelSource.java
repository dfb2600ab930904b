package io.percept.opencl;

/**
 * OpenCL C to compile.
 *
 * @param name the file's name, for messages
 * @param text the whole source
 */
record KernelSource(String name, String text) {}
