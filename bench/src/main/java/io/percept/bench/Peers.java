package io.percept.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All peers: those that are there, and why the others are not. */
final class Peers {
    private final PeerOptions options;
    private final Report report;
    private final JavaPeers java;
    private final PythonPeers python;

    /** How a peer is found. */
    @FunctionalInterface
    private interface Finder {
        PeerProgram find(String name) throws IOException;
    }

    Peers(PeerOptions options, Report report) throws IOException {
        this.options = options;
        this.report = report;
        this.java = new JavaPeers(options);
        this.python = new PythonPeers(options);
    }

    /** What trains, Percept first. */
    List<PeerProgram> training() {
        List<PeerProgram> programs = new ArrayList<>(List.of(java.percept("cpu")));
        add(programs, "PyTorch (JavaCPP)", this::javaCppTorch);
        add(programs, "NumPy", name -> python.peer(name, "numpy", "numpy_peer.py", openBlas()));
        return programs;
    }

    private void add(List<PeerProgram> programs, String name, Finder finder) {
        if (options.wants(name)) {
            try {
                programs.add(finder.find(name));
            } catch (IOException e) {
                report.fact(name, "not there: " + e.getMessage());
            }
        }
    }

    private PeerProgram javaCppTorch(String name) throws IOException {
        return java.peer(
                name,
                "pytorch",
                "JavaCppTorchPeer",
                JavaHomes.own(),
                List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.openblas.load=mkl_rt"),
                true,
                openMp());
    }

    /** Threads that wait in OpenMP spin unless told otherwise. PyTorch sets its number of threads itself, and that of MKL. */
    private static List<Map<String, String>> openMp() {
        return List.of(
                Map.of("OMP_WAIT_POLICY", "PASSIVE"),
                Map.of(),
                Map.of("OMP_NUM_THREADS", "1"),
                Map.of("MKL_THREADING_LAYER", "GNU"));
    }

    /** OpenBLAS takes kernels for AVX2 on processors that it does not know. */
    private List<Map<String, String>> openBlas() {
        Map<String, String> plain = Map.of("OPENBLAS_NUM_THREADS", "" + options.threads());
        Map<String, String> avx512 = new HashMap<>(plain);
        avx512.put("OPENBLAS_CORETYPE", "SkylakeX");
        return List.of(plain, avx512);
    }
}
