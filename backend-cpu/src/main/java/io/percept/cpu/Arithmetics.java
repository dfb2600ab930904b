package io.percept.cpu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the inner loops: those with the Vector API where the virtual machine has it. */
final class Arithmetics {
    /** {@code plain} or {@code vector} instead of what is best, for tests and comparisons. */
    private static final String PROPERTY = "percept.cpu.arithmetic";

    private static final String PLAIN = "plain";
    private static final String VECTOR = "vector";
    private static final String MODULE = "jdk.incubator.vector";
    private static final Logger LOG = LoggerFactory.getLogger(Arithmetics.class);

    static final Arithmetic BEST = choose(System.getProperty(PROPERTY, ""));

    private Arithmetics() {}

    private static Arithmetic choose(String asked) {
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        if (there && !asked.equals(PLAIN)) {
            return vector();
        }
        if (asked.equals(VECTOR)) {
            throw new IllegalStateException(PROPERTY + " is " + VECTOR + ", but " + MODULE
                    + " is missing; start Java with --add-modules " + MODULE);
        }
        if (!there) {
            LOG.info(
                    "Matrix products use EJML; start Java with --add-modules {} for products many times as fast",
                    MODULE);
        }
        return new PlainArithmetic();
    }

    /** Named, not linked: loading it asks for the module. */
    private static Arithmetic vector() {
        try {
            return Class.forName("io.percept.cpu.VectorArithmetic")
                    .asSubclass(Arithmetic.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the inner loops of the Vector API", e);
        }
    }
}
