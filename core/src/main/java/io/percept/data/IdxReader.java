package io.percept.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads images and labels from IDX files, plain or gzip: the format of MNIST and its kin (Y. LeCun, C. Cortes,
 * C. J. C. Burges: "The MNIST database of handwritten digits").
 *
 * <p>A file is a header of big-endian int32, a magic number (0x803 for images, 0x801 for labels) and the size of each dimension,
 * and then one unsigned byte for each pixel or label.
 */
public final class IdxReader {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;
    /** The low byte of the magic number is the number of dimensions. */
    private static final int DIMENSIONS = 0xff;

    private static final int LABEL_VALUES = 256;

    private final String name;
    private final int[] sizes;
    private final byte[] body;

    /** Reads a whole file whose header must begin with this magic number. */
    private IdxReader(Path file, int magic) {
        name = file.toString();
        try (InputStream in = DataFile.open(file)) {
            sizes = readSizes(in, magic);
            body = readBody(in);
        } catch (IOException e) {
            throw DataFile.unreadable(name, e);
        }
    }

    /**
     * Images and their labels; the classes are "0", "1", ... up to the largest label.
     *
     * @throws DataException when a file cannot be read, is not of the format, is cut short or too long, or their numbers of images
     *     and labels differ
     */
    public static Dataset readImages(Path images, Path labels) {
        IdxReader labelFile = new IdxReader(labels, LABELS);
        int largest = 0;
        for (byte label : labelFile.body) {
            largest = Math.max(largest, Byte.toUnsignedInt(label));
        }
        List<String> classes =
                IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
        return combine(new IdxReader(images, IMAGES), labelFile, classes);
    }

    /**
     * Images and their labels, for classes that are known already (from the training set): label k is the class named "k".
     *
     * @throws DataException as in {@link #readImages(Path, Path)}, and when there is a label that is none of the classes
     */
    public static Dataset readImages(Path images, Path labels, List<String> classes) {
        return combine(new IdxReader(images, IMAGES), new IdxReader(labels, LABELS), classes);
    }

    private static Dataset combine(IdxReader images, IdxReader labels, List<String> classes) {
        if (images.sizes[0] != labels.sizes[0]) {
            throw new DataException(images.name + " holds " + images.sizes[0] + " images but " + labels.name + " holds "
                    + labels.sizes[0] + " labels; there must be one label for each image");
        }
        int[] classOf = IntStream.range(0, LABEL_VALUES)
                .map(label -> classes.indexOf(Integer.toString(label)))
                .toArray();
        int[] indices = new int[labels.body.length];
        for (int row = 0; row < indices.length; row++) {
            int label = Byte.toUnsignedInt(labels.body[row]);
            indices[row] = classOf[label];
            if (indices[row] < 0) {
                throw new DataException(labels.name + " gives image " + row + " the label " + label
                        + "; the known classes are " + Wording.some(classes));
            }
        }
        ImageShape shape = new ImageShape(images.sizes[1], images.sizes[2]);
        return Dataset.ofBytes(images.body, shape, new ClassTargets(indices, classes));
    }

    private int[] readSizes(InputStream in, int magic) throws IOException {
        int[] read = new int[magic & DIMENSIONS];
        int length = Integer.BYTES * (1 + read.length);
        byte[] header = in.readNBytes(length);
        ByteBuffer fields = ByteBuffer.wrap(header);
        if (header.length >= Integer.BYTES && fields.getInt(0) != magic) {
            throw new DataException(String.format(
                    "%s is not an IDX file of %s: it begins with 0x%08x, not 0x%08x",
                    name, magic == IMAGES ? "images" : "labels", fields.getInt(0), magic));
        }
        if (header.length < length) {
            throw new DataException(name + " is cut short: its header must have " + length
                    + " bytes, but the file ends after " + header.length);
        }
        fields.position(Integer.BYTES).slice().asIntBuffer().get(read);
        long product = 1;
        boolean possible = true;
        for (int size : read) {
            possible = possible && size > 0 && product * size <= Dataset.MAX_ARRAY;
            product *= possible ? size : 1;
        }
        if (!possible) {
            throw new DataException(name + " has a header with the sizes " + sizesOf(read)
                    + "; each must be positive and their product at most " + Dataset.MAX_ARRAY);
        }
        return read;
    }

    /** Reads what the header promises. A header may lie: memory is taken as the bytes come, not as they are promised. */
    private byte[] readBody(InputStream in) throws IOException {
        int expected = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        byte[] content = in.readNBytes(expected);
        if (content.length < expected) {
            throw new DataException(name + " is cut short: its header promises " + sizesOf(sizes) + " = " + expected
                    + " bytes, but only " + content.length + " follow");
        }
        if (in.read() >= 0) {
            throw new DataException(name + " is too long: its header promises " + sizesOf(sizes) + " = " + expected
                    + " bytes, but more follow");
        }
        return content;
    }

    private static String sizesOf(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
