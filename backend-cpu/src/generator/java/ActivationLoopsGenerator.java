import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code FormulaLoops}, a pair of loops for every {@code Formula}, when the module is built. Vectors stay in registers only where
 * compilers know which formula a loop calls; a loop that all formulas share would allocate an object for each vector.
 */
final class ActivationLoopsGenerator {
    private static final List<String> SOURCES = List.of("Formulas", "RectifierFormulas");
    private static final Pattern FORMULA = Pattern.compile("static final class (\\w+) implements Formula");

    private static final String HEAD = """
            package io.percept.cpu;

            import io.percept.backend.Activation;
            import jdk.incubator.vector.FloatVector;
            import jdk.incubator.vector.VectorSpecies;

            /** Formulas over rows; written by ActivationLoopsGenerator. Rows shorter than a vector take the plain way. */
            final class FormulaLoops {
                private static final VectorSpecies<Float> S = Lanes.SPECIES;
                private static final int L = Lanes.COUNT;

                private FormulaLoops() {}
            """;

    /**
     * The last vector overlaps with the one before, and keeps what is done: results may replace what they come from. The formula stands in
     * each method once, since compilers give up on larger ones; and where nothing else happens, since they do not look into calls that
     * were rare when they came by.
     */
    private static final String LOOPS = """

                static final class NAME implements ActivationLoops {
                    private final SOURCE.NAME formula;
                    private final ActivationLoops plain;

                    NAME(SOURCE.NAME formula, Activation activation) {
                        this.formula = formula;
                        this.plain = PlainActivations.of(activation);
                    }

                    @Override
                    public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
                        if (n < L) {
                            plain.forward(x, xStart, y, yStart, n);
                        } else {
                            values(x, xStart, y, yStart, n);
                        }
                    }

                    private void values(float[] x, int xStart, float[] y, int yStart, int n) {
                        for (int i = 0; i < n; i += L) {
                            int j = Math.min(i, n - L);
                            FloatVector result = formula.value(FloatVector.fromArray(S, x, xStart + j));
                            Lanes.keep(i - j, y, yStart + j, result).intoArray(y, yStart + j);
                        }
                    }

                    @Override
                    public void backward(
                            float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
                        if (n < L) {
                            plain.backward(dy, dyStart, value, valueStart, dx, dxStart, n);
                        } else {
                            derivatives(dy, dyStart, value, valueStart, dx, dxStart, n);
                        }
                    }

                    private void derivatives(
                            float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
                        for (int i = 0; i < n; i += L) {
                            int j = Math.min(i, n - L);
                            FloatVector result = formula.derivative(FloatVector.fromArray(S, value, valueStart + j))
                                    .mul(FloatVector.fromArray(S, dy, dyStart + j));
                            Lanes.keep(i - j, dx, dxStart + j, result).intoArray(dx, dxStart + j);
                        }
                    }
                }
            """;

    private ActivationLoopsGenerator() {}

    /** Takes the folder with the formulas and the one to write to. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder out = new StringBuilder(HEAD);
        for (String source : SOURCES) {
            String text = Files.readString(Path.of(arguments[0], "io/percept/cpu/" + source + ".java"));
            for (Matcher formula = FORMULA.matcher(text); formula.find(); ) {
                out.append(LOOPS.replace("NAME", formula.group(1)).replace("SOURCE", source));
            }
        }
        Path folder = Path.of(arguments[1], "io/percept/cpu");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("FormulaLoops.java"), out.append("}\n"));
    }
}
