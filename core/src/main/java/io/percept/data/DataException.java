package io.percept.data;

/** Something is wrong with a user's data; the message is the sentence to show, and it names the file and the place. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
