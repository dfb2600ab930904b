/**
 * The OpenCL C kernels and the catalogue that names them; it depends on nothing.
 *
 * <p>The kernels are the {@code .cl} files beside this package, one for each topic. A {@link io.percept.kernels.Program} names the files
 * that make up a program's text, its kernels and its options; a {@link io.percept.kernels.Build} is a program with options chosen. Matrix
 * products come in {@linkplain io.percept.kernels.GemmVariant variants}, among which a tuner may choose. The order of the kernels' arguments
 * stands in {@code kernels/SIGNATURES.md}.
 */
package io.percept.kernels;
