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
    List<PeerProgram> training() throws IOException {
        List<PeerProgram> programs = new ArrayList<>(List.of(java.percept("cpu")));
        add(programs, "PyTorch (JavaCPP)", this::javaCppTorch);
        add(programs, "PyTorch (DJL)", this::djl);
        add(programs, "DL4J", this::dl4j);
        add(programs, "Smile", this::smile);
        add(programs, "NumPy", name -> python.peer(name, "numpy_peer.py", openBlas(), "numpy"));
        add(
                programs,
                "scikit-learn",
                name -> python.peer(
                        name, "sklearn_peer.py", passive(openBlas()), "sklearn", "scipy", "joblib", "numpy"));
        add(
                programs,
                "PyTorch (Python)",
                name -> python.peer(name, "torch_peer.py", passive(openBlas()), "torch", "numpy"));
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

    /** What multiplies, Percept first. */
    List<PeerProgram> multiplying() throws IOException {
        List<PeerProgram> programs = new ArrayList<>(List.of(java.percept("cpu")));
        add(programs, "OpenBLAS", name -> blas(name, "BlasPeer", "openblas", openBlas()));
        add(programs, "MKL", name -> blas(name, "BlasPeer", "mkl", mkl()));
        add(programs, "EJML", name -> blas(name, "EjmlPeer", "", List.of(Map.of())));
        return programs;
    }

    private PeerProgram blas(String name, String main, String library, List<Map<String, String>> settings)
            throws IOException {
        return java.peer(name, "blas", main, JavaHomes.own(), List.of(), settings)
                .with(library);
    }

    private List<Map<String, String>> mkl() {
        String threads = "" + options.threads();
        return List.of(
                Map.of("MKL_NUM_THREADS", threads),
                Map.of("MKL_NUM_THREADS", threads, "OMP_WAIT_POLICY", "PASSIVE"),
                Map.of("MKL_NUM_THREADS", threads, "MKL_DYNAMIC", "FALSE"));
    }

    private PeerProgram javaCppTorch(String name) throws IOException {
        return java.peer(
                name,
                "pytorch",
                "JavaCppTorchPeer",
                JavaHomes.own(),
                List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.openblas.load=mkl_rt"),
                openMp());
    }

    /** Its threads come with a property; it looks for nothing outside its jars. */
    private PeerProgram djl(String name) throws IOException {
        List<String> javaOptions = List.of(
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=" + options.threads(),
                "-Dai.djl.pytorch.num_interop_threads=1");
        return java.peer(name, "djl", "DjlPeer", JavaHomes.own(), javaOptions, openMp());
    }

    /** Its threads come with the environment; the jar for the processor's instructions is the one that counts. */
    private PeerProgram dl4j(String name) throws IOException {
        String extension = Cpu.has("avx512f") ? "-avx512" : Cpu.has("avx2") ? "-avx2" : "";
        String threads = "" + options.threads();
        List<String> javaOptions = List.of("-Dorg.bytedeco.javacpp.platform.extension=" + extension);
        List<Map<String, String>> settings = List.of(
                Map.of("OMP_NUM_THREADS", threads, "OMP_WAIT_POLICY", "PASSIVE"),
                Map.of("OMP_NUM_THREADS", threads),
                Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", threads));
        PeerProgram program = java.peer(name, "dl4j", "Dl4jPeer", JavaHomes.own(), javaOptions, settings);
        return program.withoutFiles(file -> file.matches("nd4j-native-.*-linux-x86_64.*")
                && !file.matches("nd4j-native-(\\d|[.])*-M2[.]1-linux-x86_64" + extension + "[.]jar"));
    }

    private PeerProgram smile(String name) throws IOException {
        List<String> javaOptions = List.of(
                "--enable-native-access=ALL-UNNAMED",
                // The thread that asks computes too.
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (options.threads() - 1));
        return java.peer(name, "smile", "SmilePeer", JavaHomes.atLeast(25), javaOptions, openBlas());
    }

    private static List<Map<String, String>> passive(List<Map<String, String>> settings) {
        return settings.stream()
                .map(setting -> {
                    Map<String, String> longer = new HashMap<>(setting);
                    longer.put("OMP_WAIT_POLICY", "PASSIVE");
                    return Map.copyOf(longer);
                })
                .toList();
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
