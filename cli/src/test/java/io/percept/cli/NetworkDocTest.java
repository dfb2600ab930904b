package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.json.JsonObject;
import io.percept.json.JsonValue;
import io.percept.nn.NetworkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of layers in cli/network.md: complete, and right about every default. */
class NetworkDocTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\{.*?})` \\| `(\\{.*?})` \\| .+ \\|$", Pattern.MULTILINE);

    private static Map<JsonObject, JsonObject> rows() throws IOException {
        Path root = Path.of(System.getProperty("percept.root", ".."));
        Map<JsonObject, JsonObject> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(root.resolve("cli/network.md")));
        while (row.find()) {
            rows.put(JsonObject.parse(row.group(1)), JsonObject.parse(row.group(2)));
        }
        return rows;
    }

    private static JsonObject network(JsonValue layer) {
        return JsonObject.builder()
                .put("inputs", 8)
                .putArray("layers", List.of(layer, JsonObject.parse("{\"type\":\"linear\",\"out\":1}")))
                .build();
    }

    @Test
    void whatIsLeftOutIsWhatTheTableSays() throws IOException {
        rows().forEach((shortest, whole) -> {
            JsonObject written = NetworkJson.write(NetworkJson.read(network(shortest)));
            assertThat(written.objects("layers").get(0)).hasToString(whole.toString());
        });
    }

    @Test
    void everyLayerIsInTheTable() throws IOException {
        List<String> documented =
                rows().keySet().stream().map(layer -> layer.string("type")).toList();
        assertThatThrownBy(() -> NetworkJson.read(network(JsonObject.parse("{\"type\":\"?\"}"))))
                .satisfies(unknown -> assertThat(unknown.getMessage()
                                .replaceFirst(".*there are ", "")
                                .split(", "))
                        .containsExactlyInAnyOrderElementsOf(documented));
    }
}
