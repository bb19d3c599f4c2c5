package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The settings of a learner as a person reads them, taken out of the text that
/// [Settings#describe][org.tandemml.core.Settings#describe] writes: a pipeline becomes its learner after its steps, a
/// record of settings `outer.inner=value`, numbers lose what the JVM adds to them (`1.0E-8` is `1e-8`), and settings
/// without a value are left out.
///
/// @param name the learner, without the steps before it
/// @param steps what is done to the columns before, each as `impute numeric=median`
/// @param pairs `name=value`, in the order of the settings
record SettingsText(String name, List<String> steps, List<String> pairs) {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    static SettingsText of(String described) {
        List<String> steps = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        String name = read(described, "", steps, pairs);
        return new SettingsText(name, List.copyOf(steps), List.copyOf(pairs));
    }

    /// Takes `name(setting=value, …)` apart; a text of another form is a name.
    private static String read(String text, String prefix, List<String> steps, List<String> pairs) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return text;
        }
        String name = text.substring(0, open);
        for (String part : split(text.substring(open + 1, text.length() - 1), ", ")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                pairs.add(prefix + part);
                continue;
            }
            String key = part.substring(0, equals);
            String value = part.substring(equals + 1);
            if (key.equals("steps") && isNested(value)) {
                split(value, " > ").forEach(step -> steps.add(step(step)));
            } else if (key.equals("learner") && isNested(value)) {
                name = read(value, prefix, steps, pairs);
            } else if (isNested(value)) {
                pairs.add(prefix + key + "=" + read(value, prefix + key + ".", steps, pairs));
            } else if (value.contains(";") && value.contains("=")) {
                for (String inner : value.split(";", -1)) {
                    add(pairs, prefix + key + "." + inner);
                }
            } else {
                add(pairs, prefix + part);
            }
        }
        return name;
    }

    private static String step(String text) {
        List<String> inner = new ArrayList<>();
        String name = read(text, "", new ArrayList<>(), inner);
        return inner.isEmpty() ? name : name + " " + String.join(" ", inner);
    }

    private static boolean isNested(String value) {
        return value.indexOf('(') > 0 && value.endsWith(")");
    }

    /// Unless it has no value.
    private static void add(List<String> pairs, String pair) {
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (!value.isEmpty()) {
            pairs.add(pair.substring(0, equals + 1) + number(value));
        }
    }

    private static String number(String value) {
        return DECIMAL.matcher(value).matches()
                ? value.replaceFirst("\\.0(?=E|$)", "").replace('E', 'e')
                : value;
    }

    /// Splits outside of parentheses.
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && text.startsWith(separator, i)) {
                parts.add(text.substring(from, i));
                from = i + separator.length();
            }
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    /// One line: `knn after standardize: k=5 vote=uniform`.
    @Override
    public String toString() {
        return name
                + (steps.isEmpty() ? "" : " after " + String.join(", ", steps))
                + (pairs.isEmpty() ? "" : ": " + String.join(" ", pairs));
    }
}
