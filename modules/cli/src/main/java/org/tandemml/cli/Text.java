package org.tandemml.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text laid out for a terminal.
final class Text {
    /// No line of ours is longer.
    static final int WIDTH = 100;

    private Text() {}

    /// The words of `text` in lines of at most `width` characters (a longer word stands alone); at least one line.
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Prints `name` and, from column `indent` on, `text` in as many lines as it takes; nothing for an empty text.
    static void print(PrintStream out, int indent, String name, String text) {
        if (text.isEmpty()) {
            return;
        }
        List<String> lines = wrapped(text, WIDTH - indent);
        out.println(name + " ".repeat(Math.max(1, indent - name.length())) + lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.println(" ".repeat(indent) + line));
    }

    /// `text`, or its beginning and `…` where it is longer than `width`.
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    /// A duration with three digits and its unit: `1.23 s`, `45.6 ms`.
    static String seconds(double seconds) {
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.3g µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
                : String.format(Locale.ROOT, seconds < 100 ? "%.3g s" : "%.0f s", seconds);
    }
}
