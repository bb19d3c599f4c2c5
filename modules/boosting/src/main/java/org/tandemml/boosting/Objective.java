package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// What boosting minimises: the weighted sum over the rows of a loss of label and margin, given by its gradient and
/// Hessian with respect to the margin.
///
/// Each round fits trees to the second-order expansion `Σ wᵢ·(gᵢ·f(xᵢ) + hᵢ·f(xᵢ)²/2)` of the loss around the present
/// margins. Losses with several outputs, one for each class, use the diagonal of the Hessian only.
///
/// Built-in objectives have a text form, which `toString` gives and `parse` reads: `squared`, `absolute`, `huber:1.0`,
/// `quantile:0.9`, `poisson`, `gamma`, `tweedie:1.5`, `logistic`, `hinge`, `softmax`, `ndcg`. Others come from
/// `custom` or from a class that implements this interface.
///
/// **Source**: T. Chen and C. Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016, section 2; J. H.
/// Friedman, *Greedy function approximation*, Annals of Statistics 29(5), 2001. **Shapes**: n rows, K outputs; margins,
/// gradients and Hessians are arrays of K·n, output-major: output k of row i stands at `k*n + i`. **Determinism**: no
/// objective draws random numbers. **Errors**: `InputException` for labels outside the domain, with row, value, domain.
public interface Objective {
    /// The name in reports and model files: `logistic`, `squared`, `softmax`, …
    String name();

    /// How margins become predictions.
    Response response();

    /// The number of margins of a row: 1, or the number of classes. `classes` is 0 for a numeric target.
    int outputs(int classes);

    /// Refuses labels outside the domain of the loss, naming the row, the value and the domain.
    void check(Labels labels);

    /// The constant margins that minimise the loss where that is known, one an output; else a start that learns.
    double[] baseScore(Labels labels);

    /// Writes gradient and Hessian of the loss, times the row's weight, of rows `from .. to - 1` and all outputs.
    void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to);

    /// Σ weight·loss over rows `from .. to - 1`, up to terms that depend on the labels only; NaN if the objective is
    /// known by its derivatives alone.
    default double loss(Labels labels, double[] margins, int from, int to) {
        return Double.NaN;
    }

    /// True if the derivatives of a row depend on that row alone, so that rows may be given in blocks and in another
    /// order, labels and weights with them. False: [#derivatives] gets all rows at once, in the order of the data.
    default boolean rowwise() {
        return true;
    }

    /// How the values of leaves are found when they are not Newton steps: null for Newton steps.
    default @Nullable LeafLocation leafLocation() {
        return null;
    }

    /// `(y − f)²/2`; starts at the mean.
    static Objective squared() {
        return new SquaredObjective();
    }

    /// `log(1 + exp(f)) − y·f` for labels 0 and 1 (or probabilities between them): binary classification.
    static Objective logistic() {
        return new LogisticObjective(1);
    }

    /// [#logistic()] with rows of the second class counted `positiveWeight` times.
    static Objective logistic(double positiveWeight) {
        return new LogisticObjective(positiveWeight);
    }

    /// `−log(exp(f_y) / Σ exp(f_k))` for class codes: any number of classes.
    static Objective softmax() {
        return new SoftmaxObjective();
    }
}
