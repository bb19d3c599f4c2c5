package org.tandemml.core;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lists, prints and sets the settings of any learner by name: the one mechanism for the command line, reports, model
/// files and search.
///
/// A learner is a record; each component is a setting. Values are `int`, `long`, `double`, `boolean`, `String`, enums
/// (written in lower case with hyphens), or any type with `public static T parse(String)` whose `toString` gives the
/// same text back. Names match without regard to case, `-` and `_`; a [Setting] may have aliases. A component that is
/// itself a record has its parts as `penalty.lambda`, or `lambda` alone where no other setting has such a part. A
/// component without a [Setting] of its own that is a record of settings, shared by several learners, is listed as
/// these.
public final class Settings {
    private Settings() {}

    /// One setting of a learner.
    ///
    /// @param name the component's name
    /// @param type `int`, `number`, `true|false`, `a|b|c`, or the type's name
    /// @param value the value as text, as [#with] reads it
    /// @param meaning what it does
    public record Entry(String name, String type, String value, String meaning) {}

    /// All settings of a learner, in the order of its components.
    public static List<Entry> of(Learner<?> learner) {
        List<Entry> entries = new ArrayList<>();
        addEntries(learner, entries);
        return entries;
    }

    private static void addEntries(Object record, List<Entry> entries) {
        for (RecordComponent component : components(record.getClass())) {
            Object value = read(component, record);
            if (isGroup(component)) {
                addEntries(value, entries);
                continue;
            }
            Setting setting = component.getAnnotation(Setting.class);
            entries.add(new Entry(
                    component.getName(),
                    typeName(component.getType()),
                    text(value),
                    setting == null ? "" : setting.value()));
        }
    }

    /// Whether a component is no setting itself but a record of settings.
    private static boolean isGroup(RecordComponent component) {
        return component.getAnnotation(Setting.class) == null
                && Arrays.stream(components(component.getType())).anyMatch(c -> c.isAnnotationPresent(Setting.class))
                && !Learner.class.isAssignableFrom(component.getType());
    }

    /// `name(setting=value, …)` with all settings: what a model's provenance keeps.
    public static String describe(Learner<?> learner) {
        return learner.name()
                + of(learner).stream().map(e -> e.name() + "=" + e.value()).collect(Collectors.joining(", ", "(", ")"));
    }

    /// The learner with one setting changed. Throws [InputException] for an unknown name (the nearest is suggested), a
    /// value of the wrong type, and a value that the learner refuses.
    public static <L extends Learner<?>> L with(L learner, String name, String value) {
        return changed(learner, learner.name(), name, value);
    }

    /// The setting of this name, which may be a part such as `penalty.lambda`, `learner.tolerance` inside a pipeline,
    /// or `steps.impute.numeric`, a step by its name. Throws [InputException] for an unknown name.
    public static Entry entry(Learner<?> learner, String name) {
        return found(learner, learner.name(), name);
    }

    private static Entry found(Object record, String owner, String name) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        if (record instanceof List<?> elements) {
            int position = element(elements, owner, head);
            requirePart(owner, head, dot);
            return found(elements.get(position), owner + "." + head, name.substring(dot + 1));
        }
        RecordComponent[] components = components(record.getClass());
        if (isListOnly(components)) {
            return found(read(components[0], record), owner, name);
        }
        int position = position(components, head);
        if (position < 0) {
            return found(record, owner, ownerOfPart(record, components, owner, head) + "." + name);
        }
        RecordComponent component = components[position];
        Object value = read(component, record);
        if (dot >= 0) {
            return found(value, owner + "." + head, name.substring(dot + 1));
        }
        Setting setting = component.getAnnotation(Setting.class);
        return new Entry(
                component.getName(),
                typeName(component.getType()),
                text(value),
                setting == null ? "" : setting.value());
    }

    private static boolean isListOnly(RecordComponent[] components) {
        return components.length == 1 && components[0].getType() == List.class;
    }

    /// The learner of this name among the steps of a pipeline.
    private static int element(List<?> elements, String owner, String name) {
        List<String> known = new ArrayList<>();
        for (Object element : elements) {
            known.add(element instanceof Learner<?> learner ? learner.name() : element.toString());
            if (normal(known.getLast()).equals(normal(name))) {
                return known.size() - 1;
            }
        }
        throw Check.unknown("step of " + owner, name, known);
    }

    private static void requirePart(String owner, String name, int dot) {
        if (dot < 0) {
            throw new InputException(owner + "." + name + " is a step, not a setting: write " + name + ".SETTING");
        }
    }

    private static int position(RecordComponent[] components, String name) {
        for (int i = 0; i < components.length; i++) {
            if (normal(components[i].getName()).equals(normal(name))) {
                return i;
            }
        }
        for (int i = 0; i < components.length; i++) {
            if (isAlias(components[i].getAnnotation(Setting.class), name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAlias(@Nullable Setting setting, String name) {
        return setting != null
                && Arrays.stream(setting.aliases())
                        .anyMatch(alias -> normal(alias).equals(normal(name)));
    }

    private static boolean isAlias(Enum<?> constant, String text) {
        try {
            return isAlias(
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(Setting.class), text);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object changedList(List<?> elements, String owner, String name, String value) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        int position = element(elements, owner, head);
        requirePart(owner, head, dot);
        List<Object> changed = new ArrayList<>(elements);
        changed.set(position, changed(elements.get(position), owner + "." + head, name.substring(dot + 1), value));
        return changed;
    }

    private static <T> T changed(T record, String owner, String name, String value) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        RecordComponent[] components = components(record.getClass());
        if (isListOnly(components)) {
            Object list = changedList((List<?>) read(components[0], record), owner, name, value);
            return construct(record, components, new Object[] {list});
        }
        int position = position(components, head);
        if (position < 0) {
            return changed(record, owner, ownerOfPart(record, components, owner, head) + "." + name, value);
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = read(components[i], record);
        }
        values[position] = dot < 0
                ? parsed(components[position], value)
                : changed(values[position], owner + "." + head, name.substring(dot + 1), value);
        return construct(record, components, values);
    }

    /// The path to the one component that has a part of this name, the least deep.
    private static String ownerOfPart(Object record, RecordComponent[] components, String owner, String part) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : components) {
            known.add(component.getName());
        }
        List<String> owners = new ArrayList<>();
        Map<String, Object> level = new LinkedHashMap<>();
        level.put("", record);
        while (owners.isEmpty() && !level.isEmpty()) {
            Map<String, Object> deeper = new LinkedHashMap<>();
            level.forEach((path, outer) -> {
                for (RecordComponent component : components(outer.getClass())) {
                    Object value = read(component, outer);
                    String inside = path.isEmpty() ? component.getName() : path + "." + component.getName();
                    RecordComponent[] inner = components(value.getClass());
                    if (inner.length > 0 && !isListOnly(inner)) {
                        deeper.put(inside, value);
                    }
                    for (RecordComponent piece : inner) {
                        known.add(piece.getName());
                    }
                    if (position(inner, part) >= 0) {
                        owners.add(inside);
                    }
                }
            });
            level = deeper;
        }
        if (owners.size() > 1) {
            throw new InputException("setting \"" + part + "\" of " + owner + " could be any of "
                    + owners.stream().map(o -> o + "." + part).collect(Collectors.joining(", ")));
        }
        if (owners.isEmpty()) {
            throw Check.unknown("setting of " + owner, part, known);
        }
        return owners.getFirst();
    }

    private static String normal(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static RecordComponent[] components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components == null ? new RecordComponent[0] : components;
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T construct(T like, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = like.getClass().getConstructor(types);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + like.getClass(), e);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> spelled(constant);
            case Learner<?> inner -> describe(inner);
            default -> value.toString();
        };
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String typeName(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> spelled((Enum<?>) c))
                    .collect(Collectors.joining("|"));
        }
        if (type == boolean.class) {
            return "true|false";
        }
        return type == double.class ? "number" : type == int.class || type == long.class ? "int" : kebab(type);
    }

    private static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Object parsed(RecordComponent component, String text) {
        Class<?> type = component.getType();
        String name = component.getName();
        try {
            if (type == int.class) {
                return Integer.parseInt(text.strip());
            }
            if (type == long.class) {
                return Long.parseLong(text.strip());
            }
            if (type == double.class) {
                return Double.parseDouble(text.strip());
            }
        } catch (NumberFormatException e) {
            String kind = type == double.class ? "a number" : "a whole number";
            throw new InputException(name + " must be " + kind + ", was \"" + text + "\"", e);
        }
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> true;
                case "false", "no", "off" -> false;
                default -> throw new InputException(name + " must be true or false, was \"" + text + "\"");
            };
        }
        if (type.isEnum()) {
            List<String> known = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                known.add(spelled((Enum<?>) constant));
                if (normal(spelled((Enum<?>) constant)).equals(normal(text.strip()))
                        || isAlias((Enum<?>) constant, text.strip())) {
                    return constant;
                }
            }
            throw Check.unknown("value of " + name, text, known);
        }
        return parsedByType(type, name, text);
    }

    private static Object parsedByType(Class<?> type, String name, String text) {
        try {
            Method parse = type.getMethod("parse", String.class);
            if (!Modifier.isStatic(parse.getModifiers())) {
                throw new IllegalStateException(type + ".parse must be static");
            }
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputException refused) {
                throw new InputException(name + ": " + refused.getMessage(), refused);
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " needs a public static parse(String) to be a setting", e);
        }
    }
}
