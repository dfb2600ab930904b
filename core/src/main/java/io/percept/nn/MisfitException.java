package io.percept.nn;

/** A layer cannot take what comes before it. The message names the layer, both sizes and what would help. */
final class MisfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String position;
    private final String type;
    private final String problem;

    MisfitException(String position, String type, String problem) {
        super("layer " + position + " (" + type + "): " + problem);
        this.position = position;
        this.type = type;
        this.problem = problem;
    }

    /** The same of a layer inside the block at that position. */
    MisfitException inside(String block) {
        return new MisfitException(block + "." + position, type, problem);
    }
}
