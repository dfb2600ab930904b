package io.percept.cli;

import io.percept.train.ClassWeights;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what counts for more in the loss. */
final class WeightFlags {
    @Option(
            names = "--class-weights",
            paramLabel = "balanced|W,...|NAME=W,...",
            converter = Converter.class,
            description = "What the rows of each class count for in the loss, or each output where targets are numbers:"
                    + " the same for each class in all (balanced), a number for each, or for some by name. The"
                    + " validation loss is weighted too; tests never are. Default: 1 each.")
    private ClassWeights classWeights = ClassWeights.EQUAL;

    ClassWeights classWeights() {
        return classWeights;
    }

    static final class Converter implements ITypeConverter<ClassWeights> {
        @Override
        public ClassWeights convert(String written) {
            try {
                return ClassWeights.parse(written);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
