package io.percept.cli.bench;

import io.percept.backend.Device;
import io.percept.backend.Executable.Launch;
import java.util.List;
import java.util.Locale;

/** Something that a device can be measured with. */
public interface Workload {
    /** What figures are told apart by. */
    enum Kind {
        GEMM("Matrix products"),
        STEPS("Training steps"),
        OPERATIONS("Elementwise operations");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** As options and files have it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind kind();

    /** What is worked on: a layer, a network, an operation. Workloads of one subject are shown side by side. */
    String subject();

    /** Which work on the subject it is: the form of a product, an optimizer; empty where there is only one. */
    String variant();

    /** The extents. */
    String size();

    /** Rows that one run trains with; 0 where that means nothing. */
    default int rows() {
        return 0;
    }

    /** Brings it to a device. */
    Prepared on(Device device);

    /** A workload on a device, ready to run. */
    interface Prepared extends AutoCloseable {
        /** Runs so many times, and returns when all is done. */
        void run(int times);

        /** What one run launches. */
        List<Launch> launches();

        @Override
        void close();
    }
}
