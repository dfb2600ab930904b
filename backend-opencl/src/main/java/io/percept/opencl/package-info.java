/**
 * The OpenCL backend, over JOCL. {@code Discovery} loads the native libraries and finds the devices; {@code OpenClDevice} is one of
 * them, opened; {@code Lowering} turns operations into {@code ClLaunch}es, whose programs come from the {@code ProgramCache}.
 *
 * <p>JOCL checks nothing: a handle that is used after its release, or a host array that is too short, ends the whole virtual machine.
 * Hence every handle lives in a {@code NativeResource}, which gives it back once, and every use is checked before JOCL sees it.
 */
package io.percept.opencl;
