package org.tandemml.compare;

import java.util.Locale;

/// A small SVG picture of lines, bands and points over two axes, drawn in the order of the calls.
///
/// Colours come from the page: series i has the class `s0 … s6`, seven colours of Okabe and Ito's palette, and beyond
/// colour a dash pattern and a marker, so that it can be told apart without colour. Text takes the colour of the page.
///
/// **Determinism**: the same calls give the same bytes anywhere: numbers have two decimals in the root locale.
final class Plot {
    /// Number of colours; series beyond it repeat them with other dashes.
    static final int COLOURS = 7;

    private static final String[] DASHES = {"", "8 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2"};
    private static final double LEFT = 58;
    private static final double RIGHT = 22;
    private static final double TOP = 12;
    private static final double BOTTOM = 46;

    private final int width;
    private final int height;
    private final Axis x;
    private final Axis y;
    private final StringBuilder body = new StringBuilder();

    Plot(int width, int height, Axis x, Axis y) {
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
        frame();
    }

    private void frame() {
        double right = width - RIGHT;
        double bottom = height - BOTTOM;
        for (Axis.Tick tick : x.ticks()) {
            String at = number(px(tick.value()));
            body.append("<path class=\"grid\" d=\"M" + at + " " + number(TOP) + "V" + number(bottom) + "\"/>");
            text(px(tick.value()), bottom + 16, "middle", tick.text());
        }
        for (Axis.Tick tick : y.ticks()) {
            String at = number(py(tick.value()));
            body.append("<path class=\"grid\" d=\"M" + number(LEFT) + " " + at + "H" + number(right) + "\"/>");
            text(LEFT - 6, py(tick.value()) + 4, "end", tick.text());
        }
        body.append("<path class=\"axis\" d=\"M" + number(LEFT) + " " + number(TOP) + "V" + number(bottom) + "H"
                + number(right) + "\"/>");
        text((LEFT + right) / 2, height - 8, "middle", x.label());
        double middle = (TOP + bottom) / 2;
        body.append("<text text-anchor=\"middle\" transform=\"translate(13 " + number(middle) + ") rotate(-90)\">"
                + Markup.escaped(y.label()) + "</text>\n");
    }

    private double px(double value) {
        return LEFT + x.position(value) * (width - LEFT - RIGHT);
    }

    private double py(double value) {
        return height - BOTTOM - y.position(value) * (height - TOP - BOTTOM);
    }

    /// A line of series `series` through the points.
    Plot line(int series, double[] xs, double[] ys) {
        body.append("<path class=\"line " + colour(series) + "\"" + dash(series) + " d=\"" + path(xs, ys, 'M'))
                .append("\"/>\n");
        return this;
    }

    /// The dashed line from one corner of the plot to the other that stands for chance.
    Plot diagonal() {
        body.append("<path class=\"chance\" d=\"M" + number(px(x.low())) + " " + number(py(y.low())) + "L"
                + number(px(x.high())) + " " + number(py(y.high())) + "\"/>\n");
        return this;
    }

    /// The area between two lines.
    Plot band(int series, double[] xs, double[] low, double[] high) {
        StringBuilder d = new StringBuilder(path(xs, high, 'M'));
        for (int i = xs.length - 1; i >= 0; i--) {
            d.append('L').append(number(px(xs[i]))).append(' ').append(number(py(low[i])));
        }
        body.append("<path class=\"band " + colour(series) + "\" d=\"" + d + "Z\"/>\n");
        return this;
    }

    /// A point with a vertical bar from `low` to `high`; its shape varies with the series.
    Plot point(int series, double atX, double atY, double low, double high) {
        double cx = px(atX);
        body.append("<path class=\"line " + colour(series) + "\" d=\"M" + number(cx) + " " + number(py(low)) + "V"
                + number(py(high)) + "\"/>");
        body.append(marker(series, cx, py(atY))).append('\n');
        return this;
    }

    /// Marks a point at the edge as lying beyond it, with its value.
    Plot beyond(double atX, double atY, String value) {
        boolean below = y.position(atY) < 0.5;
        boolean toTheLeft = x.position(atX) > 0.6;
        double shift = below ? -4 : 12;
        String arrow = below ? "↓ " : "↑ ";
        text(px(atX) + (toTheLeft ? -9 : 9), py(atY) + shift, toTheLeft ? "end" : "start", arrow + value);
        return this;
    }

    private String path(double[] xs, double[] ys, char first) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            d.append(i == 0 ? first : 'L').append(number(px(xs[i]))).append(' ').append(number(py(ys[i])));
        }
        return d.toString();
    }

    private void text(double atX, double atY, String anchor, String text) {
        body.append("<text x=\"" + number(atX) + "\" y=\"" + number(atY) + "\" text-anchor=\"" + anchor + "\">"
                + Markup.escaped(text) + "</text>\n");
    }

    /// The picture with a title and a description for those who cannot see it; `id` is unique in the page.
    String svg(String id, String title, String description) {
        return "<svg viewBox=\"0 0 " + width + " " + height + "\" style=\"max-width:" + width
                + "px\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\">\n<title id=\"" + id + "-t\">"
                + Markup.escaped(title) + "</title>\n<desc id=\"" + id + "-d\">" + Markup.escaped(description)
                + "</desc>\n" + body + "</svg>\n";
    }

    /// A piece of the line and the marker of a series, for legends.
    static String swatch(int series) {
        return "<svg class=\"swatch\" viewBox=\"0 0 34 12\" width=\"34\" height=\"12\" aria-hidden=\"true\">"
                + "<path class=\"line " + colour(series) + "\"" + dash(series) + " d=\"M1 6H33\"/>"
                + marker(series, 17, 6) + "</svg>";
    }

    private static String marker(int series, double cx, double cy) {
        String style = "<path class=\"dot " + colour(series) + "\" d=\"M";
        return switch (Math.floorMod(series, 4)) {
            case 0 ->
                "<circle class=\"dot " + colour(series) + "\" cx=\"" + number(cx) + "\" cy=\"" + number(cy)
                        + "\" r=\"4\"/>";
            case 1 -> style + number(cx - 4) + " " + number(cy - 4) + "h8v8h-8Z\"/>";
            case 2 -> style + number(cx) + " " + number(cy - 5) + "l5 9h-10Z\"/>";
            default -> style + number(cx) + " " + number(cy - 5.5) + "l5.5 5.5l-5.5 5.5l-5.5 -5.5Z\"/>";
        };
    }

    private static String colour(int series) {
        return "s" + series % COLOURS;
    }

    private static String dash(int series) {
        String dashes = DASHES[series % DASHES.length];
        return dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String shorter = text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
        return shorter.equals("-0") ? "0" : shorter;
    }
}
