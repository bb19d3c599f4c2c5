package org.tandemml.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tandemml.regularization.Penalty;

/// How the optimum is found. All solvers reach the same one; they differ in time, and in the penalties they can do.
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
    PROXIMAL_NEWTON,
    /// Orthant-wise limited-memory quasi-Newton: L-BFGS for penalties with an L1 part; needs gradients only.
    OWL_QN,
    /// Coordinate descent on the dual, a row at a time: for an L2 penalty and two classes.
    DUAL_COORDINATE_DESCENT,
    /// Stochastic average gradients: a row at a time, for any penalty and very many rows.
    SAGA,
    /// Plain gradient descent on all rows: for teaching.
    GRADIENT_DESCENT,
    /// Plain gradient descent a row at a time: for teaching.
    STOCHASTIC_GRADIENT_DESCENT,
    /// Plain gradient descent on 32 rows at a time: for teaching.
    MINI_BATCH_GRADIENT_DESCENT;

    /// Whether it can minimise with this penalty.
    public boolean takes(Penalty penalty) {
        return switch (this) {
            case AUTO, PROXIMAL_NEWTON, OWL_QN, SAGA -> true;
            case DUAL_COORDINATE_DESCENT -> penalty.l1() == 0 && penalty.l2() > 0;
            case NEWTON_CHOLESKY,
                    LBFGS,
                    NEWTON_CG,
                    GRADIENT_DESCENT,
                    STOCHASTIC_GRADIENT_DESCENT,
                    MINI_BATCH_GRADIENT_DESCENT -> penalty.l1() == 0;
        };
    }

    /// Whether it can fit more than two classes at once.
    public boolean takesManyClasses() {
        return this != DUAL_COORDINATE_DESCENT;
    }

    /// The name on the command line: `newton-cg`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The names of the solvers that can, in words: `proximal-newton, owl-qn and saga`.
    static String names(Predicate<Solver> which) {
        List<String> names = Arrays.stream(values())
                .filter(s -> s != AUTO)
                .filter(which)
                .map(Solver::text)
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
