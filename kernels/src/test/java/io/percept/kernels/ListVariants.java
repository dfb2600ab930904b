package io.percept.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
                case GEMM_CPU -> {}
                default -> builds.addAll(others(program));
            }
        }
        return builds;
    }

    private static List<Build> products(GpuTile tile) {
        Build any = Build.of(Program.GEMM_GPU).with(tile);
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
        StringBuilder name = new StringBuilder();
        build.options().forEach((option, value) -> {
            if (option.equals("FORM")
                    || option.equals("ACTIVATION")
                    || option.equals("LOSS")
                    || option.equals("RULE")) {
                name.append(' ').append(value);
            } else if (value.equals("1")) {
                name.append(' ').append(option);
            } else if (build.program() != Program.GEMM_GPU) {
                name.append(' ').append(option).append('=').append(value);
            }
        });
        if (build.program() == Program.GEMM_GPU) {
            GpuTile tile = GpuTile.all().stream()
                    .filter(candidate -> build.options()
                            .entrySet()
                            .containsAll(candidate.options().entrySet()))
                    .findFirst()
                    .orElseThrow();
            name.insert(0, " " + tile.name());
        }
        return name.isEmpty() ? "-" : name.substring(1);
    }
}
