package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Column;

/// What [TfIdf] learned: the terms of each column of texts and how rare they are.
public final class TextTerms extends TextStep {
    private final int ngrams;
    private final boolean sublinear;
    private final boolean normalize;
    private final List<List<String>> terms;
    private final double[][] rarity;
    private final List<Map<String, Integer>> places = new ArrayList<>();

    TextTerms(
            Origin origin,
            int[] texts,
            int ngrams,
            boolean sublinear,
            boolean normalize,
            List<List<String>> terms,
            double[][] rarity) {
        super(origin, texts, named(origin, texts, terms));
        this.ngrams = ngrams;
        this.sublinear = sublinear;
        this.normalize = normalize;
        this.terms = List.copyOf(terms);
        this.rarity = rarity;
        for (List<String> block : terms) {
            Map<String, Integer> index = HashMap.newHashMap(block.size());
            block.forEach(term -> index.put(term, index.size()));
            places.add(index);
        }
        countKnown();
    }

    private static List<List<String>> named(Origin origin, int[] texts, List<List<String>> terms) {
        List<List<String>> names = new ArrayList<>();
        for (int t = 0; t < texts.length; t++) {
            Column column = origin.schema().column(texts[t]);
            names.add(terms.get(t).stream()
                    .map(term -> column.name() + ":" + term)
                    .toList());
        }
        return names;
    }

    /// Most neighbouring words that make one term.
    public int ngrams() {
        return ngrams;
    }

    /// Whether a count c counts as 1 + ln(c).
    public boolean isSublinear() {
        return sublinear;
    }

    /// Whether each text is brought to length 1.
    public boolean isNormalized() {
        return normalize;
    }

    /// The terms of each column of texts, sorted.
    public List<List<String>> terms() {
        return terms;
    }

    /// What the count of each term of the column of texts at place `t` is multiplied with.
    public double[] rarity(int t) {
        return rarity[t].clone();
    }

    @Override
    int width(int t) {
        return rarity[t].length;
    }

    @Override
    Terms terms(int t, String text) {
        Map<String, Integer> counts = Words.counted(text, ngrams);
        int[] found = new int[counts.size()];
        double[] values = new double[found.length];
        int size = 0;
        // Both maps are in the order of the terms, so places ascend.
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            Integer place = places.get(t).get(entry.getKey());
            if (place != null) {
                double count = entry.getValue();
                found[size] = place;
                values[size++] = (sublinear ? 1 + Math.log(count) : count) * rarity[t][place];
            }
        }
        double length = normalize ? Normalize.Norm.L2.of(values, 0, size) : 1;
        for (int k = 0; k < size; k++) {
            values[k] /= length;
        }
        return new Terms(Arrays.copyOf(found, size), Arrays.copyOf(values, size));
    }
}
