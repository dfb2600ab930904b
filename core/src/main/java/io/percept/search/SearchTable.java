package io.percept.search;

import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.model.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The trials of a search: in a file, so that a search that was interrupted goes on where it was, or in memory only.
 *
 * <p>A file holds a JSON object on each line: first what is searched, then the trials as they were done. It is written anew after each
 * trial, in one step, so that it is whole whenever the process ends.
 */
public final class SearchTable {
    private final Optional<Path> file;
    private final JsonObject search;
    private final List<Trial> trials = new ArrayList<>();

    private SearchTable(Optional<Path> file, JsonObject search) {
        this.file = file;
        this.search = search;
    }

    /** A table that is forgotten with the process. */
    public static SearchTable inMemory(JsonObject search) {
        return new SearchTable(Optional.empty(), search);
    }

    /**
     * A table in a file, which is read if it is there already.
     *
     * @param search everything that the scores depend on
     * @throws IllegalArgumentException when the file holds another search, or no table
     */
    public static SearchTable in(Path file, JsonObject search) {
        AtomicFile.checkWritable(file);
        SearchTable table = new SearchTable(Optional.of(file), search);
        List<String> lines = lines(file);
        if (!lines.isEmpty()) {
            requireSame(file, parse(file, lines.get(0), 1), search);
            for (int i = 1; i < lines.size(); i++) {
                table.trials.add(trial(file, lines.get(i), i + 1));
            }
        }
        return table;
    }

    /**
     * What the table in a file is of: the first line; empty when there is no such file, or nothing in it.
     *
     * @throws IllegalArgumentException when the file is no table
     */
    public static Optional<JsonObject> searchOf(Path file) {
        return lines(file).stream().findFirst().map(line -> parse(file, line, 1));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read as a table of a search: " + e.getMessage(), e);
        }
    }

    private static JsonObject parse(Path file, String line, int number) {
        try {
            return JsonObject.parse(line);
        } catch (JsonException e) {
            throw noTable(file, number, e);
        }
    }

    private static Trial trial(Path file, String line, int number) {
        try {
            return Trial.of(JsonObject.parse(line));
        } catch (JsonException | IllegalArgumentException | ClassCastException e) {
            throw noTable(file, number, e);
        }
    }

    private static IllegalArgumentException noTable(Path file, int line, RuntimeException cause) {
        return new IllegalArgumentException(
                "line " + line + " of " + file + " is not from the table of a search; take another file", cause);
    }

    private static void requireSame(Path file, JsonObject found, JsonObject wanted) {
        Set<String> names = new TreeSet<>(wanted.members().keySet());
        names.addAll(found.members().keySet());
        for (String name : names) {
            if (!Objects.equals(found.optional(name), wanted.optional(name))) {
                throw new IllegalArgumentException("the table " + file + " is of another search: its " + name + " is "
                        + text(found, name) + ", not " + text(wanted, name)
                        + "; take another file, or remove this one to start anew");
            }
        }
    }

    private static String text(JsonObject json, String name) {
        return json.optional(name).map(Object::toString).orElse("not given");
    }

    /** The trials so far. */
    public List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** The trial of these settings on a rung, if it was done. */
    Optional<Trial> find(int number, int rung) {
        return trials.stream()
                .filter(trial -> trial.number() == number && trial.rung() == rung)
                .findFirst();
    }

    void add(Trial trial) {
        trials.add(trial);
        file.ifPresent(path -> {
            StringBuilder text = new StringBuilder(search.toString()).append('\n');
            trials.forEach(done -> text.append(done.json()).append('\n'));
            AtomicFile.write(
                    path, out -> out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8))));
        });
    }
}
