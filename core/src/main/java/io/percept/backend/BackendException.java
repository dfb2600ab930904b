package io.percept.backend;

/** A device could not do what it was asked. The message names the device and the operation, and says what to try. */
public final class BackendException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
