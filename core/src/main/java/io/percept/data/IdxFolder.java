package io.percept.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with IDX files by the names that MNIST gave them: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and
 * the same with {@code t10k} for the test part; also with a dot before {@code idx}, and with {@code .gz} at the end.
 */
record IdxFolder(Path folder) {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";

    TrainTest open() {
        Dataset train = IdxReader.readImages(images(TRAIN), labels(TRAIN));
        if (!hasTest()) {
            return new TrainTest(train, Optional.empty());
        }
        Dataset test = openTest(((ClassTargets) train.targets()).classes());
        if (!test.imageShape().equals(train.imageShape())) {
            throw new DataException("the folder " + folder + " has images of "
                    + test.imageShape().orElseThrow() + " pixels in its test part, but of "
                    + train.imageShape().orElseThrow() + " in its training part");
        }
        return new TrainTest(train, Optional.of(test));
    }

    /** Whether there is a test part, or a piece of one. */
    boolean hasTest() {
        return find(TEST + "-images", "idx3-ubyte").isPresent()
                || find(TEST + "-labels", "idx1-ubyte").isPresent();
    }

    Dataset openTest(List<String> classes) {
        return IdxReader.readImages(images(TEST), labels(TEST), classes);
    }

    private Path images(String part) {
        return require(part + "-images", "idx3-ubyte");
    }

    private Path labels(String part) {
        return require(part + "-labels", "idx1-ubyte");
    }

    private Path require(String start, String end) {
        return find(start, end)
                .orElseThrow(() -> new DataException("the folder " + folder + " has no file " + start + "-" + end
                        + " (nor the same with .gz); a folder of images needs train-images-idx3-ubyte and"
                        + " train-labels-idx1-ubyte, and for its test part the same with t10k"));
    }

    private Optional<Path> find(String start, String end) {
        return Stream.of("-", ".")
                .flatMap(joint -> Stream.of("", ".gz").map(gz -> folder.resolve(start + joint + end + gz)))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
