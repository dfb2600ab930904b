/**
 * Training: {@link io.percept.train.Trainer} runs epochs of a {@link io.percept.train.TrainingSession}, which keeps the network, its
 * gradients and the whole data set on a device and replays one compiled list of operations for every batch.
 */
package io.percept.train;
