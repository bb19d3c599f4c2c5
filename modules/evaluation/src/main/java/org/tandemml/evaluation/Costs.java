package org.tandemml.evaluation;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// What the two kinds of error cost, in any unit; being right costs nothing.
///
/// Adding a constant to the costs of both predictions of a class changes no decision, so that benefits can be written
/// as errors not made. For probabilities that are calibrated the best threshold is `falsePositive / (falsePositive +
/// falseNegative)`; for others [RocCurve#bestThreshold(Costs)] finds it on data.
///
/// **Source**: C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001, section 1. **Errors**:
/// [InputException] for a negative cost and if both are 0.
///
/// @param falsePositive the cost of calling a negative row positive
/// @param falseNegative the cost of calling a positive row negative
public record Costs(double falsePositive, double falseNegative) {
    public Costs {
        Check.notNegative("cost of a false positive", falsePositive);
        Check.notNegative("cost of a false negative", falseNegative);
        if (falsePositive == 0 && falseNegative == 0) {
            throw new InputException("the costs of both errors are 0: every threshold is as good");
        }
    }
}
