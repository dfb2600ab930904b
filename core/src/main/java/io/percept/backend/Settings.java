package io.percept.backend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What can be set of a choice: the numbers and truth values among the components of its record, by their names. So a new setting is a new
 * component, and model files and the command line know it at once.
 *
 * <p>In writing, settings follow the name: {@code adam:beta1=0.8,epsilon=1e-6}; the first may stand without its name: {@code huber:2}.
 */
public final class Settings {
    private Settings() {}

    /** The settings, in the order of the components: a Double, Integer, Long or Boolean each. */
    public static Map<String, Object> of(Named choice) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (RecordComponent component : components(choice)) {
            if (isSetting(component.getType())) {
                settings.put(component.getName(), read(component, choice));
            }
        }
        return settings;
    }

    /**
     * The choice with some settings changed.
     *
     * @param values a Number or a Boolean each, by name
     * @throws IllegalArgumentException when there is no such setting or it cannot have that value
     */
    public static <T extends Named> T with(T choice, Map<String, ?> values) {
        Map<String, Object> present = of(choice);
        for (String name : values.keySet()) {
            if (!present.containsKey(name)) {
                throw new IllegalArgumentException(choice.name() + " has no setting " + name + "; it has "
                        + (present.isEmpty() ? "none" : String.join(", ", present.keySet())));
            }
        }
        RecordComponent[] components = components(choice);
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            arguments[i] =
                    values.containsKey(name) ? convert(name, values.get(name), types[i]) : read(components[i], choice);
        }
        return create(choice, types, arguments);
    }

    /**
     * The choice that is written as a name and perhaps settings.
     *
     * @param all what there is to choose from
     * @throws IllegalArgumentException when there is no such name or setting
     */
    public static <T extends Named> T parse(Collection<? extends T> all, String written) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        T choice = named(all, name);
        return colon < 0 ? choice : with(choice, parseValues(choice, written.substring(colon + 1)));
    }

    /**
     * The choice of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists what there is
     */
    public static <T extends Named> T named(Collection<? extends T> all, String name) {
        for (T candidate : all) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" is none of " + all.stream().map(Named::name).collect(Collectors.joining(", ")));
    }

    /** The choice as {@link #parse} reads it, with the settings that differ from those of {@code standard}. */
    public static String format(Named choice, Named standard) {
        Map<String, Object> usual = of(standard);
        String changed = of(choice).entrySet().stream()
                .filter(setting -> !Objects.equals(setting.getValue(), usual.get(setting.getKey())))
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(","));
        return changed.isEmpty() ? choice.name() : choice.name() + ":" + changed;
    }

    private static Map<String, Object> parseValues(Named choice, String written) {
        List<String> names = List.copyOf(of(choice).keySet());
        Map<String, Object> values = new LinkedHashMap<>();
        for (String part : written.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0 && (!values.isEmpty() || names.isEmpty())) {
                throw new IllegalArgumentException("\"" + part + "\" in \"" + choice.name() + ":" + written
                        + "\" is not of the form setting=value; " + choice.name() + " has "
                        + (names.isEmpty() ? "no settings" : "the settings " + String.join(", ", names)));
            }
            values.put(equals < 0 ? names.get(0) : part.substring(0, equals).trim(), parseValue(part, equals));
        }
        return values;
    }

    private static Object parseValue(String part, int equals) {
        String value = part.substring(equals + 1).trim();
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the value \"" + value + "\" of a setting is not a number", e);
        }
    }

    private static boolean isSetting(Class<?> type) {
        return type == double.class || type == int.class || type == long.class || type == boolean.class;
    }

    private static Object convert(String name, Object value, Class<?> type) {
        if (type == boolean.class && value instanceof Boolean) {
            return value;
        } else if (type == double.class && value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            if (type == int.class && number.doubleValue() == number.intValue()) {
                return number.intValue();
            } else if (type == long.class) {
                return number.longValue();
            }
        }
        throw new IllegalArgumentException(name + " is " + value + "; it must be "
                + (type == boolean.class ? "true or false" : type == double.class ? "a number" : "a whole number"));
    }

    private static RecordComponent[] components(Named choice) {
        RecordComponent[] components = choice.getClass().getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(choice.name() + " is not a record");
        }
        return components;
    }

    private static Object read(RecordComponent component, Named choice) {
        try {
            return component.getAccessor().invoke(choice);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("the component " + component.getName() + " of " + choice.name(), e);
        }
    }

    @SuppressWarnings("unchecked") // A record's constructor makes the record.
    private static <T extends Named> T create(T choice, Class<?>[] types, Object[] arguments) {
        try {
            return (T) choice.getClass().getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw new IllegalArgumentException(choice.name() + ": " + invalid.getMessage(), invalid);
            }
            throw new LinkageError("the constructor of " + choice.name(), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the constructor of " + choice.name(), e);
        }
    }
}
