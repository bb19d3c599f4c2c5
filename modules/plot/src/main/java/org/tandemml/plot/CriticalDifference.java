package org.tandemml.plot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tandemml.plot.Drawing.Anchor;

/// A critical-difference diagram: the mean rank of each method on a line from 1 (best, left) on, and thick bars that
/// join those which cannot be told apart.
///
/// **Source**: J. Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006), figure 1.
/// **Determinism**: the same calls give the same bytes anywhere. **Errors**: `IllegalArgumentException` for lengths
/// that do not fit and groups of unknown methods.
///
/// @param title what was compared, and on how many data sets
/// @param names of the methods
/// @param ranks the mean rank of each
/// @param groups methods that cannot be told apart, by index
/// @param difference the length of the bar that is drawn as critical difference; `NaN` for none
public record CriticalDifference(
        String title, List<String> names, double[] ranks, List<List<Integer>> groups, double difference) {
    private static final int WIDTH = 640;
    private static final double SIDE = 190;
    private static final double LINE = 20;
    private static final double BAR = 9;

    public CriticalDifference {
        names = List.copyOf(names);
        ranks = ranks.clone();
        groups = groups.stream().map(List::copyOf).toList();
        if (names.size() != ranks.length || names.size() < 2) {
            throw new IllegalArgumentException(
                    "a critical-difference diagram needs two and more ranks, one a name, had " + ranks.length + " for "
                            + names.size());
        }
        for (List<Integer> group : groups) {
            for (int member : group) {
                if (member < 0 || member >= ranks.length) {
                    throw new IllegalArgumentException("there is no method " + member);
                }
            }
        }
    }

    @Override
    public double[] ranks() {
        return ranks.clone();
    }

    private double x(double rank) {
        return SIDE + (rank - 1) / (names.size() - 1) * (WIDTH - 2 * SIDE);
    }

    /// The picture.
    public Picture picture() {
        Drawing drawing = new Drawing();
        double top = Frame.drawTitle(drawing, title, WIDTH) + 26;
        double axis = top + (Double.isNaN(difference) ? 0 : 20);
        if (!Double.isNaN(difference)) {
            double end = Math.min(x(1 + difference), WIDTH - 6.0);
            StringBuilder bar = new StringBuilder();
            Drawing.number(Drawing.point(bar, 'M', x(1), top - 12).append('H'), end);
            Drawing.point(bar, 'M', x(1), top - 16).append("v8");
            Drawing.point(bar, 'M', end, top - 16).append("v8");
            drawing.path("thin", "", bar);
            drawing.text(
                    end + 6,
                    top - 8,
                    Anchor.START,
                    String.format(Locale.ROOT, "Nemenyi's CD %.2f", difference),
                    WIDTH - end - 8);
        }
        StringBuilder line = new StringBuilder();
        Drawing.number(Drawing.point(line, 'M', x(1), axis).append('H'), x(names.size()));
        int step = Math.max(1, (names.size() + 9) / 10);
        for (int rank = 1; rank <= names.size(); rank++) {
            Drawing.point(line, 'M', x(rank), axis).append("v-6");
            if ((rank - 1) % step == 0 || rank == names.size()) {
                drawing.text(x(rank), axis - 9, Anchor.MIDDLE, Integer.toString(rank), 30);
            }
        }
        drawing.path("axis", "", line);
        double below = axis + 10;
        for (List<Integer> group : groups) {
            double from = group.stream().mapToDouble(m -> ranks[m]).min().orElse(1);
            double to = group.stream().mapToDouble(m -> ranks[m]).max().orElse(1);
            drawing.rectangle("bar", "", x(from) - 3, below, x(to) - x(from) + 6, 3.5);
            below += BAR;
        }
        double end = methods(drawing, axis, below + 14);
        return new Picture(WIDTH, (int) Math.ceil(end + 10), title, description(), drawing.toString());
    }

    /// The better half is written at the left, the worse at the right, each with a line to its rank.
    private double methods(Drawing drawing, double axis, double first) {
        List<Integer> order = order();
        int half = (names.size() + 1) / 2;
        StringBuilder lines = new StringBuilder();
        for (int place = 0; place < order.size(); place++) {
            int method = order.get(place);
            boolean left = place < half;
            double y = first + LINE * (left ? place : order.size() - 1 - place);
            double x = x(ranks[method]);
            Drawing.number(Drawing.point(lines, 'M', x, axis).append('V'), y);
            Drawing.number(lines.append('H'), left ? SIDE - 12 : WIDTH - SIDE + 12);
            String text = names.get(method) + String.format(Locale.ROOT, "  %.2f", ranks[method]);
            drawing.text(
                    left ? SIDE - 16 : WIDTH - SIDE + 16, y + 4, left ? Anchor.END : Anchor.START, text, SIDE - 20);
        }
        drawing.path("thin", "", lines);
        return first + LINE * (half - 1) + 8;
    }

    private List<Integer> order() {
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble(m -> ranks[m]))
                .toList();
    }

    private String description() {
        StringBuilder text = new StringBuilder("Mean ranks:");
        order().forEach(m -> text.append(String.format(Locale.ROOT, " %s %.2f;", names.get(m), ranks[m])));
        for (List<Integer> group : groups) {
            text.append(" cannot be told apart: ")
                    .append(String.join(", ", group.stream().map(names::get).toList()))
                    .append(';');
        }
        return text.append(" 1 is best.").toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CriticalDifference that
                && title.equals(that.title)
                && names.equals(that.names)
                && Arrays.equals(ranks, that.ranks)
                && groups.equals(that.groups)
                && Double.compare(difference, that.difference) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(ranks);
    }
}
