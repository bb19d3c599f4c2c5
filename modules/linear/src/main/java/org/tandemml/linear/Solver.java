package org.tandemml.linear;

/// How the optimum is found. All solvers reach the same one; they differ in time.
public enum Solver {
    /// Chosen by the shape of the data; the report says which and why.
    AUTO,
    /// Newton's method with the Hessian written down and factorised: best for up to some hundred coefficients.
    NEWTON_CHOLESKY,
    /// Limited-memory BFGS: needs gradients only.
    LBFGS,
    /// Newton's method by conjugate gradients: best for many coefficients and sparse data.
    NEWTON_CG,
    /// Newton's method with coordinate descent on the Hessian of a working set: for penalties with an L1 part.
    PROXIMAL_NEWTON
}
