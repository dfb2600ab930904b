package io.percept.cpu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how matrix products are computed: with the Vector API where the virtual machine has it, otherwise with EJML. */
final class Gemms {
    /** {@code ejml} or {@code vector} instead of what is best, for tests and comparisons. */
    private static final String PROPERTY = "percept.cpu.gemm";

    private static final String MODULE = "jdk.incubator.vector";
    private static final Logger LOG = LoggerFactory.getLogger(Gemms.class);
    private static final Gemm BEST = choose(System.getProperty(PROPERTY, ""));

    private Gemms() {}

    static Gemm best() {
        return BEST;
    }

    private static Gemm choose(String asked) {
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        if (there && !asked.equals("ejml")) {
            return vector();
        }
        if (asked.equals("vector")) {
            throw new IllegalStateException(
                    PROPERTY + " is vector, but " + MODULE + " is missing; start Java with --add-modules " + MODULE);
        }
        if (!there) {
            LOG.info(
                    "Matrix products use EJML; start Java with --add-modules {} for products many times as fast",
                    MODULE);
        }
        return new EjmlGemm();
    }

    /** Named, not linked: loading it asks for the module. */
    private static Gemm vector() {
        try {
            return Class.forName("io.percept.cpu.VectorGemm")
                    .asSubclass(Gemm.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the matrix products of the Vector API", e);
        }
    }
}
