package io.percept.cli.bench.gpu;

/** Why something could not be measured; the message is for users. */
final class NotMeasured extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotMeasured(String why) {
        super(why);
    }

    NotMeasured(String why, Throwable cause) {
        super(why, cause);
    }
}
