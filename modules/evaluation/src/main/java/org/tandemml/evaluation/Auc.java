package org.tandemml.evaluation;

/// The area under the ROC curve, for two classes and for more, straight from the ranking.
///
/// For two classes it is the probability that a random positive row scores above a random negative one, ties counted
/// half: `AUC = (#{s⁺ > s⁻} + ½ #{s⁺ = s⁻}) / (P·N)`, with weights the weight of the pairs. For K classes
/// ([ClassifierEvaluation#aucOneVsRest(Average)], [ClassifierEvaluation#aucOneVsOne(Average)]):
///
/// | form | macro | weighted |
/// |---|---|---|
/// | one-vs-rest | mean over classes k of the AUC of score k, k against all others | by the prevalence of k |
/// | one-vs-one | mean over pairs {i, j} of ½(A(i\|j) + A(j\|i)) | by the prevalence of the pair |
///
/// A(i\|j) is the AUC of score i on the rows of i and j. One-vs-rest, micro, is the area of all n·K scores, those of
/// the rows' own classes positive, the others negative.
///
/// **Source**: D. J. Hand and R. J. Till, A simple generalisation of the area under the ROC curve for multiple class
/// classification problems, Machine Learning 45 (2001), equations 3 and 7 (one-vs-one macro). **Cost**: sorting (a
/// radix sort, O(n)); K sorts of n rows one-vs-rest, 2(K − 1) one-vs-one. Two classes need 16 bytes a row beside the
/// input (32 with weights). **Determinism**: without weights the bits do not depend on the order of the rows.
/// **Errors**: [org.tandemml.core.InputException] for a `NaN` score, naming the row. A class without a row (of
/// positive weight) makes the score undefined with that reason.
public final class Auc {
    private Auc() {}

    /// The area for rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static Score of(boolean[] positive, double[] scores) {
        return Ranking.of(positive, scores, null).auc();
    }

    /// The area for weighted rows.
    public static Score of(boolean[] positive, double[] scores, double[] weights) {
        return Ranking.of(positive, scores, weights).auc();
    }
}
