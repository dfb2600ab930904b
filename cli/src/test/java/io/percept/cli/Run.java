package io.percept.cli;

import io.percept.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the command within the test's process: its exit code, standard output and standard error. */
record Run(int code, String out, String err) {
    /** Runs the words of a line, in which each {@code {}} stands for the next of these arguments. */
    static Run line(String line, Object... arguments) {
        String[] words = line.split(" ");
        int next = 0;
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("{}") ? arguments[next++].toString() : words[i];
        }
        return percept(words);
    }

    /** Runs without a terminal and with an empty standard input. */
    static Run percept(String... args) {
        return withInput("", args);
    }

    static Run withInput(String in, String... args) {
        return on(Terminal.NONE, in, args);
    }

    static Run on(Terminal terminal, String in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        int code = Main.run(args, new Console(out, err, input, terminal));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output as one JSON object for each line. */
    List<JsonObject> events() {
        return out.lines().map(JsonObject::parse).toList();
    }

    /** The last of these objects. */
    JsonObject result() {
        List<JsonObject> events = events();
        return events.get(events.size() - 1);
    }
}
