package io.percept.cli.bench.gpu;

/** Something that was not measured, and the reason. */
public record Missing(String what, String why) {}
