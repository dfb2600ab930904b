package io.percept.kernels;

import io.percept.kernels.TensorTile.Operands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists, for tools that compile kernels without a device, what a GPU may be given: every tile in every form with an epilogue that has all
 * its parts, and every function of the other programs. Writes each program's text into the folder that is the only argument, and prints a
 * line for each build: the file, a name, and the flags, separated by tabs.
 */
final class ListVariants {
    private ListVariants() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (Program program : Program.values()) {
            Files.writeString(folder.resolve(program + ".cl"), program.source());
        }
        for (Build build : builds()) {
            System.out.println(build.program() + ".cl\t" + name(build) + "\t" + build.flags());
        }
    }

    static List<Build> builds() {
        List<Build> builds = new ArrayList<>();
        for (Program program : Program.values()) {
            switch (program) {
                case GEMM_GPU -> GpuTile.all().forEach(tile -> builds.addAll(products(tile)));
                case BACKWARD -> GpuTile.all().forEach(tile -> builds.addAll(backward(tile)));
                case HEAD -> builds.addAll(heads());
                case GEMM_TENSOR ->
                    Arrays.stream(Operands.values())
                            .flatMap(operands -> TensorTile.all(operands, false).stream())
                            .forEach(tile -> builds.addAll(products(tile)));
                case GEMM_CPU -> {}
                default -> builds.addAll(others(program));
            }
        }
        return builds;
    }

    private static List<Build> products(TiledVariant tile) {
        Build plain = Build.of(tile.program()).with(tile);
        Build any = tile instanceof GpuTile gpu ? plain.with("BAND", gpu.band()) : plain;
        List<Build> forms = List.of(
                any.with("FORM", "NT").with("BIAS", true).with("KEEP_Z", true).with("ACTIVATION", "TANH"),
                any.with("FORM", "NN")
                        .with("DERIVATIVE", true)
                        .with("ACCUMULATE", true)
                        .with("ACTIVATION", "TANH"),
                any.with("FORM", "TN").with("COLUMN_SUMS", true).with("ACCUMULATE", true));
        List<Build> builds = new ArrayList<>();
        for (Build form : forms) {
            builds.add(form);
            builds.add(form.with("ALIGNED", true));
            builds.add(form.with("ALIGNED", true).with("SPLIT_K", true));
        }
        if (tile instanceof TensorTile) {
            return builds;
        }
        Build gathered = forms.get(0).with("GATHER", true).with("STANDARDIZE", true);
        builds.add(gathered);
        builds.add(gathered.with("SOURCE", "uchar").with("ALIGNED", true));
        return builds;
    }

    /** The three kinds of launch, with the rules that keep least and most, and everything that an update can do besides. */
    private static List<Build> backward(GpuTile tile) {
        Build any = Build.of(Program.BACKWARD).with(tile).with("FIRST_DB", true).with("SECOND_DB", true);
        Build products = any.with("DERIVATIVE", true).with("ACTIVATION", "TANH");
        Build last = any.with("FINISH", true).with("ADVANCE", true).with("UPDATE", true);
        return List.of(
                products.with("ALIGNED", true),
                products.with("UPDATE", true).with("RULE", "ADAM").with("ALIGNED", true),
                products.with("UPDATE", true)
                        .with("RULE", "RMSPROP")
                        .with("CENTERED", true)
                        .with("VELOCITY", true)
                        .with("REGULARIZER", true)
                        .with("CLIP", true)
                        .with("DECAY", "COUPLED"),
                last.with("FIRST", "TN").with("ALIGNED", true),
                last.with("FIRST", "TN").with("RULE", "AMSGRAD").with("DECAY", "DECOUPLED"),
                last.with("FIRST", "NONE").with("DIVISORS", true).with("ADD_LOSS", true));
    }

    /** Every loss, and the smallest and the largest share of a work-group with everything that there can be besides. */
    private static List<Build> heads() {
        Build any = Build.of(Program.HEAD)
                .with("OUTPUT_BIAS", true)
                .with("COEFFICIENTS", true)
                .with("DERIVATIVE", true)
                .with("ACTIVATION", "TANH");
        List<Build> builds = new ArrayList<>();
        for (String loss : Program.HEAD.option("LOSS").values()) {
            builds.add(any.with("LOSS", loss).with("ALIGNED", true));
        }
        Build weighted = any.with("CLASS_WEIGHTS", true)
                .with("ROW_WEIGHTS", true)
                .with("DIVISORS", true)
                .with("SMOOTHING", true);
        builds.add(weighted.with("OUTPUTS", 4).with("ROWS", 1));
        builds.add(weighted.with("OUTPUTS", 64).with("ROWS", 8));
        builds.add(weighted.with("OUTPUTS", 64).with("ROWS", 8).with("ALIGNED", true));
        builds.add(any.with("INPUT_GRADIENT", false).with("GATHER", true).with("STANDARDIZE", true));
        builds.add(any.with("INPUT_GRADIENT", false).with("GATHER", true).with("SOURCE", "uchar"));
        return builds;
    }

    /** One build for each value of each option; where any float will do, it is always there. */
    private static List<Build> others(Program program) {
        Build any = Build.of(program);
        for (Option option : program.options()) {
            any = option.values().isEmpty() ? any.with(option.name(), 0.5) : any;
        }
        List<Build> builds = new ArrayList<>(List.of(any));
        for (Option option : program.options()) {
            if (!option.name().equals("GROUP")) {
                for (String value : option.values()) {
                    if (!value.equals(option.standard())) {
                        builds.add(any.with(option.name(), value));
                    }
                }
            }
        }
        return builds;
    }

    private static String name(Build build) {
        Optional<TiledVariant> tile = tile(build);
        StringBuilder name = new StringBuilder();
        build.options().forEach((option, value) -> {
            if (option.equals("BAND")
                    || (tile.isPresent() && tile.get().options().containsKey(option))) {
                return;
            }
            if (option.equals("FORM")
                    || option.equals("FIRST")
                    || option.equals("ACTIVATION")
                    || option.equals("LOSS")
                    || option.equals("RULE")) {
                name.append(' ').append(value);
            } else if (value.equals("1")) {
                name.append(' ').append(option);
            } else {
                name.append(' ').append(option).append('=').append(value);
            }
        });
        tile.ifPresent(chosen -> name.insert(0, " " + chosen.name()));
        return name.isEmpty() ? "-" : name.substring(1);
    }

    /** The tile that a product is built for. */
    private static Optional<TiledVariant> tile(Build build) {
        Stream<TiledVariant> tensor =
                Arrays.stream(Operands.values()).flatMap(operands -> TensorTile.all(operands, false).stream());
        return Stream.concat(GpuTile.all().stream(), tensor)
                .filter(candidate -> (build.program() == Program.BACKWARD || candidate.program() == build.program())
                        && build.options()
                                .entrySet()
                                .containsAll(candidate.options().entrySet()))
                .findFirst();
    }
}
