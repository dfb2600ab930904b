/**
 * Measures a GPU, beside PyTorch where it is, and judges the figures by goals.
 *
 * <p>{@link io.percept.cli.bench.gpu.GpuBench} goes through {@link io.percept.cli.bench.gpu.Part}s until its time is over. What it finds
 * goes into {@link io.percept.cli.bench.gpu.GpuFigures}, from which {@link io.percept.cli.bench.gpu.GoalTable} takes what is judged and
 * {@link io.percept.cli.bench.gpu.GpuJson} and {@link io.percept.cli.bench.gpu.GpuPage} make files. {@link io.percept.cli.bench.gpu.Torch}
 * is PyTorch's side, in a process of its own.
 */
package io.percept.cli.bench.gpu;
