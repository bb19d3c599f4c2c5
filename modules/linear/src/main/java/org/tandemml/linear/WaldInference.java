package org.tandemml.linear;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.tandemml.core.InputException;

/// Standard errors of unpenalised coefficients and what follows from them: by the normal distribution for logistic
/// regression, by Student's t with the residual degrees of freedom for linear regression.
///
/// `z = estimate/error`; two-sided p-value `2·F(−|z|)`; interval `estimate ± F⁻¹((1+level)/2)·error` for the
/// distribution F. Row weights count as repetitions. With more than two classes the estimates are those centred over
/// the classes.
///
/// **Source**: Agresti, *Categorical Data Analysis*, 3rd ed., section 5.5. **Shapes**: in every array, position
/// `vector·(p+1) + j` belongs to column j of a coefficient vector and `vector·(p+1) + p` to its intercept. `NaN` where
/// there is no estimate: constant columns, classes without rows, an intercept left out.
public final class WaldInference {
    private final double[] estimates;
    private final double[] errors;
    private final ContinuousDistribution distribution;

    WaldInference(double[] estimates, double[] errors) {
        this(estimates, errors, NormalDistribution.of(0, 1));
    }

    WaldInference(double[] estimates, double[] errors, double degreesOfFreedom) {
        this(estimates, errors, TDistribution.of(degreesOfFreedom));
    }

    private WaldInference(double[] estimates, double[] errors, ContinuousDistribution distribution) {
        if (estimates.length != errors.length) {
            throw new InputException("standard errors must have length " + estimates.length + ", had " + errors.length);
        }
        this.estimates = estimates;
        this.errors = errors;
        this.distribution = distribution;
    }

    /// The estimates, as a copy.
    public double[] estimates() {
        return estimates.clone();
    }

    /// The standard errors, as a copy.
    public double[] standardErrors() {
        return errors.clone();
    }

    /// The statistics of the hypotheses that a coefficient is 0.
    public double[] zValues() {
        double[] z = new double[errors.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = estimates[i] / errors[i];
        }
        return z;
    }

    /// The two-sided p-values of the same hypotheses.
    public double[] pValues() {
        double[] p = zValues();
        for (int i = 0; i < p.length; i++) {
            p[i] = Double.isNaN(p[i]) ? Double.NaN : 2 * distribution.survivalProbability(Math.abs(p[i]));
        }
        return p;
    }

    /// Lower ends of the intervals that cover the true coefficient with probability `level`.
    public double[] lower(double level) {
        return shifted(-quantile(level));
    }

    /// Upper ends of the intervals that cover the true coefficient with probability `level`.
    public double[] upper(double level) {
        return shifted(quantile(level));
    }

    private double quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new InputException("level must be between 0 and 1, was " + level);
        }
        return distribution.inverseSurvivalProbability((1 - level) / 2);
    }

    private double[] shifted(double quantile) {
        double[] ends = new double[errors.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = estimates[i] + quantile * errors[i];
        }
        return ends;
    }
}
