package io.percept.bench.peer;

import java.io.IOException;
import java.util.Random;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Matrix products with EJML, with several threads where it may have them. */
final class EjmlPeer implements Peer {
    private final boolean alone;

    private EjmlPeer(int threads) {
        alone = threads == 1;
        EjmlConcurrency.setMaxThreads(threads);
    }

    /** Takes the folder of the data, which is of no use here, and the threads. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> new EjmlPeer(Integer.parseInt(arguments[1])));
    }

    @Override
    public String version() {
        return "EJML, Java " + System.getProperty("java.version");
    }

    @Override
    public Runnable product(String form, int m, int n, int k) {
        Random random = new Random(1);
        boolean flipA = form.equals("TN");
        boolean flipB = form.equals("NT");
        FMatrixRMaj a = RandomMatrices_FDRM.rectangle(flipA ? k : m, flipA ? m : k, random);
        FMatrixRMaj b = RandomMatrices_FDRM.rectangle(flipB ? n : k, flipB ? k : n, random);
        FMatrixRMaj c = new FMatrixRMaj(m, n);
        if (flipA) {
            return alone ? () -> CommonOps_FDRM.multTransA(a, b, c) : () -> CommonOps_MT_FDRM.multTransA(a, b, c);
        }
        if (flipB) {
            return alone ? () -> CommonOps_FDRM.multTransB(a, b, c) : () -> CommonOps_MT_FDRM.multTransB(a, b, c);
        }
        return alone ? () -> CommonOps_FDRM.mult(a, b, c) : () -> CommonOps_MT_FDRM.mult(a, b, c);
    }
}
