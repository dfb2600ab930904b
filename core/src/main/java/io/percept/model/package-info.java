/**
 * Saved models. The file format is safetensors: a JSON header that names and places the tensors, then their values; it holds no
 * code and is read by every framework of the field.
 *
 * <p>{@link io.percept.model.Safetensors} reads files, trusting nothing in them, and writes them so that a reader finds either the
 * old file or the whole new one.
 */
package io.percept.model;
