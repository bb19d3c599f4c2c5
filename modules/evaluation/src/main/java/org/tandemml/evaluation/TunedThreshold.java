package org.tandemml.evaluation;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Any classifier with the decision threshold that serves a [Goal] best, chosen on rows the classifier had not seen.
///
/// The learner is fitted on all rows, and `folds` times without one fold; the scores of the rows left out are the
/// evidence. Two classes: of all thresholds between neighbouring scores the one of the best goal, nearest to the usual
/// one on ties. More classes: each class gets an offset to the logarithm of its probability, found class by class (in
/// order of their names) by the same exact line search until no class improves: a local optimum, never worse than
/// without.
///
/// The scores of the model are shifted by these offsets. So are its probabilities (`p'ₖ ∝ pₖ·exp(offsetₖ)`, the
/// probabilities under the class shares at which the threshold is the usual one), since the class of the largest
/// probability is the prediction; [ThresholdedClassifier#inner] gives the unshifted ones.
///
/// **Source**: cost-sensitive decisions by shifted odds: Elkan, "The foundations of cost-sensitive learning", IJCAI
/// 2001. **Cost**: `folds` + 1 fits and O(n log n) a class and round. **Determinism**: as [Calibrated].
/// **Errors**: what the learner refuses, a class with fewer than two different rows, costs for another number of
/// classes.
///
/// @param learner what predicts
/// @param goal what the threshold is for
/// @param folds fits that leave a part out
public record TunedThreshold(
        @Setting("what predicts") Learner.OfClasses<?> learner,

        @Setting("what the threshold is for: f1, youden, balanced-accuracy or cost:FALSE-POSITIVE:FALSE-NEGATIVE")
        Goal goal,

        @Setting("fits that leave a part out") int folds)
        implements Learner.OfClasses<ThresholdedClassifier> {
    public TunedThreshold {
        Check.atLeast("folds", folds, 2);
    }

    /// 5 folds.
    public TunedThreshold(Learner.OfClasses<?> learner, Goal goal) {
        this(learner, goal, 5);
    }

    public TunedThreshold withGoal(Goal newGoal) {
        return new TunedThreshold(learner, newGoal, folds);
    }

    public TunedThreshold withFolds(int newFolds) {
        return new TunedThreshold(learner, goal, newFolds);
    }

    @Override
    public String name() {
        return "threshold-" + learner.name();
    }

    @Override
    public Traits traits() {
        return learner.traits();
    }

    @Override
    public ThresholdedClassifier fit(Dataset data, Fitting how) {
        CrossFit fitted = CrossFit.of(learner, data, folds, how);
        double[] offsets = new OffsetSearch(fitted, goal).offsets();
        return new ThresholdedClassifier(fitted.model(), offsets, fitted.report(), Provenance.of(this, data, how));
    }
}
