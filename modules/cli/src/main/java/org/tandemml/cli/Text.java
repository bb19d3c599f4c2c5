package org.tandemml.cli;

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
