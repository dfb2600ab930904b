package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFaultsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] bytes = smallFile();
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as("the first %d bytes", length)
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith(file + " is not a Percept model: ");
        }
    }

    @Test
    void everyChangedByteOfTheHeaderIsReadOrRefused() throws IOException {
        byte[] bytes = smallFile();
        int refused = 0;
        for (int i = 0; i < 8 + Byte.toUnsignedInt(bytes[0]); i++) {
            for (int value : new int[] {0, 1, '"', '0', '9', '[', '{', '}', ',', ' ', 0x7f, 0x80, 0xc3, 0xff}) {
                byte[] changed = bytes.clone();
                changed[i] = (byte) value;
                refused += isRefused(changed) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private boolean isRefused(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            Safetensors.read(file);
            return false;
        } catch (ModelException e) {
            assertThat(e).hasMessageStartingWith(file + " is not a Percept model: ");
            return true;
        }
    }

    /** A file of two tensors and one text, whose header's length fits one byte. */
    private byte[] smallFile() throws IOException {
        Safetensors.write(
                file,
                Map.of("k", "é"),
                List.of(Tensor.ofFloats("w", List.of(2, 1), 1f, 2f), Tensor.ofBytes("b", List.of(3), new byte[3])));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes[1]).isZero();
        return bytes;
    }

    @Test
    void refusesAFileTooShortForALength() throws IOException {
        Files.write(file, new byte[7]);
        assertFault("it has 7 bytes, too few for the length of a header, which takes 8");
    }

    @Test
    void refusesAnEmptyHeader() throws IOException {
        Files.write(file, new byte[8]);
        assertFault("its header is empty");
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        writeRaw(4, "{} ".getBytes(StandardCharsets.UTF_8));
        assertFault("its header would have 4 bytes, but only 3 follow");
    }

    @Test
    void refusesAHeaderLongerThanAllowed() throws IOException {
        writeRaw((16 << 20) + 1, new byte[0]);
        assertFault("its header would have 16777217 bytes, more than the 16777216 allowed");
        writeRaw(-1, new byte[0]);
        assertFault("its header would have 18446744073709551615 bytes, more than the 16777216 allowed");
    }

    @Test
    void refusesAHeaderThatBeginsOtherwise() throws IOException {
        writeHeader(" {}", 0);
        assertFault("its header does not begin with '{'");
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        writeRaw(4, new byte[] {'{', '"', (byte) 0xff, '"'});
        assertFault("its header is not UTF-8 text");
    }

    @Test
    void refusesAHeaderThatIsNotJson() throws IOException {
        writeHeader("{\"w\":}", 0);
        assertFault("in its header, line 1, column 6: expected a value but found '}'");
    }

    @Test
    void refusesTwoTensorsOfOneName() throws IOException {
        String w = "\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
        writeHeader("{" + w + "," + w + "}", 0);
        assertFault("in its header, line 1, column 54: the name \"w\" occurs twice in one object");
    }

    @Test
    void acceptsSpacesAfterTheHeader() throws IOException {
        writeHeader("{}   ", 0);
        assertThat(Safetensors.read(file).tensors()).isEmpty();
    }

    @Test
    void refusesMetadataThatIsNoObject() throws IOException {
        writeHeader("{\"__metadata__\":[]}", 0);
        assertFault("in its header, __metadata__ must be an object but is an array");
    }

    @Test
    void refusesMetadataThatIsNoText() throws IOException {
        writeHeader("{\"__metadata__\":{\"k\":1}}", 0);
        assertFault("in its header, __metadata__.k must be a string but is the number 1");
    }

    @Test
    void refusesATensorThatIsNoObject() throws IOException {
        writeHeader("{\"0.weight\":7}", 0);
        assertFault("in its header, \"0.weight\" must be an object but is the number 7");
    }

    @Test
    void refusesATensorThatLacksAMember() throws IOException {
        writeHeader("{\"w\":{\"shape\":[1],\"data_offsets\":[0,1]}}", 1);
        assertFault("in its header, w lacks the member \"dtype\"");
        writeHeader("{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}", 1);
        assertFault("in its header, w lacks the member \"shape\"");
        writeHeader("{\"w\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1);
        assertFault("in its header, w lacks the member \"data_offsets\"");
    }

    @Test
    void refusesATensorWithAnotherMember() throws IOException {
        writeHeader("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"x\":0}}", 1);
        assertFault("in its header, w has the unknown member \"x\"; known are dtype, shape, data_offsets");
    }

    @Test
    void refusesAnUnknownType() throws IOException {
        writeTensor("BF16", "[1]", "[0,2]", 2);
        assertFault("the type of tensor \"w\" is \"BF16\", not one of [F32, F64, I32, I64, U8]");
    }

    @Test
    void refusesANegativeDimension() throws IOException {
        writeTensor("U8", "[-1,-1]", "[0,1]", 1);
        assertFault("the shape of tensor \"w\" has a negative dimension: [-1, -1]");
    }

    @Test
    void refusesADimensionThatIsNotWholeOrTooLarge() throws IOException {
        writeTensor("U8", "[1.5]", "[0,1]", 1);
        assertFault("in its header, w.shape[0] must be a whole number from -2147483648 to 2147483647 but is 1.5");
        writeTensor("U8", "[2147483648,0]", "[0,0]", 0);
        assertFault(
                "in its header, w.shape[0] must be a whole number from -2147483648 to 2147483647 but is 2147483648");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[65536, 65536]", "[2147483647, 2147483647, 2147483647, 4]", "[2147483640]"})
    void refusesATensorThatNoArrayHolds(String shape) throws IOException {
        writeTensor("U8", shape, "[0,0]", 0);
        assertFault("tensor \"w\" of type U8 and shape " + shape
                + " is larger than the 2147483639 bytes that one tensor may take");
        writeTensor("F64", "[268435455]", "[0,2147483640]", 0);
        assertFault("tensor \"w\" of type F64 and shape [268435455] is larger than the 2147483639 bytes"
                + " that one tensor may take");
    }

    @Test
    void takesNoMemoryForDataThatTheFileDoesNotHave() throws IOException {
        writeTensor("U8", "[2147483639]", "[0,2147483639]", 5);
        assertFault("its tensors take 2147483639 bytes, but 5 bytes follow the header");
    }

    @Test
    void refusesMoreDataThanThereIsMemory() throws IOException {
        writeTwo("[0,2]", "[2,4]", 4);
        assertThat(SafetensorsReader.read(file, 4).tensors()).hasSize(2);
        assertThatThrownBy(() -> SafetensorsReader.read(file, 3))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " cannot be read: its tensors take 4 bytes, but Java may use only 3;"
                        + " the option -Xmx of java allows more");
    }

    @Test
    void refusesOffsetsThatAreNoRange() throws IOException {
        for (String offsets : new String[] {"[]", "[0]", "[0,1,2]", "[1,0]", "[-1,0]"}) {
            writeTensor("U8", "[1]", offsets, 1);
            assertFault("the data offsets of tensor \"w\" are " + offsets + ", not a begin and an end");
        }
    }

    @Test
    void refusesOffsetsBeyondALong() throws IOException {
        writeTensor("U8", "[1]", "[0,9223372036854775808]", 1);
        assertFault("in its header, w.data_offsets[1] must be a whole number from -2^63 to 2^63 - 1"
                + " but is 9223372036854776000");
        writeTensor("U8", "[1]", "[9223372036854775806,9223372036854775807]", 1);
        assertFault("tensor \"w\" begins at byte 9223372036854775806 of the data, and no tensor fills the bytes"
                + " before it");
    }

    @Test
    void refusesOffsetsThatDoNotFitTheShape() throws IOException {
        writeTensor("F32", "[2,3]", "[0,20]", 20);
        assertFault("tensor \"w\" of type F32 and shape [2, 3] takes 24 bytes, but its data offsets span 20");
        writeTensor("F32", "[]", "[0,0]", 0);
        assertFault("tensor \"w\" of type F32 and shape [] takes 4 bytes, but its data offsets span 0");
    }

    @Test
    void refusesAGap() throws IOException {
        writeTwo("[0,2]", "[3,5]", 5);
        assertFault("tensor \"b\" begins at byte 3 of the data, and no tensor fills the bytes before it");
        writeTensor("U8", "[2]", "[1,3]", 3);
        assertFault("tensor \"w\" begins at byte 1 of the data, and no tensor fills the bytes before it");
    }

    @Test
    void refusesAnOverlap() throws IOException {
        writeTwo("[0,2]", "[1,3]", 3);
        assertFault("tensor \"b\" begins at byte 1 of the data, inside another tensor");
        writeTwo("[0,2]", "[0,2]", 2);
        assertFault("tensor \"b\" begins at byte 0 of the data, inside another tensor");
    }

    @Test
    void refusesDataThatNoTensorTakes() throws IOException {
        writeTwo("[0,2]", "[2,4]", 5);
        assertFault("its tensors take 4 bytes, but 5 bytes follow the header");
        writeHeader("{}", 1);
        assertFault("its tensors take 0 bytes, but 1 bytes follow the header");
    }

    @Test
    void refusesDataThatIsMissing() throws IOException {
        writeTwo("[0,2]", "[2,4]", 3);
        assertFault("its tensors take 4 bytes, but 3 bytes follow the header");
    }

    @Test
    void readsTensorsThatStandInAnotherOrderThanTheirNames() throws IOException {
        writeTwo("[2,4]", "[0,2]", 4);
        SafetensorsFile read = Safetensors.read(file);
        assertThat(read.tensors().keySet()).containsExactly("a", "b");
        assertThat(read.tensor("a").bytes()).containsExactly(2, 3);
        assertThat(read.tensor("b").bytes()).containsExactly(0, 1);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + " cannot be read: there is no such file");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> Safetensors.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage(folder + " cannot be read: it is a folder, where the name of a file is needed");
    }

    @Test
    void refusesWhatIsNoRegularFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null here");
        assertThatThrownBy(() -> Safetensors.read(device))
                .isInstanceOf(ModelException.class)
                .hasMessage("/dev/null cannot be read: it is not a regular file");
    }

    private void assertFault(String reason) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        file + " is not a Percept model: " + reason + "; the file may be damaged or of another kind");
    }

    private void writeTwo(String offsetsA, String offsetsB, int dataBytes) throws IOException {
        String before = "{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":";
        writeHeader("{\"a\":" + before + offsetsA + "},\"b\":" + before + offsetsB + "}}", dataBytes);
    }

    private void writeTensor(String type, String shape, String offsets, int dataBytes) throws IOException {
        writeHeader(
                "{\"w\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}",
                dataBytes);
    }

    /** The header, then data bytes 0, 1, 2, ... */
    private void writeHeader(String header, int dataBytes) throws IOException {
        byte[] utf8 = header.getBytes(StandardCharsets.UTF_8);
        byte[] rest = Arrays.copyOf(utf8, utf8.length + dataBytes);
        for (int i = 0; i < dataBytes; i++) {
            rest[utf8.length + i] = (byte) i;
        }
        writeRaw(utf8.length, rest);
    }

    private void writeRaw(long length, byte[] rest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + rest.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(length).put(rest).array());
    }
}
