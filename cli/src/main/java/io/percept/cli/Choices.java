package io.percept.cli;

import io.percept.backend.Loss;
import io.percept.backend.Named;
import io.percept.backend.Precision;
import io.percept.backend.Settings;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Workload;
import io.percept.data.CsvOptions;
import io.percept.data.Missing;
import io.percept.data.Scaling;
import io.percept.metrics.Metric;
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

    /** A name, and perhaps settings after a colon: {@code uniform:0.1}. */
    private abstract static class OfNamed<T extends Named> extends Choices<T> {
        private final List<T> named;

        private OfNamed(List<T> all) {
            super(all, Named::name);
            named = all;
        }

        @Override
        public final T convert(String written) {
            try {
                return Settings.parse(named, written);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A choice as an option takes it: its name, and the settings that are not the usual ones. */
    static <T extends Named> String written(List<T> all, T choice) {
        return Settings.format(choice, Settings.named(all, choice.name()));
    }

    static final class OfLoss extends OfNamed<Loss> {
        OfLoss() {
            super(Loss.all());
        }
    }

    static final class OfOptimizer extends OfNamed<UpdateRule> {
        OfOptimizer() {
            super(UpdateRule.all());
        }
    }

    static final class OfSchedule extends OfNamed<Schedule> {
        OfSchedule() {
            super(Schedule.all());
        }
    }

    static final class OfHiddenUnits extends OfNamed<Named> {
        OfHiddenUnits() {
            super(HiddenUnits.all());
        }
    }

    static final class OfInitializer extends OfNamed<Initializer> {
        OfInitializer() {
            super(Initializer.all());
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

    static final class OfUnknownCategory extends Choices<CsvOptions.UnknownCategory> {
        OfUnknownCategory() {
            super(List.of(CsvOptions.UnknownCategory.values()), Choices::lowerCase);
        }
    }

    static final class OfScaling extends Choices<Scaling> {
        OfScaling() {
            super(List.of(Scaling.values()), Choices::lowerCase);
        }
    }

    static final class OfEqual extends Choices<LearningCurveCommand.Equal> {
        OfEqual() {
            super(List.of(LearningCurveCommand.Equal.values()), Choices::lowerCase);
        }
    }

    static final class OfStrategy extends Choices<SearchFlags.Kind> {
        OfStrategy() {
            super(List.of(SearchFlags.Kind.values()), Choices::lowerCase);
        }
    }

    static final class OfMetric extends Choices<Metric> {
        OfMetric() {
            super(List.of(Metric.values()), Metric::label);
        }
    }

    static final class OfPrecision extends Choices<Precision> {
        OfPrecision() {
            super(List.of(Precision.values()), Precision::label);
        }
    }

    static final class OfProcessor extends Choices<TorchFlags.Processor> {
        OfProcessor() {
            super(List.of(TorchFlags.Processor.values()), Choices::lowerCase);
        }
    }

    static final class OfMissing extends Choices<Missing> {
        OfMissing() {
            super(List.of(Missing.values()), Choices::lowerCase);
        }
    }

    static final class OfBenchForm extends Choices<BenchCommand.Form> {
        OfBenchForm() {
            super(List.of(BenchCommand.Form.values()), Choices::lowerCase);
        }
    }

    static final class OfWorkloadKind extends Choices<Workload.Kind> {
        OfWorkloadKind() {
            super(List.of(Workload.Kind.values()), Workload.Kind::key);
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
