package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Replaces columns of texts by a fixed number of columns: each term adds +1 or −1, as its hash says, to the column
/// that its hash names. No vocabulary is kept, and words never seen before still count.
///
/// Terms are those of [TfIdf]. The signs make terms that share a column cancel on average. A missing text has no terms.
/// Other columns pass; the result is sparse, with columns `text#0, text#1, …`. **Source**: Weinberger, Dasgupta,
/// Langford, Smola and Attenberg, "Feature hashing for large scale multitask learning", ICML 2009. **Cost**:
/// O(characters). **Determinism**: the hash is FNV-1a on UTF-16 units with a final mix, the same everywhere for ever.
/// **Errors**: [org.tandemml.core.InputException] for a chosen column of numbers.
public record TextHash(
        @Setting("columns of texts: names, or type:categorical")
        ColumnChoice columns,

        @Setting("columns that each text becomes") int buckets,

        @Setting("most neighbouring words that make one term")
        int ngrams)
        implements Learner.OfTransform<TextBuckets> {
    static final int MOST = 1 << 22;

    public TextHash {
        Check.within("buckets", buckets, 1, MOST);
        Check.atLeast("ngrams", ngrams, 1);
    }

    /// Every column of categories, 16,384 columns, single words.
    public TextHash() {
        this(ColumnChoice.CATEGORICAL, 1 << 14, 1);
    }

    public TextHash withColumns(ColumnChoice value) {
        return new TextHash(value, buckets, ngrams);
    }

    public TextHash withBuckets(int value) {
        return new TextHash(columns, value, ngrams);
    }

    public TextHash withNgrams(int value) {
        return new TextHash(columns, buckets, value);
    }

    @Override
    public String name() {
        return "text-hash";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public TextBuckets fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        return new TextBuckets(
                FittedStep.Origin.of(this, data, how, FittedStep.report("nothing to learn", List.of())),
                TextStep.chosen(columns, data, name()),
                buckets,
                ngrams);
    }
}
