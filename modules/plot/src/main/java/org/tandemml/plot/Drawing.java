package org.tandemml.plot;

/// SVG elements in the order in which they are drawn. Coordinates have at most two decimals, written without a locale.
final class Drawing {
    private final StringBuilder elements = new StringBuilder();

    /// Where text stands relative to its point.
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String attribute() {
            return switch (this) {
                case START -> "";
                case MIDDLE -> " text-anchor=\"middle\"";
                case END -> " text-anchor=\"end\"";
            };
        }
    }

    /// A path with CSS classes; `attributes` may be empty or begin with a space.
    Drawing path(String classes, String attributes, CharSequence d) {
        elements.append("<path class=\"" + classes + "\"" + attributes + " d=\"")
                .append(d)
                .append("\"/>\n");
        return this;
    }

    /// A path that says its name when pointed at.
    Drawing namedPath(String classes, String attributes, CharSequence d, String name) {
        if (name.isEmpty()) {
            return path(classes, attributes, d);
        }
        elements.append("<path class=\"" + classes + "\"" + attributes + " d=\"")
                .append(d)
                .append("\"><title>" + Markup.escaped(name) + "</title></path>\n");
        return this;
    }

    Drawing rectangle(String classes, String attributes, double x, double y, double width, double height) {
        elements.append("<rect class=\"" + classes + "\"" + attributes + " x=\"");
        number(elements, x).append("\" y=\"");
        number(elements, y).append("\" width=\"");
        number(elements, width).append("\" height=\"");
        number(elements, height).append("\"/>\n");
        return this;
    }

    /// Text of at most `width`; what is cut off is shown when pointed at.
    Drawing text(String classes, double x, double y, Anchor anchor, String text, double width, double size) {
        if (text.isBlank()) {
            return this;
        }
        elements.append("<text" + attribute(classes) + " x=\"");
        number(elements, x).append("\" y=\"");
        number(elements, y).append("\"" + anchor.attribute() + ">");
        return content(text, width, size);
    }

    Drawing text(double x, double y, Anchor anchor, String text, double width) {
        return text("", x, y, anchor, text, width, TextWidth.SIZE);
    }

    /// Text that runs upwards.
    Drawing upwards(double x, double y, Anchor anchor, String text, double width) {
        if (text.isBlank()) {
            return this;
        }
        elements.append("<text" + anchor.attribute() + " transform=\"translate(");
        number(elements, x).append(' ');
        number(elements, y).append(") rotate(-90)\">");
        return content(text, width, TextWidth.SIZE);
    }

    private Drawing content(String text, double width, double size) {
        String shown = TextWidth.fitted(text, width, size);
        if (shown.endsWith("…") && !text.endsWith("…")) {
            elements.append("<title>" + Markup.escaped(text) + "</title>");
        }
        elements.append(Markup.escaped(shown)).append("</text>\n");
        return this;
    }

    private static String attribute(String classes) {
        return classes.isEmpty() ? "" : " class=\"" + classes + "\"";
    }

    /// The elements so far.
    @Override
    public String toString() {
        return elements.toString();
    }

    /// Appends a coordinate rounded to hundredths, the shortest way.
    static StringBuilder number(StringBuilder out, double value) {
        if (!(Math.abs(value) < 1e12)) {
            throw new IllegalStateException("coordinate " + value + " is out of every picture");
        }
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.append('-');
            hundredths = -hundredths;
        }
        out.append(hundredths / 100);
        long rest = hundredths % 100;
        if (rest != 0) {
            out.append('.').append(rest / 10);
            if (rest % 10 != 0) {
                out.append(rest % 10);
            }
        }
        return out;
    }

    /// Appends a path command with a point.
    static StringBuilder point(StringBuilder out, char command, double x, double y) {
        return number(number(out.append(command), x).append(' '), y);
    }
}
