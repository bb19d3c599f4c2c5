package org.tandemml.data;

import java.nio.CharBuffer;
import java.util.List;
import java.util.Set;

/// The texts that stand for a missing value, compared without making a `String` of a cell.
final class MissingMarkers {
    private final List<String> markers;
    private final boolean numbers;

    MissingMarkers(Set<String> markers) {
        this.markers = List.copyOf(markers);
        DecimalNumber number = new DecimalNumber();
        this.numbers =
                markers.stream().map(String::toCharArray).anyMatch(m -> !Double.isNaN(number.parse(m, 0, m.length)));
    }

    /// True if some marker is a number, such as -999.
    boolean holdNumbers() {
        return numbers;
    }

    /// True if `text[from .. to-1]` is a marker.
    boolean contain(char[] text, int from, int to) {
        for (String marker : markers) {
            if (marker.length() == to - from && marker.contentEquals(CharBuffer.wrap(text, from, to - from))) {
                return true;
            }
        }
        return false;
    }

    /// True if `text[from .. to-1]` is a marker of plain ASCII.
    boolean contain(byte[] text, int from, int to) {
        for (String marker : markers) {
            if (marker.length() == to - from && equal(marker, text, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(String marker, byte[] text, int from) {
        for (int i = 0; i < marker.length(); i++) {
            if (marker.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
