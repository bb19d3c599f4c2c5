package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Cuts a text into words: runs of at least two letters, digits and underscores, in lower case; and into sequences of
/// neighbouring words, joined by a blank.
final class Words {
    private Words() {}

    /// The terms of up to `ngrams` words and how often each occurs.
    static SortedMap<String, Integer> counted(String text, int ngrams) {
        List<String> words = of(text);
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < words.size(); i++) {
            String term = "";
            for (int n = 1; n <= ngrams && i + n <= words.size(); n++) {
                term = n == 1 ? words.get(i) : term + " " + words.get(i + n - 1);
                counts.merge(term, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<String> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int start = 0;
        int length = 0;
        for (int i = 0; i <= lower.length(); ) {
            int c = i < lower.length() ? lower.codePointAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || c == '_') {
                length++;
            } else {
                if (length > 1) {
                    words.add(lower.substring(start, i));
                }
                start = i + Character.charCount(c);
                length = 0;
            }
            i += Character.charCount(c);
        }
        return words;
    }
}
