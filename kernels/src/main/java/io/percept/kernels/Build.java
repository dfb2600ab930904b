package io.percept.kernels;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program with its options chosen: everything that a compiler needs.
 *
 * @param program the program
 * @param options values by name, for those that differ from the standard or are stated anyway; in the order of their names, so that equal
 *     builds have equal flags
 */
public record Build(Program program, Map<String, String> options) {
    /** OpenCL C 1.2, and a multiplication may be fused with an addition; nothing else may change what is computed. */
    private static final String LANGUAGE = "-cl-std=CL1.2 -cl-mad-enable";

    /**
     * @throws IllegalArgumentException when the program lacks an option or a value is not legal
     */
    public Build {
        options.forEach((name, value) -> check(program.option(name), value));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** The program with no option stated. */
    public static Build of(Program program) {
        return new Build(program, Map.of());
    }

    /** This build with one more option stated. */
    public Build with(String name, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(name, value);
        return new Build(program, more);
    }

    /** This build with one more number stated. */
    public Build with(String name, int value) {
        return with(name, Integer.toString(value));
    }

    /** This build with one more number stated, as the nearest finite float. */
    public Build with(String name, double value) {
        return with(name, (float) Math.max(-Float.MAX_VALUE, Math.min(value, Float.MAX_VALUE)) + "f");
    }

    /** This build with one more flag stated. */
    public Build with(String name, boolean value) {
        return with(name, value ? "1" : "0");
    }

    /** This build with a variant's options. */
    public Build with(GemmVariant variant) {
        Map<String, String> more = new TreeMap<>(options);
        more.putAll(variant.options());
        return new Build(program, more);
    }

    /** An option's value, the standard one where none is stated; null where the macro is not defined. */
    public String value(String name) {
        return options.getOrDefault(name, program.option(name).standard());
    }

    /** What to pass to the compiler. */
    public String flags() {
        return options.entrySet().stream()
                .map(option -> " -D" + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("", LANGUAGE, ""));
    }

    /** The local memory that a work-group takes, in bytes; more than a device has must never be enqueued. */
    public int localBytes() {
        return switch (program) {
            case SOFTMAX, LOSS -> Float.BYTES * number("GROUP");
            case PRELU -> Float.BYTES * number("GROUP") * number("SHARED");
            case NORMALIZE_COLUMNS -> Float.BYTES * number("COLUMNS") * number("LANES");
            case NORMALIZE_ROWS -> Float.BYTES * Math.max(number("COLUMNS") * number("LANES"), number("GROUP"));
            case NORM -> 2 * Float.BYTES * number("GROUP");
            case MEASURE -> 2 * Integer.BYTES * number("GROUP");
            case MAXIMUM -> (Float.BYTES + Integer.BYTES) * number("GROUP");
            case HEAD -> Float.BYTES * number("ROWS") * (number("GROUP") + 3 * number("OUTPUTS") + 1);
            case GEMM_GPU, BACKWARD ->
                new GpuTile(
                                number("TILE_M"),
                                number("TILE_N"),
                                number("TILE_K"),
                                number("ITEM_M"),
                                number("ITEM_N"),
                                number("PAD"))
                        .localBytes();
            case GEMM_TENSOR ->
                new TensorTile(
                                TensorTile.Operands.valueOf(value("OPERANDS")),
                                number("TILE_M"),
                                number("TILE_N"),
                                number("WARP_M"),
                                number("WARP_N"),
                                number("STAGES"),
                                number("BAND"),
                                number("EMULATED") == 1)
                        .localBytes();
            case ACTIVATE, ELEMENTWISE, UPDATE, GATHER, DROPOUT, FOURIER, GEMM_CPU -> 0;
        };
    }

    private int number(String name) {
        return Integer.parseInt(value(name));
    }

    private static void check(Option option, String value) {
        if (!option.allows(value)) {
            throw new IllegalArgumentException(option.name() + " is " + value + "; it must be "
                    + (option.values().isEmpty() ? "a finite float" : "one of " + option.values()));
        }
    }
}
