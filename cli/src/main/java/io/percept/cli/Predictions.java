package io.percept.cli;

import io.percept.backend.Device;
import io.percept.data.RowReader;
import io.percept.json.JsonNumber;
import io.percept.model.Model;
import io.percept.model.Outputs;
import io.percept.model.Predictor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The predictions for rows, as CSV: for classes a column {@code prediction} and a column for each class, headed by its name, with its
 * probability (or the network's output, where the loss gives outputs no probability); for real numbers a column for each of them.
 */
final class Predictions implements AutoCloseable {
    /** Enough rows to keep a device busy, and few enough to be seen soon. */
    private static final int BLOCK = 256;

    private static final Pattern NEEDS_QUOTES = Pattern.compile("(?s).*[\",;\t\r\n].*|\\s.*|.*\\s|");

    private final Model model;
    private final Outputs outputs;
    private final RowReader rows;
    private final Predictor predictor;
    private final List<String> classes;

    Predictions(Device device, Model model, RowReader rows) {
        this.model = model;
        this.outputs = model.outputs();
        this.rows = rows;
        this.predictor = new Predictor(device, model, BLOCK);
        this.classes = model.data().classes().orElse(List.of()).stream()
                .map(Predictions::cell)
                .toList();
    }

    /** Writes all of them; ends early when nobody reads any further. */
    void writeTo(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(header());
        int columns = model.network().inputs();
        float[] row = new float[columns];
        float[] block = new float[BLOCK * columns];
        float[] results = new float[BLOCK * predictor.outputs()];
        int count = fill(block, row);
        while (count > 0 && !isClosed(out)) {
            predictor.predict(block, count, results);
            for (int i = 0; i < count; i++) {
                writer.write(line(results, i * predictor.outputs()));
            }
            writer.flush();
            count = fill(block, row);
        }
        writer.flush();
    }

    private static boolean isClosed(OutputStream out) {
        return out instanceof PrintStream stream && stream.checkError();
    }

    /** Reads the next rows, and returns how many. */
    private int fill(float[] block, float[] row) {
        int count = 0;
        while (count < BLOCK && rows.next(row)) {
            System.arraycopy(row, 0, block, count * row.length, row.length);
            count++;
        }
        return count;
    }

    private String header() {
        List<String> names = new ArrayList<>();
        if (classes.isEmpty()) {
            model.data().targets().forEach(name -> names.add(cell(name)));
        } else {
            names.add("prediction");
            names.addAll(classes);
        }
        return String.join(",", names) + "\n";
    }

    private String line(float[] results, int offset) {
        StringBuilder line = new StringBuilder();
        if (!classes.isEmpty()) {
            line.append(classes.get(outputs.classOf(results, offset, predictor.outputs())));
        }
        for (double value : outputs.predictions(results, offset, predictor.outputs())) {
            line.append(line.length() == 0 ? "" : ",").append(number((float) value));
        }
        return line.append('\n').toString();
    }

    private static String number(float value) {
        return Float.isFinite(value) ? JsonNumber.of(value).toString() : Float.toString(value);
    }

    /** A name as a CSV cell (RFC 4180). */
    private static String cell(String text) {
        return NEEDS_QUOTES.matcher(text).matches() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public void close() {
        predictor.close();
    }
}
