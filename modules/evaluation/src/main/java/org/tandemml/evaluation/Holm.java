package org.tandemml.evaluation;

import java.util.Arrays;
import org.tandemml.core.Check;

/// Holm's correction of several p-values: the chance of one or more false alarms among all stays below the level.
///
/// With the p-values ascending, p₍₁₎ ≤ … ≤ p₍ₘ₎, the adjusted `p̃₍ᵢ₎ = min(1, max_{j ≤ i} (m − j + 1)·p₍ⱼ₎)`. Never
/// less powerful than Bonferroni's, whatever the dependence of the tests.
///
/// **Source**: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6
/// (1979). **Cost**: O(m log m).
public final class Holm {
    private Holm() {}

    /// The adjusted p-values, in the order given. Throws [org.tandemml.core.InputException] for one outside 0..1.
    public static double[] adjusted(double[] pValues) {
        int m = pValues.length;
        for (int i = 0; i < m; i++) {
            Check.within("p-value " + (i + 1), pValues[i], 0, 1);
        }
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        double[] steps = new double[m];
        double highest = 0;
        for (int i = 0; i < m; i++) {
            highest = Math.min(1, Math.max(highest, (m - i) * sorted[i]));
            steps[i] = highest;
        }
        // Equal p-values: (m − j)·p falls with j, so all of them have the value of the first.
        return Arrays.stream(pValues)
                .map(p -> steps[Cumulative.upperBound(sorted, Math.nextDown(p))])
                .toArray();
    }
}
