package org.tandemml.plot;

import java.util.List;

/// The tinted areas of a decision map with the borders between them and a sparse texture of markers.
final class Regions {
    private static final double TEXTURE = 26;

    private Regions() {}

    static void draw(Drawing drawing, Frame frame, List<Series> classes, int[][] codes) {
        int rows = codes.length;
        int columns = rows == 0 ? 0 : codes[0].length;
        StringBuilder[] tints = new StringBuilder[classes.size()];
        for (int k = 0; k < tints.length; k++) {
            tints[k] = new StringBuilder();
        }
        Cells cells = new Cells(frame, rows, columns);
        for (int r = 0; r < rows; r++) {
            if (codes[r].length != columns) {
                throw new IllegalArgumentException(
                        "row " + r + " of a decision map must have " + columns + " columns, had " + codes[r].length);
            }
            for (int c = 0; c < columns; ) {
                int from = c;
                int code = codes[r][from];
                if (code < 0 || code >= tints.length) {
                    throw new IllegalArgumentException("a decision map of " + tints.length
                            + " classes holds codes 0 to " + (tints.length - 1) + ", was " + code);
                }
                while (c < columns && codes[r][c] == code) {
                    c++;
                }
                cells.addRun(tints[code], r, from, c);
            }
        }
        for (int k = 0; k < tints.length; k++) {
            if (!tints[k].isEmpty()) {
                String attributes = " fill-opacity=\".2\" shape-rendering=\"crispEdges\"";
                drawing.namedPath(
                        "cell " + classes.get(k).colour(),
                        attributes,
                        tints[k],
                        classes.get(k).name());
            }
        }
        texture(drawing, frame, classes, codes);
        borders(drawing, cells, codes);
    }

    /// Where the edges of cells lie.
    private record Cells(Frame frame, int rows, int columns) {
        double x(int column) {
            return frame.left() + (frame.right() - frame.left()) * column / columns;
        }

        double y(int row) {
            return frame.bottom() - (frame.bottom() - frame.top()) * row / rows;
        }

        void addRun(StringBuilder d, int row, int from, int to) {
            Drawing.number(Drawing.point(d, 'M', x(from), y(row)).append('H'), x(to));
            Drawing.number(d.append('V'), y(row + 1));
            Drawing.number(d.append('H'), x(from)).append('Z');
        }
    }

    private static void texture(Drawing drawing, Frame frame, List<Series> classes, int[][] codes) {
        StringBuilder[] markers = new StringBuilder[classes.size()];
        for (double y = frame.top() + TEXTURE / 2; y < frame.bottom() - 4; y += TEXTURE) {
            for (double x = frame.left() + TEXTURE / 2; x < frame.right() - 4; x += TEXTURE) {
                int r = (int) ((frame.bottom() - y) / (frame.bottom() - frame.top()) * codes.length);
                int c = (int) ((x - frame.left()) / (frame.right() - frame.left()) * codes[r].length);
                int code = codes[r][c];
                if (markers[code] == null) {
                    markers[code] = new StringBuilder();
                }
                classes.get(code).addMarker(markers[code], x, y, 1.8);
            }
        }
        for (int k = 0; k < markers.length; k++) {
            if (markers[k] != null) {
                drawing.path("dot " + classes.get(k).colour(), " fill-opacity=\".45\"", markers[k]);
            }
        }
    }

    private static void borders(Drawing drawing, Cells cells, int[][] codes) {
        StringBuilder d = new StringBuilder();
        for (int r = 0; r < cells.rows(); r++) {
            for (int c = 0; c < cells.columns(); c++) {
                if (c > 0 && codes[r][c] != codes[r][c - 1]) {
                    Drawing.number(Drawing.point(d, 'M', cells.x(c), cells.y(r)).append('V'), cells.y(r + 1));
                }
                if (r > 0 && codes[r][c] != codes[r - 1][c]) {
                    Drawing.number(Drawing.point(d, 'M', cells.x(c), cells.y(r)).append('H'), cells.x(c + 1));
                }
            }
        }
        if (!d.isEmpty()) {
            drawing.path("thin", " stroke-opacity=\".6\"", d);
        }
    }
}
