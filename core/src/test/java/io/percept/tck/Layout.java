package io.percept.tck;

/** How a case's operands lie in buffers. */
public enum Layout {
    /** Each operand is a whole buffer of its own: backends have fast paths for that. */
    TIGHT("whole buffers"),
    /**
     * All operands of a type are views of one large buffer, at odd offsets, with guard zones before and after each and between rows.
     */
    GUARDED("guarded views");

    /** Elements before the first operand and between two: odd, so that operands start at addresses of every alignment. */
    static final int GUARD = 13;

    /** Elements between two rows. */
    static final int GAP = 3;

    private final String words;

    Layout(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
