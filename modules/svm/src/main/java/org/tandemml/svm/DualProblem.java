package org.tandemml.svm;

/// A convex quadratic program of support vector machines in signed variables: minimise `½ aᵀKa − cᵀa` over
/// `lowᵢ ≤ aᵢ ≤ highᵢ` with the sum over each group kept at that of the start.
///
/// Variable i stands for point `point[i]`: regression has two variables a point, classification one with `a = y·α`. The
/// second group is what ν asks for: the sums of both signs are fixed apart.
///
/// **Source**: Chang and Lin, *LIBSVM: a library for support vector machines*, ACM TIST 2(3), 2011, section 4.
record DualProblem(double[] c, double[] low, double[] high, double[] start, int[] point, int[] group, int groups) {
    int size() {
        return c.length;
    }
}
