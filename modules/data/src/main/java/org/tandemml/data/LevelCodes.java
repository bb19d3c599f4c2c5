package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Gives each distinct text of a column a code in order of appearance; a known text costs no allocation.
final class LevelCodes {
    private final List<String> levels = new ArrayList<>();
    private int[] slots = filled(16);

    private static int[] filled(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, -1);
        return slots;
    }

    /// The code of `text[from .. to-1]`.
    int code(char[] text, int from, int to) {
        int slot = slotOf(text, from, to);
        if (slots[slot] < 0) {
            slots[slot] = levels.size();
            levels.add(new String(text, from, to - from));
            if (2 * levels.size() > slots.length) {
                grow();
                return levels.size() - 1;
            }
        }
        return slots[slot];
    }

    private int slotOf(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (slots[slot] >= 0 && !matches(levels.get(slots[slot]), text, from, to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16) ^ (hash >>> 7);
    }

    private static boolean matches(String level, char[] text, int from, int to) {
        if (level.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (level.charAt(i - from) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        slots = filled(4 * slots.length);
        for (int code = 0; code < levels.size(); code++) {
            char[] level = levels.get(code).toCharArray();
            slots[slotOf(level, 0, level.length)] = code;
        }
    }

    /// Number of distinct texts.
    int size() {
        return levels.size();
    }

    /// The texts in order of their codes.
    List<String> names() {
        return levels;
    }

    /// The texts, sorted.
    List<String> sorted() {
        return levels.stream().sorted().toList();
    }

    /// For each code given so far its rank in `sorted`, which holds every level in order.
    double[] ranks(List<String> sorted) {
        double[] ranks = new double[levels.size()];
        for (int code = 0; code < ranks.length; code++) {
            ranks[code] = Collections.binarySearch(sorted, levels.get(code));
        }
        return ranks;
    }
}
