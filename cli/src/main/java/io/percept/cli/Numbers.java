package io.percept.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose values are numbers, with messages that do not speak of Java's types. */
final class Numbers {
    private Numbers() {}

    /** Has a command and its subcommands read numbers so. */
    static void register(CommandLine command) {
        ITypeConverter<Integer> integer = reading(Integer::valueOf, "a whole number of at most 2147483647");
        ITypeConverter<Double> real = reading(Double::valueOf, "a number");
        command.registerConverter(int.class, integer)
                .registerConverter(Integer.class, integer)
                .registerConverter(long.class, reading(Long::valueOf, "a whole number below 2^63"))
                .registerConverter(double.class, real)
                .registerConverter(Double.class, real);
    }

    private static <T> ITypeConverter<T> reading(Function<String, T> reader, String expected) {
        return written -> {
            try {
                return reader.apply(written);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + written + "\" is not " + expected);
            }
        };
    }
}
