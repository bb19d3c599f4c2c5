package org.tandemml.peers;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.FitReport;
import org.tandemml.core.Setting;

/// What Tandem's `boosting`, XGBoost and LightGBM have in common, under Tandem's names and with Tandem's defaults, so
/// that the three grow the same kind of trees: leaf by leaf, from histograms.
///
/// @param rounds how many rounds: trees for each output
/// @param learningRate factor on the value of each tree
/// @param maxLeaves most leaves of a tree
/// @param maxDepth most splits from the root to a leaf, 0 for no limit
/// @param maxBins most bins of a column
/// @param lambda L2 penalty on leaf values
/// @param minChildWeight least sum of Hessians of a child
public record HistogramTrees(
        @Setting("how many rounds: trees for each output") int rounds,

        @Setting("factor on the value of each tree") double learningRate,

        @Setting("most leaves of a tree") int maxLeaves,

        @Setting("most splits from the root to a leaf, 0 for no limit")
        int maxDepth,

        @Setting("most bins of a column") int maxBins,

        @Setting("L2 penalty on leaf values") double lambda,

        @Setting("least sum of Hessians of a child") double minChildWeight) {
    public HistogramTrees {
        Check.atLeast("rounds", rounds, 1);
        Check.positive("learningRate", learningRate);
        Check.atLeast("maxLeaves", maxLeaves, 2);
        Check.atLeast("maxDepth", maxDepth, 0);
        Check.atLeast("maxBins", maxBins, 2);
        Check.notNegative("lambda", lambda);
        Check.notNegative("minChildWeight", minChildWeight);
    }

    /// The defaults of Tandem's `boosting`: 100 rounds at 0.1, 31 leaves, no limit of depth, 255 bins, λ 1.
    public HistogramTrees() {
        this(100, 0.1, 31, 0, 255, 1, 1);
    }

    /// The same with another number of rounds.
    public HistogramTrees withRounds(int newRounds) {
        return new HistogramTrees(newRounds, learningRate, maxLeaves, maxDepth, maxBins, lambda, minChildWeight);
    }

    FitReport report(String library) {
        return report(library, rounds);
    }

    static FitReport report(String library, int rounds) {
        return new FitReport(
                true,
                library + " was given " + rounds + " iterations and does not say whether it converged",
                rounds,
                Double.NaN,
                new double[0],
                Map.of(),
                List.of());
    }
}
