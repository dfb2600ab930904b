package io.percept.data;

/**
 * A data set in two: {@code part}, whose size was asked for, and the {@code rest}. Both keep the order of the rows.
 *
 * @see Dataset#split
 */
public record Split(Dataset rest, Dataset part) {}
