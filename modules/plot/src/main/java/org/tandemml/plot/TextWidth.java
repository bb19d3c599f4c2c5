package org.tandemml.plot;

import java.util.ArrayList;
import java.util.List;

/// Estimates how wide text is drawn, from above: fonts differ from machine to machine and are not asked, so that equal
/// text gives equal pictures. The widths are those of a wide sans-serif face (DejaVu Sans), rounded up.
final class TextWidth {
    /// Size of all text but titles, in units of the picture.
    static final double SIZE = 12;

    private static final String NARROW = "ijlI|'`.,:;! ";
    private static final String SLIM = "ftr()[]{}-/\\\"*°";
    private static final String BROAD = "mwMW@%—…±×→←∞";

    private TextWidth() {}

    /// Estimated width at size `size`.
    static double of(String text, double size) {
        return text.codePoints().mapToDouble(TextWidth::ems).sum() * size;
    }

    private static double ems(int c) {
        if (c < 0x80 || c == '—' || c == '…' || c == '±' || c == '×' || c == '→' || c == '←' || c == '∞' || c == '°') {
            return NARROW.indexOf(c) >= 0
                    ? 0.34
                    : SLIM.indexOf(c) >= 0 ? 0.46 : BROAD.indexOf(c) >= 0 ? 1.01 : c >= 'A' && c <= 'Z' ? 0.76 : 0.64;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return c >= 0x10000 ? 1.4 : c >= 0x1100 ? 1.05 : 0.82;
    }

    /// `text` on one line, shortened with an ellipsis until it is at most `width` wide.
    static String fitted(String text, double width, double size) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (of(line, size) <= width) {
            return line;
        }
        double room = width - of("…", size);
        int end = 0;
        while (end < line.length()) {
            int next = line.offsetByCodePoints(end, 1);
            if (of(line.substring(0, next), size) > room) {
                break;
            }
            end = next;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }

    /// `text` broken between words into at most `most` lines of this width; the last, and a
    /// line of one long word, may be wider.
    static List<String> wrapped(String text, double width, double size, int most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || lines.size() == most - 1 || of(longer, size) <= width) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
