package org.tandemml.plot;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tandemml.plot.Drawing.Anchor;

/// The names of the series of a chart with the signs they are drawn with, in rows below it.
final class Legend {
    private static final double LINE_SAMPLE = 30;
    private static final double MARKER_SAMPLE = 12;
    private static final double ROW = 19;
    private static final double GAP = 18;

    /// How a series is drawn.
    enum Sign {
        LINE,
        MARKER,
        STEM,
        AREA,
        REFERENCE
    }

    private final Map<Series, EnumSet<Sign>> entries = new LinkedHashMap<>();

    void add(Series series, Sign sign) {
        if (!series.name().isEmpty()) {
            entries.computeIfAbsent(series, s -> EnumSet.noneOf(Sign.class)).add(sign);
        }
    }

    /// Draws the rows from `top` on and returns their lower end.
    double draw(Drawing drawing, double left, double right, double top) {
        boolean markersOnly = entries.values().stream().allMatch(EnumSet.of(Sign.MARKER)::equals);
        double sample = markersOnly ? MARKER_SAMPLE : LINE_SAMPLE;
        double x = left;
        double y = top;
        for (Map.Entry<Series, EnumSet<Sign>> entry : entries.entrySet()) {
            String name = entry.getKey().name();
            double room = right - left - sample - 6;
            double width = sample + 6 + Math.min(room, TextWidth.of(name, TextWidth.SIZE));
            if (x > left && x + width > right) {
                x = left;
                y += ROW;
            }
            sample(drawing, entry.getKey(), entry.getValue(), x, y + 10, sample);
            drawing.text(x + sample + 6, y + 14, Anchor.START, name, room);
            x += width + GAP;
        }
        return entries.isEmpty() ? top : y + ROW + 4;
    }

    private static void sample(Drawing drawing, Series series, EnumSet<Sign> signs, double x, double y, double width) {
        if (signs.contains(Sign.AREA)) {
            Bars.rectangle(drawing, series, x + 5, y - 5, width - 10, 10);
        }
        StringBuilder d = new StringBuilder();
        Drawing.number(Drawing.point(d, 'M', x, y).append('h'), width);
        if (signs.contains(Sign.LINE)) {
            drawing.path("line " + series.colour(), series.dash(), d);
        }
        if (signs.contains(Sign.REFERENCE)) {
            drawing.path("reference", "", d);
        }
        if (signs.contains(Sign.STEM)) {
            drawing.path(
                    "line " + series.colour(),
                    "",
                    "M" + Drawing.number(new StringBuilder(), x + width / 2) + " "
                            + Drawing.number(new StringBuilder(), y - 5) + "v10");
        }
        if (signs.contains(Sign.MARKER)) {
            StringBuilder marker = new StringBuilder();
            series.addMarker(marker, x + width / 2, y, 4);
            drawing.path("dot " + series.colour(), "", marker);
        }
    }
}
