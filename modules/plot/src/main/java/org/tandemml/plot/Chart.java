package org.tandemml.plot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tandemml.plot.Drawing.Anchor;
import org.tandemml.plot.Legend.Sign;

/// Draws lines, bands, points, bars, histograms and regions over two axes, in the order of the calls, as SVG.
///
/// Named series are listed in a legend below. Values beyond the ends of an axis are drawn at the end; values that are
/// not finite leave a gap. Lines and clouds with far more points than pixels are thinned by less than a pixel can show.
///
/// **Cost**: linear in the points; a picture takes a few kilobytes, at most some hundred for dense clouds.
/// **Determinism**: the same calls give the same bytes anywhere. A chart is for one thread and one picture.
/// **Errors**: `IllegalArgumentException` for arrays whose lengths do not fit.
///
/// ```java
/// Picture roc = Chart.square("ROC curve", Axis.unit("false-positive rate"), Axis.unit("true-positive rate"))
///         .diagonal("chance")
///         .line(new Series(0, "logistic, AUC 0.83"), fpr, tpr)
///         .picture("The curve of logistic lies above the diagonal; its area is 0.83.");
/// Files.writeString(Path.of("roc.svg"), roc.svg());
/// ```
public final class Chart {
    private static final int THINNED_FROM = 1_000;
    private static final double THINNED_BY = 0.25;
    private static final int SPECKS_FROM = 1_500;
    private static final double SPECK_GRID = 1.5;

    private final int width;
    private final String title;
    private final Frame frame;
    private final Drawing drawing = new Drawing();
    private final Legend legend = new Legend();
    private final double below;
    private boolean hasLegend = true;

    private Chart(int width, int areaHeight, String title, Axis x, Axis y) {
        this.width = width;
        this.title = title;
        this.frame = Frame.of(width, areaHeight, Frame.MARGIN, title, x, y, drawing);
        this.below = frame.draw(drawing);
    }

    /// A chart whose area is square, 460 pixels wide.
    public static Chart square(String title, Axis x, Axis y) {
        return new Chart(460, 0, title, x, y);
    }

    /// A square chart 300 pixels wide, one of many beside each other.
    public static Chart small(String title, Axis x, Axis y) {
        return new Chart(300, 0, title, x, y);
    }

    /// A chart 640 pixels wide, for curves over time and histograms.
    public static Chart wide(String title, Axis x, Axis y) {
        return new Chart(640, 300, title, x, y);
    }

    /// A chart of lying bars, 640 pixels wide, as high as its rows need; the first row is the lowest.
    public static Chart rows(String title, Axis x, Axis names) {
        return new Chart(640, Math.max(60, 26 * names.ticks().size()), title, x, names);
    }

    /// Leaves the legend to the page around the picture.
    public Chart withoutLegend() {
        hasLegend = false;
        return this;
    }

    /// A line through the points.
    public Chart line(Series series, double[] x, double[] y) {
        checkLengths(x.length, y.length);
        legend.add(series, Sign.LINE);
        drawing.namedPath("line " + series.colour(), series.dash(), outline(x, y), series.name());
        return this;
    }

    /// A line in steps that keeps its height until the next point: a front of points none of which beats another.
    public Chart steps(Series series, double[] x, double[] y) {
        checkLengths(x.length, y.length);
        double[] corners = new double[Math.max(0, 2 * x.length - 1)];
        double[] heights = new double[corners.length];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = x[(i + 1) / 2];
            heights[i] = y[i / 2];
        }
        drawing.namedPath("reference", "", outline(corners, heights), series.name());
        return this;
    }

    /// The area between two lines: an interval around a curve.
    public Chart band(Series series, double[] x, double[] low, double[] high) {
        checkLengths(x.length, low.length, high.length);
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            Drawing.point(d, i == 0 ? 'M' : 'L', frame.px(x[i]), frame.py(high[i]));
        }
        for (int i = x.length - 1; i >= 0; i--) {
            Drawing.point(d, 'L', frame.px(x[i]), frame.py(low[i]));
        }
        if (x.length > 0) {
            drawing.path("band " + series.colour(), "", d.append('Z'));
        }
        return this;
    }

    /// A marker at each point; thousands of points become dots, of which those on the same spot are drawn once.
    public Chart points(Series series, double[] x, double[] y) {
        checkLengths(x.length, y.length);
        legend.add(series, Sign.MARKER);
        boolean specks = x.length > SPECKS_FROM;
        StringBuilder d = new StringBuilder();
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                continue;
            }
            double px = frame.px(x[i]);
            double py = frame.py(y[i]);
            if (!specks) {
                series.addMarker(d, px, py, x.length > 300 ? 2.5 : 4);
            } else {
                long column = Math.round(px / SPECK_GRID);
                long row = Math.round(py / SPECK_GRID);
                if (taken.add(column << 32 | row)) {
                    Drawing.point(d, 'M', column * SPECK_GRID, row * SPECK_GRID).append("h0");
                }
            }
        }
        if (!d.isEmpty()) {
            String classes = (specks ? "speck " : "dot ") + (x.length > 60 ? "" : "ring ") + series.colour();
            drawing.namedPath(classes, !specks && x.length > 60 ? " fill-opacity=\".7\"" : "", d, series.name());
        }
        return this;
    }

    /// A vertical line from the lower end of the chart to each point: a small bar chart under a curve.
    public Chart stems(Series series, double[] x, double[] y) {
        checkLengths(x.length, y.length);
        legend.add(series, Sign.STEM);
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                Drawing.number(
                        Drawing.point(d, 'M', frame.px(x[i]), frame.bottom()).append('V'), frame.py(y[i]));
            }
        }
        drawing.namedPath("line " + series.colour(), "", d, series.name());
        return this;
    }

    /// A marker with a vertical bar from `low` to `high`.
    public Chart interval(Series series, double x, double y, double low, double high) {
        legend.add(series, Sign.MARKER);
        StringBuilder bar = new StringBuilder();
        Drawing.number(Drawing.point(bar, 'M', frame.px(x), frame.py(low)).append('V'), frame.py(high));
        drawing.path("line " + series.colour(), "", bar);
        StringBuilder marker = new StringBuilder();
        series.addMarker(marker, frame.px(x), frame.py(y), 4);
        drawing.namedPath("dot " + series.colour(), "", marker, series.name());
        return this;
    }

    /// One bar for each category of the axis of categories, from 0 to the value.
    public Chart bars(Series series, double[] values) {
        return bars(series, values, new double[0], new double[0]);
    }

    /// Bars with an interval around each value.
    public Chart bars(Series series, double[] values, double[] low, double[] high) {
        checkLengths(categories(), values.length);
        checkLengths(low.length == 0 ? 0 : values.length, low.length, high.length);
        legend.add(series, Sign.AREA);
        Bars.draw(drawing, frame, series, values, low, high, 0, 1);
        return this;
    }

    /// Bars of several series side by side in each category: `values[s][i]` of series s and category i.
    public Chart groupedBars(List<Series> series, double[][] values) {
        checkLengths(series.size(), values.length);
        for (int s = 0; s < values.length; s++) {
            checkLengths(categories(), values[s].length);
            legend.add(series.get(s), Sign.AREA);
            Bars.draw(drawing, frame, series.get(s), values[s], new double[0], new double[0], s, values.length);
        }
        return this;
    }

    private int categories() {
        if (frame.x().scale() == Axis.Scale.CATEGORIES) {
            return frame.x().ticks().size();
        }
        if (frame.y().scale() == Axis.Scale.CATEGORIES) {
            return frame.y().ticks().size();
        }
        throw new IllegalArgumentException("bars need an axis of categories: use Axis.categories for one of the two");
    }

    /// Box i spans `edges[i] .. edges[i + 1]` and is `heights[i]` high.
    public Chart histogram(Series series, double[] edges, double[] heights) {
        checkLengths(edges.length, heights.length + 1);
        for (double height : heights) {
            if (!Double.isFinite(height)) {
                throw new IllegalArgumentException("heights of a histogram must be finite, one was " + height);
            }
        }
        legend.add(series, Sign.LINE);
        Bars.histogram(drawing, frame, series, edges, heights);
        return this;
    }

    /// Which class a model predicts where: `codes[row][column]` over the whole area, row 0 at the lower end of y; code
    /// k is `classes.get(k)`. Small markers of the class stand in its region, so that colour is not the only sign.
    public Chart regions(List<Series> classes, int[][] codes) {
        Regions.draw(drawing, frame, classes, codes);
        return this;
    }

    /// The dashed line from one corner to the other: chance, or prediction equal to truth. The name goes to the legend.
    public Chart diagonal(String name) {
        return reference(name, frame.left(), frame.bottom(), frame.right(), frame.top());
    }

    /// A dashed horizontal line. The name goes to the legend.
    public Chart horizontal(String name, double y) {
        return reference(name, frame.left(), frame.py(y), frame.right(), frame.py(y));
    }

    /// A dashed vertical line. The name goes to the legend.
    public Chart vertical(String name, double x) {
        return reference(name, frame.px(x), frame.bottom(), frame.px(x), frame.top());
    }

    private Chart reference(String name, double fromX, double fromY, double toX, double toY) {
        legend.add(new Series(0, name), Sign.REFERENCE);
        StringBuilder d = new StringBuilder();
        Drawing.point(Drawing.point(d, 'M', fromX, fromY), 'L', toX, toY);
        drawing.path("reference", "", d);
        return this;
    }

    /// Text beside a point, on the side that has more room.
    public Chart note(double x, double y, String text) {
        double px = frame.px(x);
        boolean left = px > (frame.left() + frame.right()) / 2;
        double room = left ? px - 9 - frame.left() : frame.right() - px - 9;
        double shift = frame.y().position(y) < 0.5 ? -4 : 12;
        drawing.text(px + (left ? -9 : 9), frame.py(y) + shift, left ? Anchor.END : Anchor.START, text, room);
        return this;
    }

    /// Says with an arrow that a point drawn at the edge lies beyond it, and its value.
    public Chart beyond(double x, double y, String value) {
        return note(x, y, (frame.y().position(y) < 0.5 ? "↓ " : "↑ ") + value);
    }

    /// The picture; `description` says in words and numbers what there is to see.
    public Picture picture(String description) {
        double end = hasLegend ? legend.draw(drawing, frame.left(), width - 8.0, below + 6) : below;
        return new Picture(width, (int) Math.ceil(end + 4), title, description, drawing.toString());
    }

    /// The path through the finite points, without those closer than a quarter of a pixel to the last one drawn.
    private StringBuilder outline(double[] x, double[] y) {
        StringBuilder d = new StringBuilder();
        boolean thinned = x.length > THINNED_FROM;
        boolean open = false;
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                open = false;
                continue;
            }
            double px = frame.px(x[i]);
            double py = frame.py(y[i]);
            boolean isEnd = i == x.length - 1;
            if (!open || !thinned || isEnd || Math.hypot(px - lastX, py - lastY) >= THINNED_BY) {
                Drawing.point(d, open ? 'L' : 'M', px, py);
                open = true;
                lastX = px;
                lastY = py;
            }
        }
        return d;
    }

    private static void checkLengths(int expected, int... lengths) {
        if (Arrays.stream(lengths).anyMatch(length -> length != expected)) {
            throw new IllegalArgumentException("the arrays of a picture must have matching lengths, expected "
                    + expected + ", had " + Arrays.toString(lengths));
        }
    }
}
