/** The OpenCL backend. So far it only says that it has no kernels, so that whoever asks for {@code opencl} learns why there is none. */
package io.percept.opencl;
