package org.tandemml.svm;

/// An optimum of a [DualProblem] with its proof.
///
/// @param a the variables
/// @param v `cᵢ − Σⱼ aⱼKᵢⱼ`
/// @param thresholds b of each group: v = b at free variables
/// @param violation largest KKT violation, `max_up v − min_low v` over the groups, with v recomputed in double
/// @param gap the duality gap
/// @param objective ½ aᵀKa − cᵀa
/// @param drift largest difference between the v of the solver and that in double, at the rows rechecked
/// @param steps pairs of variables moved
/// @param rows kernel rows computed
/// @param converged whether the violation is within the tolerance
/// @param trace the objective after each round
record DualSolution(
        double[] a,
        double[] v,
        double[] thresholds,
        double violation,
        double gap,
        double objective,
        double drift,
        long steps,
        long rows,
        boolean converged,
        double[] trace) {}
