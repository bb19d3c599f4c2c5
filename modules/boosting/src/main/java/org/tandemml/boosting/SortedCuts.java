package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Column;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;

/// The cuts of `method=approx`: bins of equal sums of Hessians, anew for each tree, from columns sorted once. Exact
/// weighted quantiles, where XGBoost has a sketch of them. **Cost**: O(cells) a tree.
final class SortedCuts {
    private SortedCuts() {}

    /// @param hessian of the rows at `offset + i`; rows of which `sampled` is false count nothing
    static FeatureBins[] of(
            SortedColumns columns,
            Schema schema,
            double[] hessian,
            int offset,
            boolean @org.jspecify.annotations.Nullable [] sampled,
            int maxBins,
            Parallel loop) {
        double[] weight = Arrays.copyOfRange(hessian, offset, offset + columns.rows);
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = sampled == null || sampled[i] ? weight[i] : 0;
            total += weight[i];
        }
        double sum = total;
        FeatureBins[] bins = new FeatureBins[columns.columns];
        loop.forWork(5.0 * columns.rows * columns.columns).run(columns.columns, j -> {
            bins[j] = schema.column(j) instanceof Column.Categorical column
                    ? FeatureBins.categories(Math.max(1, column.levels().size()))
                    : FeatureBins.numbers(cuts(columns, j, weight, sum, maxBins));
        });
        return bins;
    }

    private static double[] cuts(SortedColumns columns, int j, double[] weight, double total, int maxBins) {
        int m = columns.distinct[j].length;
        double[] mass = new double[m + 1];
        double stored = 0;
        for (long entry : columns.entries[j]) {
            double w = weight[(int) entry];
            stored += w;
            mass[(int) (entry >>> 32)] += w;
        }
        if (columns.zero[j] >= 0) {
            mass[columns.zero[j]] += Math.max(0, total - stored);
        }
        double[] values = new double[m + 1];
        double[] held = new double[m + 1];
        int kept = 0;
        for (int r = 0; r < m; r++) {
            if (mass[r] > 0) {
                values[kept] = columns.distinct[j][r];
                held[kept++] = mass[r];
            }
        }
        return kept <= maxBins ? BinCuts.between(values, kept) : BinCuts.quantiles(values, held, kept, maxBins);
    }
}
