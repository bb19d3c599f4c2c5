package org.tandemml.plot;

/// Bars of a [Chart], upright or lying, and the boxes of histograms.
final class Bars {
    private static final double SHARE_OF_SLOT = 0.76;
    private static final String[] OPACITIES = {".8", ".45", ".15"};

    private Bars() {}

    /// A bar filled by its series: density and dash of the outline differ beside the colour.
    static void rectangle(Drawing drawing, Series series, double x, double y, double width, double height) {
        String style = " fill-opacity=\"" + OPACITIES[series.number() % OPACITIES.length] + "\"" + series.dash();
        drawing.rectangle("bar " + series.colour(), style, x, y, width, height);
    }

    /// The bars of one of `groups` series that share the slots of the categories.
    static void draw(
            Drawing drawing,
            Frame frame,
            Series series,
            double[] values,
            double[] low,
            double[] high,
            int group,
            int groups) {
        boolean upright = frame.x().scale() == Axis.Scale.CATEGORIES;
        double thickness = SHARE_OF_SLOT / groups;
        StringBuilder whiskers = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                continue;
            }
            // On a lying chart the first of a group is the upper one, as in the legend.
            double from = upright
                    ? i - SHARE_OF_SLOT / 2 + group * thickness
                    : i + SHARE_OF_SLOT / 2 - (group + 1) * thickness;
            if (upright) {
                double left = frame.px(from);
                double zero = frame.py(0);
                double end = frame.py(values[i]);
                rectangle(
                        drawing,
                        series,
                        left,
                        Math.min(zero, end),
                        frame.px(from + thickness) - left,
                        Math.abs(zero - end));
            } else {
                double upper = frame.py(from + thickness);
                double zero = frame.px(0);
                double end = frame.px(values[i]);
                rectangle(drawing, series, Math.min(zero, end), upper, Math.abs(zero - end), frame.py(from) - upper);
            }
            if (low.length > 0 && Double.isFinite(low[i]) && Double.isFinite(high[i])) {
                whisker(whiskers, frame, upright, from + thickness / 2, low[i], high[i]);
            }
        }
        if (!whiskers.isEmpty()) {
            drawing.path("thin", "", whiskers);
        }
    }

    private static void whisker(StringBuilder d, Frame frame, boolean upright, double at, double low, double high) {
        if (upright) {
            double x = frame.px(at);
            Drawing.number(Drawing.point(d, 'M', x, frame.py(low)).append('V'), frame.py(high));
            Drawing.point(d, 'M', x - 4, frame.py(low)).append("h8");
            Drawing.point(d, 'M', x - 4, frame.py(high)).append("h8");
        } else {
            double y = frame.py(at);
            Drawing.number(Drawing.point(d, 'M', frame.px(low), y).append('H'), frame.px(high));
            Drawing.point(d, 'M', frame.px(low), y - 4).append("v8");
            Drawing.point(d, 'M', frame.px(high), y - 4).append("v8");
        }
    }

    /// Boxes between edges, `heights.length + 1` of them, drawn as one outline so that several can be told apart.
    static void histogram(Drawing drawing, Frame frame, Series series, double[] edges, double[] heights) {
        StringBuilder d = new StringBuilder();
        double zero = frame.py(0);
        Drawing.point(d, 'M', frame.px(edges[0]), zero);
        for (int i = 0; i < heights.length; i++) {
            Drawing.number(d.append('V'), frame.py(heights[i]));
            Drawing.number(d.append('H'), frame.px(edges[i + 1]));
        }
        Drawing.number(d.append('V'), zero).append('Z');
        drawing.namedPath("band " + series.colour(), "", d, series.name());
        drawing.path("line " + series.colour(), series.dash(), d);
    }
}
