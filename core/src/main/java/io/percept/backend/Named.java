package io.percept.backend;

/** A choice that has a name in model files and on the command line; numbers beside the name are its {@link Settings}. */
public interface Named {
    /** The name, in lower case with hyphens. */
    String name();
}
