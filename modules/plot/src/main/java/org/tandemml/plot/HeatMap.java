package org.tandemml.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tandemml.plot.Drawing.Anchor;

/// Draws a matrix of numbers as cells whose strength of colour grows with the value, with texts where there is room.
///
/// The colour fades into the page, so that it works in light and dark, and never grows so strong that the text on it
/// is hard to read. A scale beside the cells says what the strength means. Cells without a finite value are crossed.
///
/// **Cost**: linear in the cells. **Determinism**: the same calls give the same bytes anywhere.
/// **Errors**: `IllegalArgumentException` for a ragged or empty matrix or names that do not fit it.
public final class HeatMap {
    private static final int WIDTH = 460;
    private static final double STRONGEST = 0.8;
    private static final double SCALE_ROOM = 66;
    private static final int LEVELS = 40;

    private final String title;
    private final Axis columns;
    private final Axis rows;
    private final double[][] values;
    private String[][] texts = new String[0][];
    private double low;
    private double high;
    private String scaleLabel = "";
    private boolean diagonal;
    private int width = WIDTH;
    private int height;

    /// A map of `values[row][column]`, row 0 on top; the labels say what rows and columns are.
    public HeatMap(
            String title,
            String rowLabel,
            List<String> rowNames,
            String columnLabel,
            List<String> columnNames,
            double[][] values) {
        if (values.length == 0 || values.length != rowNames.size()) {
            throw new IllegalArgumentException(
                    "a heat-map needs a name for each row, had " + rowNames.size() + " for " + values.length);
        }
        for (double[] row : values) {
            if (row.length == 0 || row.length != columnNames.size()) {
                throw new IllegalArgumentException(
                        "a heat-map needs a name for each column, had " + columnNames.size() + " for " + row.length);
            }
        }
        this.title = title;
        this.columns = Axis.categories(columnLabel, columnNames);
        this.rows = Axis.categories(rowLabel, rowNames.reversed());
        this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        double[] finite = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        this.low = Arrays.stream(finite).min().orElse(0);
        this.high = Arrays.stream(finite).max().orElse(1);
    }

    /// A map 900 pixels wide whose cells are as high as a line of text: for many rows and columns.
    public static HeatMap wide(
            String title,
            String rowLabel,
            List<String> rowNames,
            String columnLabel,
            List<String> columnNames,
            double[][] values) {
        HeatMap map = new HeatMap(title, rowLabel, rowNames, columnLabel, columnNames, values);
        map.width = 900;
        map.height = Math.max(120, 24 * rowNames.size());
        return map;
    }

    /// A confusion matrix: `weights[truth][predicted]`. The colour is the share of the true class, each cell has its
    /// weight and share, and cells of right predictions are framed.
    public static Picture confusion(String title, List<String> classes, double[][] weights) {
        int count = classes.size();
        double[][] shares = new double[count][];
        String[][] texts = new String[count][];
        StringBuilder description = new StringBuilder("Rows are true classes, columns predicted ones.");
        for (int t = 0; t < count; t++) {
            double[] row = weights[t];
            double total = Arrays.stream(row).sum();
            shares[t] = Arrays.stream(row).map(w -> w / total).toArray();
            texts[t] = Arrays.stream(row).mapToObj(HeatMap::weight).toArray(String[]::new);
            if (count <= 12) {
                String parts = IntStream.range(0, count)
                        .filter(k -> row[k] > 0)
                        .mapToObj(k -> weight(row[k]) + " as " + classes.get(k))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("no rows");
                description.append(" " + classes.get(t) + ": " + parts + ".");
            }
        }
        HeatMap map = new HeatMap(title, "true class", classes, "predicted class", classes, shares);
        map.texts = texts;
        map.diagonal = true;
        return map.withRange(0, 1, "share of the true class").picture(description.toString());
    }

    private static String weight(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    /// Texts of the cells, in the shape of the values; shown where cells are large enough for all of them.
    public HeatMap withTexts(String[][] cells) {
        texts = Arrays.stream(cells).map(String[]::clone).toArray(String[][]::new);
        return this;
    }

    /// The values at the ends of the scale, and what it measures.
    public HeatMap withRange(double lowest, double highest, String label) {
        low = lowest;
        high = highest;
        scaleLabel = label;
        return this;
    }

    /// The picture; `description` says in words and numbers what there is to see.
    public Picture picture(String description) {
        Drawing drawing = new Drawing();
        Frame frame = Frame.of(width, height, SCALE_ROOM, title, columns, rows, drawing);
        cells(drawing, frame);
        texts(drawing, frame);
        double end = frame.draw(drawing);
        scale(drawing, frame);
        return new Picture(width, (int) Math.ceil(end + 4), title, description, drawing.toString());
    }

    private double strength(double value) {
        return high > low ? Math.clamp((value - low) / (high - low), 0, 1) : 0.5;
    }

    /// One path for each strength that occurs.
    private void cells(Drawing drawing, Frame frame) {
        StringBuilder[] levels = new StringBuilder[LEVELS + 1];
        StringBuilder missing = new StringBuilder();
        StringBuilder framed = new StringBuilder();
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                double value = values[r][c];
                if (Double.isFinite(value)) {
                    int level = (int) Math.round(strength(value) * LEVELS);
                    levels[level] = levels[level] == null ? new StringBuilder() : levels[level];
                    addBox(levels[level], frame, r, c, 0);
                } else {
                    addCross(missing, frame, r, c);
                }
                if (diagonal && r == c) {
                    addBox(framed, frame, r, c, 1);
                }
            }
        }
        for (int level = 1; level <= LEVELS; level++) {
            if (levels[level] != null) {
                drawing.path("cell heat", opacity(level) + " shape-rendering=\"crispEdges\"", levels[level]);
            }
        }
        if (!missing.isEmpty()) {
            drawing.path("grid", "", missing);
        }
        if (!framed.isEmpty()) {
            drawing.path("thin", "", framed);
        }
    }

    private static String opacity(int level) {
        return " fill-opacity=\"" + Drawing.number(new StringBuilder(), STRONGEST * level / LEVELS) + "\"";
    }

    private double left(Frame frame, int column) {
        return frame.px(column - 0.5);
    }

    private double top(Frame frame, int row) {
        return frame.py(values.length - row - 0.5);
    }

    private void addBox(StringBuilder d, Frame frame, int row, int column, double inset) {
        Drawing.point(d, 'M', left(frame, column) + inset, top(frame, row) + inset);
        Drawing.number(d.append('H'), left(frame, column + 1) - inset);
        Drawing.number(d.append('V'), top(frame, row + 1) - inset);
        Drawing.number(d.append('H'), left(frame, column) + inset).append('Z');
    }

    private void addCross(StringBuilder d, Frame frame, int row, int column) {
        Drawing.point(d, 'M', left(frame, column), top(frame, row));
        Drawing.point(d, 'L', left(frame, column + 1), top(frame, row + 1));
        Drawing.point(d, 'M', left(frame, column + 1), top(frame, row));
        Drawing.point(d, 'L', left(frame, column), top(frame, row + 1));
    }

    private void texts(Drawing drawing, Frame frame) {
        double cellWidth = left(frame, 1) - left(frame, 0);
        double cellHeight = top(frame, 1) - top(frame, 0);
        double widest = Arrays.stream(texts)
                .flatMap(Arrays::stream)
                .mapToDouble(text -> TextWidth.of(text, TextWidth.SIZE))
                .max()
                .orElse(0);
        if (widest > cellWidth - 2 || cellHeight < 14) {
            return;
        }
        boolean withShares = diagonal && cellHeight >= 40 && cellWidth >= 44;
        for (int r = 0; r < texts.length; r++) {
            for (int c = 0; c < texts[r].length; c++) {
                double x = left(frame, c) + cellWidth / 2;
                double y = top(frame, r) + cellHeight / 2 + 4;
                drawing.text(x, withShares ? y - 7 : y, Anchor.MIDDLE, texts[r][c], cellWidth);
                if (withShares && Double.isFinite(values[r][c])) {
                    String percent = String.format(Locale.ROOT, "%.1f %%", 100 * values[r][c]);
                    drawing.text(x, y + 9, Anchor.MIDDLE, percent, cellWidth);
                }
            }
        }
    }

    /// The strengths from low to high beside the map, with their values.
    private void scale(Drawing drawing, Frame frame) {
        double x = frame.right() + 12;
        double height = frame.bottom() - frame.top();
        int steps = 20;
        for (int i = 1; i <= steps; i++) {
            double y = frame.bottom() - height * i / steps;
            String style = opacity(Math.round((float) LEVELS * i / steps)) + " shape-rendering=\"crispEdges\"";
            drawing.rectangle("cell heat", style, x, y, 10, height / steps);
        }
        drawing.rectangle("axis", "", x, frame.top(), 10, height);
        drawing.text(x + 13, frame.bottom(), Anchor.START, Axis.compact(low), width - x - 14);
        drawing.text(x + 13, frame.top() + 10, Anchor.START, Axis.compact(high), width - x - 14);
        drawing.upwards(x + 25, (frame.top() + frame.bottom()) / 2, Anchor.MIDDLE, scaleLabel, height - 50);
    }
}
