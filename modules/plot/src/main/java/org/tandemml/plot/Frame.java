package org.tandemml.plot;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.tandemml.plot.Drawing.Anchor;

/// The part of a chart around its marks: title, grid, axes, tick texts; and where values lie on it.
///
/// Margins grow with the tick texts, up to a limit beyond which texts are shortened, so that all of it is inside.
final class Frame {
    static final double MARGIN = 22;
    private static final double LEAST_LEFT = 58;
    private static final double MOST_LEFT = 190;
    private static final double MOST_BELOW = 130;
    /// Of the estimated width: letters of titles are bold, a seventh wider than others.
    private static final double TITLE_SIZE = 16;
    private static final double LINE = 14;
    private static final double LEAST_SLOT_OF_LINES = 70;

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

    /// A frame of `width` pixels with a margin at the right; the area for marks is `areaHeight` high, or square where
    /// that is 0.
    static Frame of(int width, int areaHeight, double margin, String title, Axis x, Axis y, Drawing drawing) {
        double left = Math.clamp(widest(y) + 32, LEAST_LEFT, Math.min(MOST_LEFT, width * 0.4));
        double right = width - margin;
        double top = drawTitle(drawing, title, width);
        double bottom = Math.rint(top + (areaHeight == 0 ? right - left : areaHeight));
        return new Frame(x, y, left, right, top, bottom);
    }

    /// Draws a title of at most two lines and returns where the area below it begins.
    static double drawTitle(Drawing drawing, String title, int width) {
        double room = width - 24.0;
        List<String> lines = TextWidth.wrapped(title, room, TITLE_SIZE, 2);
        for (int i = 0; i < lines.size(); i++) {
            drawing.text("title", width / 2.0, 18.0 + 18 * i, Anchor.MIDDLE, lines.get(i), room, TITLE_SIZE);
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
        drawGrid(
                drawing,
                x,
                this::px,
                at -> Drawing.number(
                        Drawing.point(new StringBuilder(), 'M', at, top).append('V'), bottom));
        double slot = (right - left) / x.ticks().size();
        double widest = widest(x);
        if (x.scale() != Axis.Scale.CATEGORIES || widest <= slot - 4) {
            int stride = stride(widest + 5, spacing(x, this::px));
            for (int i = 0; i < x.ticks().size(); i += stride) {
                String text = x.ticks().get(i).text();
                double half = TextWidth.of(text, TextWidth.SIZE) / 2;
                double at = Math.min(px(x.ticks().get(i).value()), right + MARGIN - 2 - half);
                drawing.text(at, bottom + 16, Anchor.MIDDLE, text, right - left);
            }
            return bottom + 18;
        }
        if (slot >= LEAST_SLOT_OF_LINES) {
            for (Axis.Tick tick : x.ticks()) {
                List<String> lines = TextWidth.wrapped(tick.text(), slot - 6, TextWidth.SIZE, 2);
                for (int i = 0; i < lines.size(); i++) {
                    drawing.text(px(tick.value()), bottom + 16 + LINE * i, Anchor.MIDDLE, lines.get(i), slot - 6);
                }
            }
            return bottom + 18 + LINE;
        }
        int stride = stride(LINE, slot);
        for (int i = 0; i < x.ticks().size(); i += stride) {
            Axis.Tick tick = x.ticks().get(i);
            drawing.upwards(px(tick.value()) + 4, bottom + 8, Anchor.END, tick.text(), MOST_BELOW);
        }
        return bottom + Math.min(widest, MOST_BELOW) + 10;
    }

    private void yTicks(Drawing drawing) {
        drawGrid(
                drawing,
                y,
                this::py,
                at -> Drawing.number(
                        Drawing.point(new StringBuilder(), 'M', left, at).append('H'), right));
        int stride = stride(LINE, spacing(y, this::py));
        for (int i = 0; i < y.ticks().size(); i += stride) {
            Axis.Tick tick = y.ticks().get(i);
            drawing.text(left - 6, py(tick.value()) + 4, Anchor.END, tick.text(), left - 30);
        }
    }

    private void drawGrid(Drawing drawing, Axis axis, DoubleUnaryOperator place, DoubleFunction<StringBuilder> line) {
        if (axis.scale() == Axis.Scale.CATEGORIES || axis.ticks().isEmpty()) {
            return;
        }
        StringBuilder grid = new StringBuilder();
        axis.ticks().forEach(tick -> grid.append(line.apply(place.applyAsDouble(tick.value()))));
        drawing.path("grid", "", grid);
    }

    private static double widest(Axis axis) {
        return axis.ticks().stream()
                .mapToDouble(t -> TextWidth.of(t.text(), TextWidth.SIZE))
                .max()
                .orElse(0);
    }

    private static double spacing(Axis axis, DoubleUnaryOperator place) {
        return axis.ticks().size() < 2
                ? Double.POSITIVE_INFINITY
                : Math.abs(place.applyAsDouble(axis.ticks().get(1).value())
                        - place.applyAsDouble(axis.ticks().get(0).value()));
    }

    /// Every how many ticks there is room for a text.
    private static int stride(double needed, double spacing) {
        return (int) Math.clamp(Math.ceil(needed / Math.max(spacing, 1e-3)), 1, 1_000_000);
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
