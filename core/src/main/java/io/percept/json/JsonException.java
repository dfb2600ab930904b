package io.percept.json;

/**
 * A text is not JSON, or a JSON value is not what its reader needs. The message is one sentence that names the place (line and column,
 * or the path of the member) and what was expected there.
 */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    /** A text that is JSON but not what its reader needs. */
    public JsonException(String message) {
        super(message);
        this.line = 0;
        this.column = 0;
    }

    JsonException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** The line of the fault, from 1; 0 when the text is JSON but a value is not what its reader needs. */
    public int line() {
        return line;
    }

    /** The column of the fault, from 1, in code points; 0 when {@link #line()} is. */
    public int column() {
        return column;
    }
}
