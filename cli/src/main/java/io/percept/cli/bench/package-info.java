/**
 * Measures what the machine's devices do: matrix products, whole training steps, elementwise operations; and reports it.
 *
 * <p>{@link io.percept.cli.bench.Suite} says what is measured: {@link io.percept.cli.bench.Workload}s. {@link
 * io.percept.cli.bench.DeviceBench} runs them on a device through the same interface as a training does, and gives {@link
 * io.percept.cli.bench.Figure}s, which {@link io.percept.cli.bench.Roofline} compares with what the device could do. {@link
 * io.percept.cli.bench.BenchReport} holds the figures of all devices. Its forms are JSON, CSV, Markdown and a page with plots.
 */
package io.percept.cli.bench;
