package org.tandemml.boosting.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tandemml.core.InputException;

/// A value inside a document of objects, arrays, texts and numbers, with its path for error messages.
///
/// What [JsonReader] and [UbjReader] make: objects are `Map<String, Object>`, arrays of numbers and truth values
/// `double[]` (true is 1), other arrays `List<Object>`, else `String`, `Double`, `Boolean` or [#NOTHING].
final class Value {
    /// The value `null` of a document.
    static final Object NOTHING = new Object();

    private static final double[] NO_NUMBERS = {};

    private final Object value;
    private final String path;

    private Value(Object value, String path) {
        this.value = value;
        this.path = path;
    }

    static Value root(Object value) {
        return new Value(value, "");
    }

    String path() {
        return path.isEmpty() ? "the document" : path;
    }

    private String childPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Map<?, ?> members() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new InputException(path() + " must be an object, was " + kind());
    }

    /// The member `key`, which must be there.
    Value get(String key) {
        return find(key).orElseThrow(() -> new InputException(childPath(key) + " is missing"));
    }

    /// The member `key`, if it is there and not null.
    Optional<Value> find(String key) {
        Object member = members().get(key);
        return member == null || member == NOTHING ? Optional.empty() : Optional.of(new Value(member, childPath(key)));
    }

    /// The elements of an array of objects, texts or arrays.
    List<Value> items() {
        if (value instanceof double[] numbers && numbers.length == 0) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new InputException(path() + " must be an array of objects or texts, was " + kind());
        }
        List<Value> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(new Value(item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new InputException(path() + " must be a text, was " + kind());
    }

    /// A number, or the text of one: XGBoost keeps its parameters as texts.
    double number() {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new InputException(path() + " must be a number, was \"" + text + "\"", e);
            }
        }
        throw new InputException(path() + " must be a number, was " + kind());
    }

    /// A whole number between `low` and `high`, both included.
    int integer(int low, int high) {
        double number = number();
        if (!(number >= low && number <= high) || number != Math.rint(number)) {
            throw new InputException(
                    path() + " must be a whole number from " + low + " to " + high + ", was " + number);
        }
        return (int) number;
    }

    double[] numbers() {
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return NO_NUMBERS;
        }
        throw new InputException(path() + " must be an array of numbers, was " + kind());
    }

    /// As many numbers as `count`.
    double[] numbers(int count) {
        double[] numbers = numbers();
        if (numbers.length != count) {
            throw new InputException(path() + " must have " + count + " numbers, had " + numbers.length);
        }
        return numbers;
    }

    /// Whole numbers between `low` and `high`.
    int[] integers(int low, int high) {
        double[] numbers = numbers();
        int[] integers = new int[numbers.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i] || integers[i] < low || integers[i] > high) {
                throw new InputException(path() + "[" + i + "] must be a whole number from " + low + " to " + high
                        + ", was " + numbers[i]);
            }
        }
        return integers;
    }

    /// As many whole numbers as `count`.
    int[] integers(int count, int low, int high) {
        numbers(count);
        return integers(low, high);
    }

    private String kind() {
        return switch (value) {
            case Map<?, ?> map -> "an object";
            case List<?> list -> "an array";
            case double[] numbers -> "an array of " + numbers.length + " numbers";
            case String text -> "the text \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
            default -> value == NOTHING ? "null" : value.toString();
        };
    }
}
