/**
 * The interface between training and the devices that compute. This page is its contract; what an implementation does beyond it is its
 * own affair, and {@code io.percept.tck} checks what is written here.
 *
 * <h2>A training step is data</h2>
 *
 * A network does not compute: it appends {@linkplain io.percept.backend.Op operations} to a list. {@link
 * io.percept.backend.Device#compile Device.compile} turns the list into an {@link io.percept.backend.Executable}, which is run once
 * for every batch.
 *
 * <pre>{@code
 * try (Device device = Backends.open("auto");
 *         DeviceBuffer x = device.allocate(128, 784, FLOAT32);
 *         DeviceBuffer w = device.allocate(10, 784, FLOAT32);
 *         DeviceBuffer y = device.allocate(128, 10, FLOAT32);
 *         Executable step = device.compile(List.of(new Affine(x.view(), w.view(), null, y.view())))) {
 *     step.run();
 * }
 * }</pre>
 *
 * <h2>Meaning</h2>
 *
 * <ol>
 *   <li>The meaning of a list is the sequential meaning of its operations. A backend may merge neighbours, reorder what is independent
 *       and keep values in registers, as long as every buffer that anybody can read comes out the same.
 *   <li>What an operation computes is written on its record. {@code io.percept.reference} does exactly that in double precision and is
 *       the arbiter. A backend's float32 result differs from it by no more than rounding can explain: by a bound derived from the unit
 *       roundoff 2⁻²⁴, the length of the sums and the sizes of their terms.
 *   <li>NaN and infinity propagate as in IEEE 754; nothing is flushed, clamped or assumed absent.
 *   <li>Sums run in a fixed order. The same device and the same operations on the same values give the same bits, however often they
 *       run and however many threads the CPU has.
 *   <li>Elements of a buffer outside the views that a list writes keep their values.
 *   <li>New buffers hold zeros.
 * </ol>
 *
 * <h2>Cost</h2>
 *
 * Everything that can be done once is done by {@code compile}. {@code run} allocates nothing, sets no arguments and waits for nothing.
 * What changes from step to step (which rows, which learning rate, where the loss goes) is in device memory: a cursor that {@link
 * io.percept.backend.Advance} moves along the permutation, the schedule and the record of losses.
 *
 * <h2>Lifetimes</h2>
 *
 * <ol>
 *   <li>Who allocates a buffer or compiles an executable closes it. Closing twice is harmless; any other use of a closed thing throws
 *       {@link java.lang.IllegalStateException}, also running an executable one of whose buffers is closed.
 *   <li>A device that closes reports what is still open, and frees it.
 *   <li>A device and all that it made belong to one thread at a time.
 * </ol>
 *
 * <h2>Failing</h2>
 *
 * A malformed operation cannot be built: its constructor throws {@link java.lang.IllegalArgumentException}. What a device cannot do it
 * refuses in {@code compile} or {@code allocate} with a {@link io.percept.backend.BackendException}, never later and never silently.
 */
package io.percept.backend;
