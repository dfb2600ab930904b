package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static final List<Tensor> EVERY_TYPE = List.of(
            Tensor.ofBytes("u8", List.of(3), (byte) 0, (byte) 127, (byte) 255),
            Tensor.ofFloats("f32", List.of(2, 3), 0.1f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, -1.5f),
            Tensor.ofDoubles("f64", List.of(1, 2, 1), 0.1, Double.NEGATIVE_INFINITY),
            Tensor.ofInts("i32 \"é😀\"", List.of(2), Integer.MIN_VALUE, 7),
            Tensor.ofLongs("i64", List.of(2), Long.MIN_VALUE, Long.MAX_VALUE),
            Tensor.ofFloats("scalar", List.of(), 2.5f),
            Tensor.ofFloats("empty", List.of(4, 0, 5)));

    @Test
    void everyTypeReadsBackEqual() {
        Path file = folder.resolve("model.safetensors");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "a \"quoted\"\ntext, é😀");
        metadata.put("a", "");
        Safetensors.write(file, metadata, EVERY_TYPE);

        SafetensorsFile read = Safetensors.read(file);
        assertThat(read.path()).isEqualTo(file);
        assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
        assertThat(read.tensors().values()).containsExactlyElementsOf(EVERY_TYPE);
        assertThat(read.tensors().keySet())
                .containsExactly("u8", "f32", "f64", "i32 \"é😀\"", "i64", "scalar", "empty");
        assertThat(read.tensor("f32").floats())
                .containsExactly(0.1f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, -1.5f);
        assertThat(read.tensor("scalar").floats()).containsExactly(2.5f);
        assertThat(read.tensor("empty").floats()).isEmpty();
    }

    @Test
    void equalContentGivesEqualBytes() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        Safetensors.write(one, Map.of("a", "b"), EVERY_TYPE);
        Safetensors.write(
                other,
                Safetensors.read(one).metadata(),
                Safetensors.read(one).tensors().values());
        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void anEmptyFileIsAFile() {
        Path file = folder.resolve("empty.safetensors");
        Safetensors.write(file, Map.of(), List.of());
        assertThat(Safetensors.read(file).tensors()).isEmpty();
        assertThat(Safetensors.read(file).metadata()).isEmpty();
        assertThat(file).hasSize(16);
    }

    /** Bytes put together by hand from the description of the format. */
    @Test
    void writesAndReadsTheKnownBytes() throws IOException {
        byte[] known = concatenate(
                HexFormat.of().parseHex("8800000000000000"),
                ("{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                                + "\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]}} ")
                        .getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex("0000803f" + "000020c0" + "01020000"));
        List<Tensor> tensors =
                List.of(Tensor.ofFloats("w", List.of(2, 1), 1f, -2.5f), Tensor.ofInts("b", List.of(1), 513));
        Path file = folder.resolve("known.safetensors");

        Files.write(file, known);
        assertThat(Safetensors.read(file).tensors().values()).containsExactlyElementsOf(tensors);
        assertThat(Safetensors.read(file).metadata()).isEqualTo(Map.of("k", "v"));

        Safetensors.write(file, Map.of("k", "v"), tensors);
        assertThat(file).hasBinaryContent(known);
    }

    private static byte[] concatenate(byte[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        Stream.of(parts).forEach(all::put);
        return all.array();
    }

    @Test
    void theDataBeginsAtAMultipleOfEightBytes() throws IOException {
        for (int length = 0; length < 16; length++) {
            Path file = folder.resolve("padded");
            Safetensors.write(file, Map.of("k", "x".repeat(length)), EVERY_TYPE);
            byte[] bytes = Files.readAllBytes(file);
            assertThat(bytes[0] % 8).isZero();
            assertThat(Safetensors.read(file).metadata("k")).hasSize(length);
        }
    }

    @Test
    void largeTensorsReadBackEqual() {
        float[] values = new float[700_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("large.safetensors");
        Tensor large = Tensor.ofFloats("large", List.of(values.length), values);
        Safetensors.write(file, Map.of(), List.of(EVERY_TYPE.get(0), large, EVERY_TYPE.get(1)));
        assertThat(Safetensors.read(file).tensors().values())
                .containsExactly(EVERY_TYPE.get(0), large, EVERY_TYPE.get(1));
    }

    /** Files that another implementation of the format wrote. */
    @Test
    void readsTheTrainingTraces() throws IOException {
        Path traces = Path.of(System.getProperty("percept.traces", ""));
        if (System.getProperty("percept.traces", "").isEmpty() || !Files.isDirectory(traces)) {
            String reason = "Skipped: the folder of training traces (-Dpercept.traces=" + traces + ") is absent";
            System.out.println(reason);
            abort(reason);
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(traces)) {
            files = list.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            SafetensorsFile trace = Safetensors.read(file);
            assertThat(trace.tensor("x", DType.F64, List.of(160, 12)).doubles()).hasSize(1920);
            assertThat(trace.tensor("losses", DType.F64, List.of(20, 2)).doubles())
                    .satisfies(losses -> assertThat(Arrays.stream(losses)).allMatch(loss -> loss > 0 && loss < 100));
            assertThat(trace.metadata("batch")).isEqualTo("8");
            assertThat(file.getFileName()).hasToString(trace.metadata("name") + ".safetensors");
        }
    }

    @Test
    void refusesToWriteWhatCouldNotBeRead() {
        Path file = folder.resolve("model.safetensors");
        Tensor w = Tensor.ofInts("w", List.of(1), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file, Map.of(), List.of(w, w)))
                .withMessageContaining("\"w\"");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Safetensors.write(file, Map.of(), List.of(Tensor.ofInts("__metadata__", List.of(1), 1))))
                .withMessage("a tensor cannot be named __metadata__");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file, Map.of("k", "\ud800"), List.of(w)))
                .withMessage("\"\\ud800\" cannot be encoded as UTF-8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file, Map.of(), List.of(Tensor.ofInts("\udc00", List.of(1), 1))))
                .withMessage("\"\\udc00\" cannot be encoded as UTF-8");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("k", "x".repeat(16 << 20)), List.of(w)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file + " cannot be written: names, shapes and metadata would take 16777")
                .hasMessageEndingWith("more than the 16777216 that a reader accepts");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theLargestHeaderReadsBack() {
        Path file = folder.resolve("model.safetensors");
        int overhead = "{'__metadata__':{'k':''}}".length();
        String text = "x".repeat((16 << 20) - overhead);
        Safetensors.write(file, Map.of("k", text), List.of());
        assertThat(Safetensors.read(file).metadata("k")).isEqualTo(text);
    }

    @Test
    void lookupsNameTheFileAndWhatItLacks() {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, Map.of("a", "b"), EVERY_TYPE);
        SafetensorsFile read = Safetensors.read(file);
        String before = file + " is not a Percept model: ";
        String after = "; the file may be damaged or of another kind";
        assertThatThrownBy(() -> read.metadata("network"))
                .isInstanceOf(ModelException.class)
                .hasMessage(before + "its metadata lacks \"network\"" + after);
        assertThatThrownBy(() -> read.tensor("w"))
                .isInstanceOf(ModelException.class)
                .hasMessage(before + "it lacks the tensor \"w\"" + after);
        assertThatThrownBy(() -> read.tensor("f32", DType.F32, List.of(3, 2)))
                .isInstanceOf(ModelException.class)
                .hasMessage(before + "tensor \"f32\" F32[2, 3] should be F32[3, 2]" + after);
        assertThatThrownBy(() -> read.tensor("f32", DType.F64, List.of(2, 3)))
                .isInstanceOf(ModelException.class)
                .hasMessage(before + "tensor \"f32\" F32[2, 3] should be F64[2, 3]" + after);
        assertThat(read.tensor("f32", DType.F32, List.of(2, 3))).isEqualTo(EVERY_TYPE.get(1));
    }
}
