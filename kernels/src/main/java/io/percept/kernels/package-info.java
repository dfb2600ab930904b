/** The OpenCL C kernels and the catalogue that names them. Empty so far: this version computes on the CPU. */
package io.percept.kernels;
