/**
 * Networks as data: layers, their parameters and how these start. A network computes nothing; {@link io.percept.nn.Lowering} turns it
 * into operations for a device.
 */
package io.percept.nn;
