package io.percept.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;

/**
 * Answers questions about a peer, a line each:
 *
 * <pre>
 * prepare fashion-mnist 784,128,10 32 sgd 0.1      = ready
 * steps 100                                        = 0.123456789 (seconds of all)
 * accuracy                                         = 0.853
 * gemm NT 128 512 784 50                           = 0.012345678 (seconds of all)
 * </pre>
 *
 * <p>The first answer, {@code = version ...}, comes unasked. {@code ! message} answers what cannot be done. Between questions the process
 * sleeps.
 */
public final class PeerLoop {
    private final Peer peer;
    private String lastProduct = "";
    private Runnable product;

    private PeerLoop(Peer peer) {
        this.peer = peer;
    }

    /** How a peer is made. */
    @FunctionalInterface
    public interface Opener {
        /** Loads the library. */
        Peer open() throws IOException;
    }

    /**
     * Answers until the questions end.
     *
     * @throws IOException when a question cannot be read
     */
    public static void serve(Opener opener) throws IOException {
        PrintStream answers = System.out;
        // Libraries may print what they like.
        System.setOut(System.err);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PeerLoop loop = new PeerLoop(opener.open());
        answers.println("= " + loop.peer.version());
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(loop.answerOrReason(line));
        }
    }

    private String answerOrReason(String line) {
        try {
            return "= " + answer(line);
        } catch (IOException | RuntimeException failure) {
            return "! " + failure.toString().replace('\n', ' ');
        }
    }

    private String answer(String line) throws IOException {
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String rest = line.substring(blank + 1);
        return switch (verb) {
            case "prepare" -> prepared(Training.parse(rest));
            case "steps" -> format(seconds(peer::step, Integer.parseInt(rest)));
            case "accuracy" -> format(peer.accuracy());
            case "gemm" -> format(multiply(rest));
            default -> throw new IOException("nobody knows what \"" + verb + "\" is");
        };
    }

    private String prepared(Training training) throws IOException {
        peer.prepare(training);
        return "ready";
    }

    private double multiply(String asked) {
        Scanner words = new Scanner(asked);
        String form = words.next();
        int m = words.nextInt();
        int n = words.nextInt();
        int k = words.nextInt();
        String next = form + " " + m + " " + n + " " + k;
        if (!next.equals(lastProduct)) {
            product = peer.product(form, m, n, k);
            lastProduct = next;
        }
        return seconds(product, words.nextInt());
    }

    private double seconds(Runnable work, int times) {
        peer.finish();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        peer.finish();
        return (System.nanoTime() - start) / 1e9;
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.9f", value);
    }
}
