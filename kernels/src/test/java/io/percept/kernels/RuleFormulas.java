package io.percept.kernels;

import java.util.List;

/** Each optimizer's formula once more, with the coefficients 0.1, 2 and 0.5 and settings that float32 holds, to test the kernel by. */
final class RuleFormulas {
    private static final double EPSILON = 1.0 / 1024;

    private RuleFormulas() {}

    /** The kernel's arguments for the rule's settings. */
    static List<Object> constants(String rule) {
        float epsilon = (float) EPSILON;
        return switch (rule) {
            case "SGD" -> List.of();
            case "MOMENTUM", "NESTEROV" -> List.of(0.5f);
            case "ADAGRAD" -> List.of(epsilon);
            case "ADADELTA" -> List.of(0.75f, 0.25f, epsilon);
            case "RMSPROP" -> List.of(0.75f, 0.25f, epsilon, 0.5f);
            case "RPROP" -> List.of(0.5f, 1.25f, 1.5f, 3.0f);
            default -> List.of(0.75f, 0.25f, 0.5f, 0.5f, epsilon);
        };
    }

    /** Brings parameter i and its slots up to date. */
    static void step(String rule, int i, double g, Grid w, Grid state) {
        double[] slots = {state.at(0, i), state.at(1, i), state.at(2, i)};
        double change = change(rule, g, slots);
        w.set(0, i, (float) (w.at(0, i) - change));
        for (int slot = 0; slot < slots.length; slot++) {
            state.set(slot, i, (float) slots[slot]);
        }
    }

    private static double change(String rule, double g, double[] slots) {
        double rate = 0.1f;
        return switch (rule) {
            case "SGD" -> rate * g;
            case "MOMENTUM" -> {
                slots[0] = 0.5 * slots[0] + 2 * g;
                yield rate * slots[0];
            }
            case "NESTEROV" -> {
                slots[0] = 0.5 * slots[0] + g;
                yield rate * (g + 0.5 * slots[0]);
            }
            case "ADAGRAD" -> {
                slots[0] += g * g;
                yield rate * g / (Math.sqrt(slots[0]) + EPSILON);
            }
            case "ADADELTA" -> {
                slots[0] = 0.75 * slots[0] + 0.25 * g * g;
                double delta = g * Math.sqrt((slots[1] + EPSILON) / (slots[0] + EPSILON));
                slots[1] = 0.75 * slots[1] + 0.25 * delta * delta;
                yield rate * delta;
            }
            case "RMSPROP" -> {
                slots[0] = 0.75 * slots[0] + 0.25 * g * g;
                yield rate * g / (Math.sqrt(slots[0]) + EPSILON);
            }
            case "RPROP" -> {
                double product = g * slots[0];
                double factor = product > 0 ? 1.25 : product < 0 ? 0.5 : 1;
                slots[1] = Math.min(3, Math.max(1.5, slots[1] * factor));
                slots[0] = product < 0 ? 0 : g;
                yield slots[1] * Math.signum(slots[0]);
            }
            default -> adam(rule, g, slots);
        };
    }

    private static double adam(String rule, double g, double[] slots) {
        slots[0] = 0.75 * slots[0] + 0.25 * g;
        slots[1] = 0.5 * slots[1] + 0.5 * g * g;
        if (rule.equals("NADAM")) {
            return (0.1f * g + 2 * slots[0]) / (Math.sqrt(slots[1]) * 0.5 + EPSILON);
        }
        double square = slots[1];
        if (rule.equals("AMSGRAD")) {
            slots[2] = Math.max(slots[2], slots[1]);
            square = slots[2];
        }
        return 0.1f * slots[0] / (Math.sqrt(square) * 2 + EPSILON);
    }
}
