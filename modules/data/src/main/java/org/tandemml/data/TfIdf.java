package org.tandemml.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Replaces columns of texts by one column for each term of the training rows: how often the text holds it, times how
/// rare it is, `tf·(ln((1 + n)/(1 + df)) + 1)`, each text brought to length 1.
///
/// Terms are words of at least two letters, digits and underscores in lower case, and with `ngrams` sequences of words;
/// n and df count training rows and those with the term, by weight. Words that training did not hold are ignored later;
/// texts that it did not hold are welcome. A missing text has no terms. Other columns pass; the result is sparse, with
/// columns `text:word`. This is the `TfidfVectorizer` of scikit-learn. The model keeps the texts of the training data
/// in its schema. **Source**: Spärck Jones, "A statistical interpretation of term specificity and its application in
/// retrieval", *Journal of Documentation* 28(1), 1972. **Cost**: O(characters). **Errors**: [InputException] if no term
/// is left, and for a chosen column of numbers.
public record TfIdf(
        @Setting("columns of texts: names, or type:categorical")
        ColumnChoice columns,

        @Setting("most neighbouring words that make one term")
        int ngrams,

        @Setting("rows that must hold a term, else it is left out")
        int minRows,

        @Setting("most terms a column, the most frequent ones are kept")
        int maxTerms,

        @Setting("counts as 1 + ln(count)") boolean sublinear,

        @Setting("brings each text to length 1") boolean normalize)
        implements Learner.OfTransform<TextTerms> {
    public TfIdf {
        Check.atLeast("ngrams", ngrams, 1);
        Check.atLeast("minRows", minRows, 1);
        Check.atLeast("maxTerms", maxTerms, 1);
    }

    /// Every column of categories, single words, at most 100,000 of them.
    public TfIdf() {
        this(ColumnChoice.CATEGORICAL, 1, 1, 100_000, false, true);
    }

    public TfIdf withColumns(ColumnChoice value) {
        return new TfIdf(value, ngrams, minRows, maxTerms, sublinear, normalize);
    }

    public TfIdf withNgrams(int value) {
        return new TfIdf(columns, value, minRows, maxTerms, sublinear, normalize);
    }

    public TfIdf withMinRows(int value) {
        return new TfIdf(columns, ngrams, value, maxTerms, sublinear, normalize);
    }

    public TfIdf withMaxTerms(int value) {
        return new TfIdf(columns, ngrams, minRows, value, sublinear, normalize);
    }

    public TfIdf withSublinear(boolean value) {
        return new TfIdf(columns, ngrams, minRows, maxTerms, value, normalize);
    }

    public TfIdf withNormalize(boolean value) {
        return new TfIdf(columns, ngrams, minRows, maxTerms, sublinear, value);
    }

    @Override
    public String name() {
        return "tf-idf";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public TextTerms fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        int[] texts = TextStep.chosen(columns, data, name());
        List<List<String>> terms = new ArrayList<>();
        double[][] rarity = new double[texts.length][];
        for (int t = 0; t < texts.length; t++) {
            how.cancellation().check();
            rarity[t] = learned(data, (Column.Categorical) data.schema().column(texts[t]), texts[t], terms);
        }
        how.cancellation().check();
        return new TextTerms(
                FittedStep.Origin.of(this, data, how, FittedStep.report("terms counted", List.of())),
                texts,
                ngrams,
                sublinear,
                normalize,
                terms,
                rarity);
    }

    private record Frequency(String term, double rows, double count) {}

    /// Adds the terms of a column to `terms` and returns how rare they are.
    private double[] learned(Dataset data, Column.Categorical column, int position, List<List<String>> terms) {
        double[] rows = new double[column.levels().size()];
        double scale = SortedColumn.repetitionScale(data);
        double n = 0;
        for (int i = 0; i < data.rows(); i++) {
            double code = data.features().get(i, position);
            n += scale * data.weight(i);
            if (!Double.isNaN(code)) {
                rows[(int) code] += scale * data.weight(i);
            }
        }
        Map<String, Frequency> found = new HashMap<>();
        for (int level = 0; level < rows.length; level++) {
            double weight = rows[level];
            if (weight > 0) {
                Words.counted(column.levels().get(level), ngrams)
                        .forEach((term, count) -> found.merge(
                                term,
                                new Frequency(term, weight, weight * count),
                                (a, b) -> new Frequency(term, a.rows + b.rows, a.count + b.count)));
            }
        }
        List<Frequency> kept = found.values().stream()
                .filter(f -> f.rows >= minRows)
                .sorted((a, b) -> a.count != b.count ? Double.compare(b.count, a.count) : a.term.compareTo(b.term))
                .limit(maxTerms)
                .sorted((a, b) -> a.term.compareTo(b.term))
                .toList();
        if (kept.isEmpty()) {
            throw new InputException("column \"" + column.name() + "\" holds no term in " + minRows
                    + " rows or more: lower minRows, or leave the column out");
        }
        terms.add(kept.stream().map(Frequency::term).toList());
        double all = n;
        return kept.stream()
                .mapToDouble(f -> Math.log((1 + all) / (1 + f.rows)) + 1)
                .toArray();
    }
}
