package org.tandemml.plot;

/// What belongs together in a picture: a name for the legend and a number that chooses colour, dash and marker.
///
/// There are seven colours (Okabe and Ito's, which the colour-blind can tell apart; the last is that of text), six
/// dashes and six markers; numbers beyond repeat them in other combinations. Dash and marker differ wherever colour
/// does, so that colour is never the only sign.
///
/// **Source**: M. Okabe, K. Ito, Color Universal Design (2008).
///
/// @param number from 0
/// @param name shown in the legend and when pointed at; empty: in neither
public record Series(int number, String name) {
    private static final int COLOURS = 7;
    private static final String[] DASHES = {"", "8 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2"};

    public Series {
        if (number < 0) {
            throw new IllegalArgumentException("the number of a series must be at least 0, was " + number);
        }
    }

    /// A piece of the line with the marker, as an inline SVG for legends in HTML; needs [Picture#css()] in the page.
    public String swatch() {
        StringBuilder marker = new StringBuilder();
        addMarker(marker, 17, 6, 4);
        return "<svg class=\"tandem swatch\" viewBox=\"0 0 34 12\" width=\"34\" height=\"12\" aria-hidden=\"true\">"
                + "<path class=\"line " + colour() + "\"" + dash() + " d=\"M1 6H33\"/><path class=\"dot " + colour()
                + "\" d=\"" + marker + "\"/></svg>";
    }

    String colour() {
        return "s" + number % COLOURS;
    }

    /// The attribute that dashes a line, empty for a solid one.
    String dash() {
        String dashes = DASHES[number % DASHES.length];
        return dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
    }

    /// Appends the outline of the marker around a point to the data of a path.
    void addMarker(StringBuilder d, double x, double y, double r) {
        switch (number % 6) {
            case 0 -> {
                Drawing.point(d, 'M', x - r, y);
                arc(d, r, 2 * r);
                arc(d, r, -2 * r);
            }
            case 1 -> polygon(d, x, y, r, -0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9);
            case 2 -> polygon(d, x, y, r, 0, -1.2, 1.15, 0.9, -1.15, 0.9);
            case 3 -> polygon(d, x, y, r, 0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
            case 4 ->
                polygon(
                        d, x, y, r, 0, -0.45, 0.7, -1.15, 1.15, -0.7, 0.45, 0, 1.15, 0.7, 0.7, 1.15, 0, 0.45, -0.7,
                        1.15, -1.15, 0.7, -0.45, 0, -1.15, -0.7, -0.7, -1.15);
            default -> polygon(d, x, y, r, 0, 1.2, 1.15, -0.9, -1.15, -0.9);
        }
    }

    private static void arc(StringBuilder d, double r, double dx) {
        Drawing.number(d.append('a'), r).append(' ');
        Drawing.number(d, r).append(" 0 1 0 ");
        Drawing.number(d, dx).append(" 0");
    }

    private static void polygon(StringBuilder d, double x, double y, double r, double... offsets) {
        for (int i = 0; i < offsets.length; i += 2) {
            Drawing.point(d, i == 0 ? 'M' : 'L', x + r * offsets[i], y + r * offsets[i + 1]);
        }
        d.append('Z');
    }
}
