package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A fitted [TextHash]: which columns hold texts, and how many columns each becomes.
public final class TextBuckets extends TextStep {
    private final int buckets;
    private final int ngrams;

    TextBuckets(Origin origin, int[] texts, int buckets, int ngrams) {
        super(origin, texts, named(origin, texts, buckets));
        this.buckets = buckets;
        this.ngrams = ngrams;
        countKnown();
    }

    private static List<List<String>> named(Origin origin, int[] texts, int buckets) {
        List<List<String>> names = new ArrayList<>();
        for (int j : texts) {
            String name = origin.schema().column(j).name();
            names.add(IntStream.range(0, buckets).mapToObj(k -> name + "#" + k).toList());
        }
        return names;
    }

    /// Columns that each text becomes.
    public int buckets() {
        return buckets;
    }

    /// Most neighbouring words that make one term.
    public int ngrams() {
        return ngrams;
    }

    @Override
    int width(int t) {
        return buckets;
    }

    @Override
    Terms terms(int t, String text) {
        SortedMap<Integer, Double> sums = new TreeMap<>();
        Words.counted(text, ngrams).forEach((term, count) -> {
            long hash = hash(term);
            sums.merge(
                    (int) Long.remainderUnsigned(hash >>> 1, buckets),
                    (hash & 1) == 0 ? 1.0 * count : -1.0 * count,
                    Double::sum);
        });
        sums.values().removeIf(sum -> sum == 0);
        return new Terms(
                sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sums.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static long hash(String term) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < term.length(); i++) {
            hash = (hash ^ term.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
