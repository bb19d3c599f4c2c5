package org.tandemml.boosting;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.evaluation.Ndcg;

/// The mean NDCG of the queries with gain `2^l − 1`, over the ranks up to `cutoff`, see [Ndcg]. A query without a
/// relevant row is left out. NaN if no query has one.
record NdcgMetric(int cutoff) implements RoundMetric {
    NdcgMetric {
        Check.atLeast("cutoff of ndcg", cutoff, 1);
    }

    @Override
    public String name() {
        return cutoff == Integer.MAX_VALUE ? "ndcg" : "ndcg:" + cutoff;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(Labels labels, double[] predictions) {
        if (labels.groupEnds().length == 0) {
            throw new InputException("ndcg ranks the rows of each query and the data have no queries: name the column"
                    + " that tells them apart with group=COLUMN");
        }
        int[] query = new int[labels.rows()];
        for (int q = 0, row = 0; q < labels.groupEnds().length; q++) {
            while (row < labels.groupEnds()[q]) {
                query[row++] = q;
            }
        }
        return new Ndcg(Ndcg.Gain.EXPONENTIAL, cutoff)
                .of(labels.values(), predictions, query)
                .orNaN();
    }

    @Override
    public String toString() {
        return name();
    }
}
