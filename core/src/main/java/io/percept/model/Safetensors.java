package io.percept.model;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * Files in the safetensors format (github.com/huggingface/safetensors): the length of the header as a little-endian 64-bit integer; the
 * header, a JSON object; then the values of the tensors, little-endian and row-major.
 *
 * <pre>{@code
 * {"__metadata__": {"key": "text"}, "w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
 * }</pre>
 *
 * <p>The offsets count from the end of the header. The tensors fill the rest of the file without gaps.
 */
public final class Safetensors {
    /** Arrays of some virtual machines end a few bytes short of the largest int. */
    static final int MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8;

    private Safetensors() {}

    /**
     * Reads a file. Everything in it is checked before memory is taken for the tensors.
     *
     * @throws ModelException when the file cannot be read or departs from the format in any way, and when its tensors are
     *     larger than the memory that Java may use
     */
    public static SafetensorsFile read(Path path) {
        return SafetensorsReader.read(path, Runtime.getRuntime().maxMemory());
    }

    /**
     * Writes a file: the metadata in the map's order, then the tensors in the collection's. Equal content gives equal bytes. Until
     * the new file is complete and on the disk, {@code path} names the old one; a symbolic link stays one, and the file that it
     * points to is replaced.
     *
     * @throws ModelException when the file cannot be written, or the header would be longer than a reader accepts
     * @throws IllegalArgumentException when two tensors have the same name, or a name or text cannot stand in a file
     */
    public static void write(Path path, Map<String, String> metadata, Collection<Tensor> tensors) {
        ByteBuffer header = SafetensorsHeader.encode(path, metadata, tensors);
        AtomicFile.write(path, out -> {
            out.write(header);
            for (Tensor tensor : tensors) {
                out.write(tensor.littleEndian());
            }
        });
    }

    /**
     * Finds out whether {@link #write} could write this file, so that hours of training do not end in an error. Neither creates nor
     * changes the file.
     *
     * @throws ModelException when it could not, such as when the folder does not exist
     */
    public static void checkWritable(Path path) {
        AtomicFile.checkWritable(path);
    }
}
