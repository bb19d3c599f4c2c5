package org.tandemml.plot;

import java.util.List;
import org.tandemml.plot.Drawing.Anchor;

/// The part of a chart around its marks: title, grid, axes, tick texts; and where values lie on it.
///
/// Margins grow with the tick texts, up to a limit beyond which texts are shortened, so that all of it is inside.
final class Frame {
    static final double MARGIN = 22;
    private static final double LEAST_LEFT = 58;
    private static final double MOST_LEFT = 190;
    private static final double MOST_BELOW = 130;
    private static final double TITLE_SIZE = 14;

    private final Axis x;
    private final Axis y;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    private Frame(Axis x, Axis y, double left, double right, double top, double bottom) {
        this.x = x;
        this.y = y;
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
    }

    /// A frame of `width` pixels with a margin at the right; the area for marks is `areaHeight` high, or square where that is 0.
    static Frame of(
            int width, int areaHeight, double margin, String title, Axis x, Axis y, Drawing drawing) {
        double widest = y.ticks().stream()
                .mapToDouble(t -> TextWidth.of(t.text(), TextWidth.SIZE))
                .max()
                .orElse(0);
        double left = Math.clamp(widest + 32, LEAST_LEFT, Math.min(MOST_LEFT, width * 0.4));
        double right = width - margin;
        double top = drawTitle(drawing, title, width);
        double bottom = Math.rint(top + (areaHeight == 0 ? right - left : areaHeight));
        return new Frame(x, y, left, right, top, bottom);
    }

    /// Draws a title of at most two lines and returns where the area below it begins.
    static double drawTitle(Drawing drawing, String title, int width) {
        List<String> lines = TextWidth.wrapped(title, width - 20.0, TITLE_SIZE, 2);
        for (int i = 0; i < lines.size(); i++) {
            drawing.text("title", width / 2.0, 18.0 + 18 * i, Anchor.MIDDLE, lines.get(i), width - 20.0, TITLE_SIZE);
        }
        return lines.isEmpty() ? 12 : 12 + 18.0 * lines.size();
    }

    /// Draws grid, axes and texts, and returns the y below which nothing is drawn yet.
    double draw(Drawing drawing) {
        double belowTicks = xTicks(drawing);
        yTicks(drawing);
        StringBuilder axes = new StringBuilder();
        Drawing.point(axes, 'M', left, top);
        Drawing.number(axes.append('V'), bottom);
        Drawing.number(axes.append('H'), right);
        drawing.path("axis", "", axes);
        drawing.text((left + right) / 2, belowTicks + 16, Anchor.MIDDLE, x.label(), right - left);
        drawing.upwards(13, (top + bottom) / 2, Anchor.MIDDLE, y.label(), bottom - top);
        return belowTicks + (x.label().isEmpty() ? 4 : 22);
    }

    private double xTicks(Drawing drawing) {
        boolean named = x.scale() == Axis.Scale.CATEGORIES;
        double slot = (right - left) / x.ticks().size();
        double widest = x.ticks().stream()
                .mapToDouble(t -> TextWidth.of(t.text(), TextWidth.SIZE))
                .max()
                .orElse(0);
        boolean upright = named && widest > slot - 4;
        double free = Double.NEGATIVE_INFINITY;
        StringBuilder grid = new StringBuilder();
        for (Axis.Tick tick : x.ticks()) {
            double at = px(tick.value());
            if (!named) {
                Drawing.number(Drawing.point(grid, 'M', at, top).append('V'), bottom);
            }
            double half = upright ? 7 : TextWidth.of(tick.text(), TextWidth.SIZE) / 2;
            if (at - half < free) {
                continue;
            }
            free = at + half + (upright ? 0 : 5);
            if (upright) {
                drawing.upwards(at + 4, bottom + 8, Anchor.END, tick.text(), MOST_BELOW);
            } else {
                double inside = Math.min(at, right + MARGIN - 2 - half);
                drawing.text(inside, bottom + 16, Anchor.MIDDLE, tick.text(), right - left);
            }
        }
        if (!grid.isEmpty()) {
            drawing.path("grid", "", grid);
        }
        return bottom + (upright ? Math.min(widest, MOST_BELOW) + 10 : 18);
    }

    private void yTicks(Drawing drawing) {
        boolean named = y.scale() == Axis.Scale.CATEGORIES;
        double free = Double.POSITIVE_INFINITY;
        StringBuilder grid = new StringBuilder();
        for (Axis.Tick tick : y.ticks()) {
            double at = py(tick.value());
            if (!named) {
                Drawing.number(Drawing.point(grid, 'M', left, at).append('H'), right);
            }
            if (at + 6 > free) {
                continue;
            }
            free = at - 6;
            drawing.text(left - 6, at + 4, Anchor.END, tick.text(), left - 30);
        }
        if (!grid.isEmpty()) {
            drawing.path("grid", "", grid);
        }
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    /// Where a value of the x axis lies; beyond the ends: at the end.
    double px(double value) {
        return left + x.position(value) * (right - left);
    }

    /// Where a value of the y axis lies; beyond the ends: at the end.
    double py(double value) {
        return bottom - y.position(value) * (bottom - top);
    }
}
