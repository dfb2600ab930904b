package io.percept.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private static final JsonObject EVENT = JsonObject.builder()
            .put("event", "epoch")
            .put("epoch", 3)
            .put("loss", 0.5)
            .put("rate", 0.1f)
            .put("nan", Double.NaN)
            .put("infinite", Float.NEGATIVE_INFINITY)
            .put("last", true)
            .putStrings("classes", List.of("a", "b"))
            .putIntegers("shape", 2, 3)
            .putIntegers("offsets", 0L, 1L << 40)
            .putNumbers("mean", 1.0, 0.25)
            .putNumbers("std", 0.1f, Float.NaN)
            .putArray("none", List.of())
            .put("nothing", JsonObject.builder().build())
            .putArray("layers", List.of(JsonObject.builder().put("units", 4L).build(), JsonNull.NULL))
            .build();

    @Test
    void writesOneLine() {
        assertThat(EVENT)
                .hasToString(
                        "{\"event\":\"epoch\",\"epoch\":3,\"loss\":0.5,\"rate\":0.1,\"nan\":null,\"infinite\":null,"
                                + "\"last\":true,\"classes\":[\"a\",\"b\"],\"shape\":[2,3],\"offsets\":[0,1099511627776],"
                                + "\"mean\":[1,0.25],\"std\":[0.1,null],\"none\":[],\"nothing\":{},"
                                + "\"layers\":[{\"units\":4},null]}");
    }

    @Test
    void writesPrettyWithTwoSpaces() {
        assertThat(EVENT.toPrettyString()).isEqualTo("""
                        {
                          "event": "epoch",
                          "epoch": 3,
                          "loss": 0.5,
                          "rate": 0.1,
                          "nan": null,
                          "infinite": null,
                          "last": true,
                          "classes": ["a", "b"],
                          "shape": [2, 3],
                          "offsets": [0, 1099511627776],
                          "mean": [1, 0.25],
                          "std": [0.1, null],
                          "none": [],
                          "nothing": {},
                          "layers": [
                            {
                              "units": 4
                            },
                            null
                          ]
                        }""");
    }

    @Test
    void escapesWhatMustBeEscapedAndNothingElse() {
        assertThat(new JsonString("\"\\/\b\f\n\r\t\0\u001f\u007fé€😀"))
                .hasToString("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé€😀\"");
    }

    @Test
    void escapesLoneSurrogatesWhichReadingRefuses() {
        JsonString lone = new JsonString("\ud83d|\ude00|😀\ud83d");
        assertThat(lone).hasToString("\"\\ud83d|\\ude00|😀\\ud83d\"");
        assertThatThrownBy(() -> JsonValue.parse(lone.toString())).isInstanceOf(JsonException.class);
    }

    @Test
    void whatIsWrittenReadsBackEqual() {
        CounterRandom random = new CounterRandom(21, 0);
        for (int i = 0; i < 300; i++) {
            JsonValue value = randomValue(random, 0);
            assertThat(JsonValue.parse(value.toString())).isEqualTo(value);
            assertThat(JsonValue.parse(value.toPrettyString())).isEqualTo(value);
            assertThat(JsonValue.parse(value.toString())).hasToString(value.toString());
        }
    }

    private static JsonValue randomValue(CounterRandom random, int depth) {
        return switch (random.nextInt(depth < 4 ? 9 : 7)) {
            case 0 -> JsonNull.NULL;
            case 1 -> new JsonBoolean(random.nextInt(2) == 0);
            case 2 -> JsonNumber.of(((long) random.nextInt() << 32) + random.nextInt());
            case 3 -> JsonNumber.of(random.nextInt(1000) - 500);
            case 4 -> JsonValue.of(Double.longBitsToDouble(((long) random.nextInt() << 32) ^ random.nextInt()));
            case 5 -> JsonValue.of(Float.intBitsToFloat(random.nextInt()));
            case 6 -> new JsonString(randomText(random));
            case 7 -> {
                List<JsonValue> values = new ArrayList<>();
                for (int n = random.nextInt(6); n > 0; n--) {
                    values.add(randomValue(random, depth + 1));
                }
                yield new JsonArray(values);
            }
            default -> {
                JsonObjectBuilder object = JsonObject.builder();
                for (int n = random.nextInt(6); n > 0; n--) {
                    object.put(n + randomText(random), randomValue(random, depth + 1));
                }
                yield object.build();
            }
        };
    }

    /** Code points of every plane and many control characters, without surrogates. */
    private static String randomText(CounterRandom random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            int codePoint = random.nextInt(random.nextInt(2) == 0 ? 0x80 : Character.MAX_CODE_POINT + 1);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate ? '?' : codePoint);
        }
        return text.toString();
    }

    @Test
    void theBuilderRefusesANameTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonObject.builder().put("a", 1).put("a", "x"))
                .withMessage("the object has a member \"a\" already");
    }

    @Test
    void theBuilderRefusesNulls() {
        assertThatNullPointerException().isThrownBy(() -> JsonObject.builder().put("a", (String) null));
        assertThatNullPointerException().isThrownBy(() -> JsonObject.builder().put("a", (JsonValue) null));
        assertThatNullPointerException().isThrownBy(() -> JsonObject.builder().put(null, 1));
    }

    @Test
    void anObjectDoesNotChangeWithItsBuilder() {
        JsonObjectBuilder builder = JsonObject.builder().put("a", 1);
        JsonObject object = builder.build();
        builder.put("b", 2);
        assertThat(object).hasToString("{\"a\":1}");
    }
}
