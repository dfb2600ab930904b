package io.percept.cli;

import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.nn.Network;
import io.percept.nn.NetworkJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a network's description from a file, as {@link NetworkJson} defines it. */
final class NetworkFile {
    private NetworkFile() {}

    /**
     * The network, which says itself how many features it takes.
     *
     * @throws IllegalArgumentException when the file cannot be read, or does not hold a network; the message names it
     */
    static Network read(Path file) {
        return network(file, parse(file));
    }

    /** The network for data of that many features, which the description may leave out. */
    static Network read(Path file, int inputs) {
        JsonObject description = parse(file);
        if (!description.has("inputs")) {
            JsonObjectBuilder completed = JsonObject.builder().put("inputs", inputs);
            description.members().forEach(completed::put);
            return network(file, completed.build());
        }
        Network network = network(file, description);
        if (network.inputs() != inputs) {
            throw new IllegalArgumentException(file + " describes a network with " + network.inputs()
                    + " inputs, but the data has " + inputs + " features; make \"inputs\" " + inputs
                    + ", or leave it out");
        }
        return network;
    }

    private static JsonObject parse(Path file) {
        try {
            JsonObject object = JsonObject.parse(Files.readString(file));
            // What 'percept summary --json' shows has the description in it.
            return object.has("network") ? object.object("network") : object;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not a text in UTF-8", e);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "cannot be read: " + e.getMessage() : "is not there";
            throw new IllegalArgumentException(file + " " + reason, e);
        } catch (JsonException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Network network(Path file, JsonObject description) {
        try {
            return NetworkJson.read(description);
        } catch (JsonException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
