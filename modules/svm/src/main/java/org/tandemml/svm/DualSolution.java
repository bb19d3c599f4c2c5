package org.tandemml.svm;

/// An optimum of a [DualProblem] with its proof.
///
/// @param a the variables
/// @param v `cᵢ − Σⱼ aⱼKᵢⱼ`
/// @param thresholds b of each group: v = b at free variables
/// @param violation largest KKT violation, `max_up v − min_low v` over the groups, with v recomputed in double where
///     the kernel rows are float
/// @param gap the duality gap
/// @param objective ½ aᵀKa − cᵀa
/// @param drift largest difference between the v of the solver and that in double at the rows checked
record DualSolution(
        double[] a,
        double[] v,
        double[] thresholds,
        double violation,
        double gap,
        double objective,
        double drift,
        int steps,
        boolean converged) {}
