package io.percept.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Named arrays of a training and perhaps a test part, in a folder of NPY files or in an NPZ file: {@code x_train} and {@code y_train}, or
 * {@code x} and {@code y}; and {@code x_test} and {@code y_test}. Upper case does not matter.
 */
final class NpyArrays {
    static final String SUFFIX = ".npy";
    static final String PACKED_SUFFIX = ".npz";

    private final Path source;
    private final CsvOptions options;
    private final Map<String, NpyArray> arrays = new TreeMap<>();

    private NpyArrays(Path source, CsvOptions options) {
        this.source = source;
        this.options = options;
    }

    /** Whether a folder has arrays. */
    static boolean areIn(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (nameOf(file.toString()).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw DataFile.unreadable(folder.toString(), e);
        }
    }

    static NpyArrays ofFolder(Path folder, CsvOptions options) {
        NpyArrays found = new NpyArrays(folder, options);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                nameOf(file.toString()).ifPresent(name -> found.put(name, NpyArray.open(file)));
            }
        } catch (IOException e) {
            throw DataFile.unreadable(folder.toString(), e);
        }
        return found;
    }

    static NpyArrays ofPacked(Path file, CsvOptions options) {
        NpyArrays found = new NpyArrays(file, options);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Optional<String> name = nameOf(entry.getName());
                if (name.isPresent()) {
                    found.put(name.get(), found.unpack(zip, entry));
                }
            }
        } catch (ZipException e) {
            throw new DataException(file + " is not an NPZ file, or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw DataFile.unreadable(file.toString(), e);
        }
        return found;
    }

    private NpyArray unpack(ZipFile zip, ZipEntry entry) throws IOException {
        String name = source + "(" + entry.getName() + ")";
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            NpyArray array = NpyArray.unpack(in, name, options.storage().folder());
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new DataException(name + " is damaged: its bytes have another checksum than they had");
            }
            return array;
        }
    }

    /** The name of an array that can be a part of a data set. */
    private static Optional<String> nameOf(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        name = name.substring(name.lastIndexOf('\\') + 1);
        return name.matches("[xy](_train|_test)?\\.npy")
                ? Optional.of(name.substring(0, name.length() - SUFFIX.length()))
                : Optional.empty();
    }

    private void put(String name, NpyArray array) {
        if (arrays.put(name, array) != null) {
            throw new DataException(source + " has two arrays " + name + "; there must be one");
        }
    }

    TrainTest open() {
        String part = arrays.containsKey("x_train") ? "_train" : "";
        Dataset train = NpyReader.read(require("x" + part), require("y" + part), options);
        if (!hasTest()) {
            return new TrainTest(train, Optional.empty());
        }
        return new TrainTest(train, Optional.of(openTest(CsvSchema.of(train), train.imageShape())));
    }

    /** The training part for a model that is trained further, and the test part. */
    TrainTest openLike(CsvSchema schema, Optional<ImageShape> image) {
        String part = arrays.containsKey("x_train") ? "_train" : "";
        return new TrainTest(
                read(part, schema, image), hasTest() ? Optional.of(read("_test", schema, image)) : Optional.empty());
    }

    /** The test part; all, where there are not two parts. */
    Dataset openTest(CsvSchema schema, Optional<ImageShape> image) {
        return read(hasTest() || arrays.containsKey("x_train") ? "_test" : "", schema, image);
    }

    private Dataset read(String part, CsvSchema schema, Optional<ImageShape> image) {
        return NpyReader.read(require("x" + part), require("y" + part), schema, image, options);
    }

    private boolean hasTest() {
        return arrays.containsKey("x_test") || arrays.containsKey("y_test");
    }

    private NpyArray require(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new DataException(source + " has no array " + name + " but "
                    + Wording.some(arrays.keySet().stream().toList())
                    + "; a data set needs x and y, or x_train and y_train, and for a test part x_test and y_test");
        }
        return array;
    }
}
