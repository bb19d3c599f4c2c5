package org.tandemml.regularization;

import org.tandemml.core.Check;

/// A bound on the length of weight vectors: `‖w‖ ≤ most`, kept by projection after each step.
///
/// It is a constraint and not a [Penalty]: it adds nothing to the loss inside and forbids the outside, so it has no
/// strength λ, no prior that could be normalised over all w, and no solver of a linear model takes it. Nets apply it to
/// the incoming weights of each unit, biases left out.
///
/// **Source**: Srebro and Shraibman, *Rank, trace-norm and max-norm*, COLT 2005; for nets: Srivastava et al.,
/// *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15, 2014, section 5.1. **Cost**: O(n).
///
/// @param most largest length
public record MaxNorm(double most) {
    public MaxNorm {
        Check.positive("largest norm", most);
    }

    /// Replaces `w[offset .. offset+count-1]` by the nearest vector of length at most [#most]; returns whether it
    /// moved.
    public boolean project(double[] w, int offset, int count) {
        double largest = 0;
        for (int j = offset; j < offset + count; j++) {
            largest = Math.max(largest, Math.abs(w[j]));
        }
        if (largest == 0) {
            return false;
        }
        // Divided by the largest entry first, so that no square overflows.
        double squares = 0;
        for (int j = offset; j < offset + count; j++) {
            squares += w[j] / largest * (w[j] / largest);
        }
        double norm = largest * Math.sqrt(squares);
        if (norm <= most) {
            return false;
        }
        for (int j = offset; j < offset + count; j++) {
            w[j] *= most / norm;
        }
        return true;
    }

    @Override
    public String toString() {
        return "max-norm:" + most;
    }
}
