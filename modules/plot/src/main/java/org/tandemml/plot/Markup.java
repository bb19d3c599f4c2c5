package org.tandemml.plot;

/// Escapes text for HTML and SVG: names of data, classes and learners come from outside. Deterministic, O(length).
public final class Markup {
    private Markup() {}

    /// `text` as it may stand between tags and in quoted attributes.
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // Control characters are not allowed in HTML, not even escaped; lone surrogates cannot be encoded.
                default -> out.append(isAllowed(text, i) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    private static boolean isAllowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !Character.isISOControl(c) || c == '\n' || c == '\t';
    }
}
