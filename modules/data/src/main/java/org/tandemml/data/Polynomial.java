package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Adds the products of up to `degree` columns, so that a linear learner can bend: `x₁, x₂, x₁², x₁x₂, x₂², …`.
///
/// Terms come by degree and then by column, as in scikit-learn, named `x1`, `x1^2`, `x1*x2`. A product with a missing
/// factor is missing. Sparse data stay sparse, since a product with a zero is zero. Nothing is learned but the columns.
/// **Cost**: `C(p + degree, degree)` columns, at most 2²⁰, one multiplication each. **Errors**:
/// [org.tandemml.core.InputException] for categories (put [OneHot] before) and for more terms.
public record Polynomial(
        @Setting("most factors of a term") int degree,

        @Setting("leaves out terms in which a column occurs twice")
        boolean interactionOnly,

        @Setting("adds a first column of ones, for learners without an intercept")
        boolean bias)
        implements Learner.OfTransform<PolynomialTerms> {
    public Polynomial {
        Check.within("degree", degree, 1, 1000);
    }

    /// Squares and products of two, no column of ones.
    public Polynomial() {
        this(2, false, false);
    }

    public Polynomial withDegree(int value) {
        return new Polynomial(value, interactionOnly, bias);
    }

    public Polynomial withInteractionOnly(boolean value) {
        return new Polynomial(degree, value, bias);
    }

    public Polynomial withBias(boolean value) {
        return new Polynomial(degree, interactionOnly, value);
    }

    @Override
    public String name() {
        return "polynomial";
    }

    @Override
    public Traits traits() {
        return new Traits(true, false, false);
    }

    @Override
    public PolynomialTerms fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        return new PolynomialTerms(
                FittedStep.Origin.of(this, data, how, FittedStep.report("terms listed", List.of())),
                degree,
                interactionOnly,
                bias);
    }
}
