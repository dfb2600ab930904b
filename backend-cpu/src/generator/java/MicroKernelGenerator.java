import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code MicroKernels}, the inner loops of the matrix products, when the module is built: one method for every number of rows, number
 * of vectors and form of the left operand.
 *
 * <p>Compilers keep a block of the product in registers only when every accumulator is a local variable with a name of its own (an array of
 * vectors is some 50 times slower), and only when the end of the method does nothing but store. So what the block begins with is loaded
 * first, and the loop adds to it.
 */
final class MicroKernelGenerator {
    /** The numbers of rows; those of {@code Lanes}. */
    private static final int[] ROWS = {3, 6, 12};

    private static final int MOST_VECTORS = 2;

    private static final String BLOCKS = "float[] z, int zo, int ldz, float[] c, int co, int ldc";

    private final StringBuilder out = new StringBuilder();

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0], "io/percept/cpu/MicroKernels.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, new MicroKernelGenerator().generate());
    }

    private String generate() {
        line("package io.percept.cpu;");
        line("");
        line("import jdk.incubator.vector.FloatVector;");
        line("import jdk.incubator.vector.VectorSpecies;");
        line("");
        line("/** c = z + a b for small blocks of c; written by MicroKernelGenerator. */");
        line("final class MicroKernels {");
        line("    private static final VectorSpecies<Float> S = Lanes.SPECIES;");
        line("    private static final int L = Lanes.COUNT;");
        line("    private static final int STRIDE = LeftPanels.ROW_STRIDE;");
        line("");
        line("    private MicroKernels() {}");
        for (String form : new String[] {"rows", "steps"}) {
            dispatcher(form);
            for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
                for (int rows : ROWS) {
                    kernel(form, rows, vectors);
                }
            }
        }
        line("}");
        return out.toString();
    }

    /** Chooses the method: c = z + a (rows x k) b (k x vectors * L); rows of b, c and z lie ldb, ldc and ldz apart. */
    private void dispatcher(String form) {
        line("");
        line("    static void " + form
                + "(int rows, int vectors, int k, float[] a, int ao, float[] b, int bo, int ldb, " + BLOCKS + ") {");
        line("        switch (vectors * 100 + rows) {");
        for (int vectors = 1; vectors <= MOST_VECTORS; vectors++) {
            for (int rows : ROWS) {
                line("            case " + (vectors * 100 + rows) + " -> " + name(form, rows, vectors)
                        + "(k, a, ao, b, bo, ldb, z, zo, ldz, c, co, ldc);");
            }
        }
        line("            default -> throw new AssertionError(rows + \" x \" + vectors);");
        line("        }");
        line("    }");
    }

    private static String name(String form, int rows, int vectors) {
        return form + rows + "x" + vectors;
    }

    private void kernel(String form, int rows, int vectors) {
        line("");
        line("    private static void " + name(form, rows, vectors)
                + "(int k, float[] a, int ao, float[] b, int bo, int ldb, " + BLOCKS + ") {");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
                line("        FloatVector c" + i + "_" + j + " = FloatVector.fromArray(S, z, " + at("z", i, j) + ");");
            }
        }
        line("        for (int p = 0; p < k; p++) {");
        for (int j = 0; j < vectors; j++) {
            line("            FloatVector b" + j + " = FloatVector.fromArray(S, b, bo + p * ldb + " + j + " * L);");
        }
        for (int i = 0; i < rows; i++) {
            String element = form.equals("rows") ? "p + " + i + " * STRIDE" : "p * " + rows + " + " + i;
            line("            FloatVector a" + i + " = FloatVector.broadcast(S, a[ao + " + element + "]);");
            for (int j = 0; j < vectors; j++) {
                line("            c" + i + "_" + j + " = a" + i + ".fma(b" + j + ", c" + i + "_" + j + ");");
            }
        }
        line("        }");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
                line("        c" + i + "_" + j + ".intoArray(c, " + at("c", i, j) + ");");
            }
        }
        line("    }");
    }

    private static String at(String block, int row, int vector) {
        return block + "o + " + row + " * ld" + block + " + " + vector + " * L";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
