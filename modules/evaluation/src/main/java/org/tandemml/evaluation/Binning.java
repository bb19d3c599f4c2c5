package org.tandemml.evaluation;

import org.tandemml.core.Check;

/// How predicted probabilities are cut into the bins of a [ReliabilityCurve]. A probability on an edge belongs to the
/// lower bin; empty bins are left out.
public sealed interface Binning {
    /// Bins of equal width: edges at 0, 1/bins, …, 1.
    ///
    /// @param bins their number
    record Uniform(int bins) implements Binning {
        public Uniform {
            Check.atLeast("number of bins", bins, 1);
        }
    }

    /// Bins of about equal weight: edge b is the smallest probability up to which b/bins of the weight lies. Equal
    /// probabilities stay together, so that there may be fewer bins.
    ///
    /// @param bins their largest number
    record Quantile(int bins) implements Binning {
        public Quantile {
            Check.atLeast("number of bins", bins, 1);
        }
    }

    /// One bin for each distinct probability.
    record Distinct() implements Binning {}
}
