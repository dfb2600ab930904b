package io.percept.cli;

import io.percept.backend.Activation;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.CsvOptions;
import io.percept.nn.Initializer;
import io.percept.train.Schedule;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option's values that have names: an unknown name is answered with all those that there are, and the help lists them as the
 * completion candidates.
 */
abstract class Choices<T> implements ITypeConverter<T>, Iterable<String> {
    private final List<T> all;
    private final Function<T, String> name;

    private Choices(List<T> all, Function<T, String> name) {
        this.all = all;
        this.name = name;
    }

    @Override
    public T convert(String written) {
        return all.stream()
                .filter(candidate -> name.apply(candidate).equals(written))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("\"" + written + "\" is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
        return all.stream().map(name).iterator();
    }

    static final class OfLoss extends Choices<Loss> {
        OfLoss() {
            super(Loss.all(), Loss::name);
        }
    }

    static final class OfOptimizer extends Choices<UpdateRule> {
        OfOptimizer() {
            super(UpdateRule.all(), UpdateRule::name);
        }
    }

    static final class OfSchedule extends Choices<Schedule> {
        OfSchedule() {
            super(Schedule.all(), Schedule::name);
        }
    }

    static final class OfActivation extends Choices<Activation> {
        OfActivation() {
            super(Activation.all(), Activation::name);
        }
    }

    /** A name, and for {@code uniform} perhaps a range after a colon. */
    static final class OfInitializer extends Choices<Initializer> {
        private static final String UNIFORM = "uniform:";

        OfInitializer() {
            super(Initializer.all(), Initializer::name);
        }

        @Override
        public Initializer convert(String written) {
            if (!written.startsWith(UNIFORM)) {
                return super.convert(written);
            }
            String range = written.substring(UNIFORM.length());
            try {
                return new Initializer.Uniform(Double.parseDouble(range));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("the range \"" + range + "\" is not a number");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class OfHeader extends Choices<CsvOptions.Header> {
        OfHeader() {
            super(List.of(CsvOptions.Header.values()), Choices::lowerCase);
        }
    }

    static final class OfTargetKind extends Choices<CsvOptions.TargetKind> {
        OfTargetKind() {
            super(List.of(CsvOptions.TargetKind.values()), Choices::lowerCase);
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
