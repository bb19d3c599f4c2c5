package org.tandemml.boosting.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.InputException;

/// The lines `key=value` of a LightGBM text model: a head, and a section a tree.
record LightGbmText(Section head, List<Section> trees) {
    private static final String END = "end of trees";

    /// The lines up to `end of trees`, which must be there: a file cut short is refused.
    static LightGbmText of(byte[] file) {
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\r?\n", -1);
        if (lines.length == 0 || !lines[0].strip().equals("tree")) {
            throw new InputException(
                    file.length == 0 ? "it is empty" : "it does not begin with the line \"tree\": save a text model");
        }
        Section head = new Section("the head", new HashMap<>());
        Section current = head;
        List<Section> trees = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.equals(END)) {
                return new LightGbmText(head, trees);
            }
            if (line.equals("tree")) {
                throw new InputException("line " + (i + 1) + " begins a second model: one a file is read");
            }
            if (line.startsWith("Tree=")) {
                current = new Section("tree " + trees.size(), new HashMap<>());
                trees.add(current);
                if (!line.equals("Tree=" + (trees.size() - 1))) {
                    throw new InputException(
                            "line " + (i + 1) + " is \"" + shortened(line) + "\", expected Tree=" + (trees.size() - 1));
                }
            } else if (!line.isEmpty()) {
                int equals = line.indexOf('=');
                String key = equals < 0 ? line : line.substring(0, equals);
                if (current.values.put(key, equals < 0 ? "" : line.substring(equals + 1)) != null) {
                    throw new InputException(
                            "line " + (i + 1) + ": " + current.name + " has the key \"" + shortened(key) + "\" twice");
                }
            }
        }
        throw new InputException("the line \"" + END + "\" is missing: the file is cut short");
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /// Keys and values of one section.
    record Section(String name, Map<String, String> values) {
        boolean has(String key) {
            return values.containsKey(key);
        }

        String textOr(String key, String otherwise) {
            return values.getOrDefault(key, otherwise);
        }

        private InputException wrong(String key, String what) {
            return new InputException(name + ": " + key + " " + what);
        }

        private String text(String key) {
            String text = values.get(key);
            if (text == null) {
                throw wrong(key, "is missing");
            }
            return text.strip();
        }

        int integer(String key, int low, int high) {
            double[] one = numbers(key, 1);
            if (!(one[0] >= low && one[0] <= high) || one[0] != Math.rint(one[0])) {
                throw wrong(key, "must be a whole number from " + low + " to " + high + ", was " + one[0]);
            }
            return (int) one[0];
        }

        double[] numbers(String key) {
            String text = text(key);
            if (text.isEmpty()) {
                return new double[0];
            }
            String[] words = text.split(" +");
            double[] numbers = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = number(key, words[i]);
            }
            return numbers;
        }

        private double number(String key, String word) {
            try {
                return switch (word) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan", "-nan" -> Double.NaN;
                    default -> Double.parseDouble(word);
                };
            } catch (NumberFormatException e) {
                throw new InputException(name + ": " + key + " holds \"" + shortened(word) + "\", no number", e);
            }
        }

        double[] numbers(String key, int count) {
            double[] numbers = numbers(key);
            if (numbers.length != count) {
                throw wrong(key, "must have " + count + " numbers, had " + numbers.length);
            }
            return numbers;
        }

        int[] integers(String key, int count, int low, int high) {
            double[] numbers = numbers(key, count);
            int[] integers = new int[count];
            for (int i = 0; i < count; i++) {
                integers[i] = (int) numbers[i];
                if (integers[i] != numbers[i] || integers[i] < low || integers[i] > high) {
                    throw wrong(
                            key,
                            "must hold whole numbers from " + low + " to " + high + ", number " + i + " is "
                                    + numbers[i]);
                }
            }
            return integers;
        }

        /// Zeros where the key is missing.
        double[] numbersOrZeros(String key, int count) {
            return has(key) ? numbers(key, count) : new double[count];
        }
    }
}
