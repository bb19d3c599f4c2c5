package org.tandemml.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;
import org.tandemml.core.Check;

/// How probable it is that one learner is better than another, or that they are as good as equal, given the differences
/// of their scores over the folds of repeated cross-validation: the Bayesian form of the corrected resampled t-test.
///
/// With J differences, mean d̄, sample variance s² and ρ = test rows / training rows, the posterior of the true mean
/// difference (flat priors) is Student's t with J − 1 degrees of freedom, centre d̄ and scale √((1/J + ρ)·s²). Its mass
/// below −r, within −r..r and above r is the answer; r is the half-width of the region of practical equivalence.
///
/// **Source**: G. Corani, A. Benavoli, A Bayesian approach for comparing cross-validated algorithms on multiple data
/// sets, Machine Learning 100 (2015); A. Benavoli et al., Time for a change, JMLR 18 (2017), section 4. **Errors**:
/// [org.tandemml.core.InputException] for fewer than two differences or a negative region. Where all differences are
/// equal the whole mass stands on their value.
///
/// @param below the probability that the mean difference is below −`region`
/// @param within the probability that it is within the region
/// @param above the probability that it is above `region`
/// @param region the half-width of the region of practical equivalence
public record CorrelatedBayes(double below, double within, double above, double region) {
    /// A difference of one hundredth of a share is as good as none.
    public static final double USUAL_REGION = 0.01;

    /// The posterior of `differences`.
    public static CorrelatedBayes of(double[] differences, double testShare, double region) {
        Check.atLeast("number of differences", differences.length, 2);
        Check.notNegative("region of practical equivalence", region);
        ResampledMean mean = ResampledMean.of(differences, testShare);
        if (mean.sd() == 0) {
            double d = mean.mean();
            return new CorrelatedBayes(d < -region ? 1 : 0, Math.abs(d) <= region ? 1 : 0, d > region ? 1 : 0, region);
        }
        int count = differences.length;
        double scale = Math.sqrt(1.0 / count + testShare) * mean.sd();
        TDistribution t = TDistribution.of(count - 1);
        double below = t.cumulativeProbability((-region - mean.mean()) / scale);
        double above = t.survivalProbability((region - mean.mean()) / scale);
        return new CorrelatedBayes(below, Math.max(0, 1 - below - above), above, region);
    }
}
