package io.percept.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Matrix products with OpenBLAS or MKL through JavaCPP. Their threads are set by the environment. */
final class BlasPeer implements Peer {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    /** Floats of a cache line, at whose beginning matrices start. */
    private static final int LINE = 16;

    private final String version;
    private final Sgemm sgemm;
    private final List<FloatPointer> operands = new ArrayList<>();

    /** The function that all BLAS have. */
    @FunctionalInterface
    private interface Sgemm {
        void run(
                int order,
                int transA,
                int transB,
                int m,
                int n,
                int k,
                float alpha,
                FloatPointer a,
                int lda,
                FloatPointer b,
                int ldb,
                float beta,
                FloatPointer c,
                int ldc);
    }

    private BlasPeer(String version, Sgemm sgemm) {
        this.version = version;
        this.sgemm = sgemm;
    }

    /** Takes the folder of the data and the threads, which are of no use here, and the library. */
    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> arguments[2].equals("mkl")
                ? new BlasPeer(mklVersion(), mkl_rt::cblas_sgemm)
                : new BlasPeer("OpenBLAS (JavaCPP)", openblas_nolapack::cblas_sgemm));
    }

    private static String mklVersion() {
        byte[] text = new byte[200];
        mkl_rt.MKL_Get_Version_String(text, text.length);
        return new String(text, StandardCharsets.US_ASCII)
                .replaceAll("[\\s\\x00]+", " ")
                .strip();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Runnable product(String form, int m, int n, int k) {
        operands.forEach(each -> each.position(0).close());
        operands.clear();
        FloatPointer a = matrix(m * k);
        FloatPointer b = matrix(k * n);
        FloatPointer c = matrix(m * n);
        boolean flipA = form.equals("TN");
        boolean flipB = form.equals("NT");
        int transA = flipA ? TRANSPOSED : PLAIN;
        int transB = flipB ? TRANSPOSED : PLAIN;
        int lda = flipA ? m : k;
        int ldb = flipB ? k : n;
        return () -> sgemm.run(ROW_MAJOR, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }

    private FloatPointer matrix(int size) {
        FloatPointer values = new FloatPointer(size + LINE);
        long past = values.address() / Float.BYTES % LINE;
        values.position((LINE - past) % LINE);
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            values.put(i, random.nextFloat() - 0.5f);
        }
        operands.add(values);
        return values;
    }
}
