package org.tandemml.boosting;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// What boosting minimises: the weighted sum over the rows of a loss of label and margin, given by its gradient and
/// Hessian with respect to the margin.
///
/// Each round fits trees to the second-order expansion `Σ wᵢ·(gᵢ·f(xᵢ) + hᵢ·f(xᵢ)²/2)` of the loss around the present
/// margins. Losses with several outputs, one for each class, use the diagonal of the Hessian only.
///
/// Built-in objectives have a text form, which `toString` gives and [#parse] reads: `squared`, `absolute`, `huber:1.0`,
/// `quantile:0.9`, `poisson`, `gamma`, `tweedie:1.5`, `logistic`, `hinge`, `softmax`, `ndcg`. Others come from
/// [#custom] or from a class that implements this interface.
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

    /// The metric that is reported each round unless others are asked for, null if there is none.
    default @Nullable RoundMetric metric() {
        return null;
    }

    /// The objective of a text such as `squared` or `quantile:0.9`. XGBoost's and LightGBM's names are understood too,
    /// see [ObjectiveNames]. Throws [org.tandemml.core.InputException] with the known names otherwise.
    static Objective parse(String text) {
        return ObjectiveNames.parse(text);
    }

    /// `(y − f)²/2`; starts at the mean.
    static Objective squared() {
        return new SquaredObjective();
    }

    /// `|y − f|`: the median. Leaves take the weighted median of their residuals times the learning rate.
    static Objective absolute() {
        return new QuantileObjective(0.5, true);
    }

    /// `(y − f)²/2` up to a residual of δ, `δ·(|y − f| − δ/2)` beyond: outliers count less. δ has the unit of the
    /// label.
    static Objective huber(double delta) {
        return new HuberObjective(delta);
    }

    /// `max(a·(y − f), (a − 1)·(y − f))`: the quantile at level a. Leaves take the weighted a-quantile of their
    /// residuals times the learning rate.
    static Objective quantile(double level) {
        return new QuantileObjective(level, false);
    }

    /// `exp(f) − y·f`: counts, y ≥ 0, with mean `exp(f)`.
    static Objective poisson() {
        return new PoissonObjective(PoissonObjective.DAMPENING);
    }

    /// `y·exp(−f) + f`: positive amounts, y > 0, with mean `exp(f)` and constant coefficient of variation.
    static Objective gamma() {
        return new GammaObjective();
    }

    /// `exp((2−ρ)f)/(2−ρ) + y·exp((1−ρ)f)/(ρ−1)` with 1 < ρ < 2: amounts that are often exactly 0, with mean `exp(f)`.
    static Objective tweedie(double power) {
        return new TweedieObjective(power);
    }

    /// `log(1 + exp(f)) − y·f` for labels 0 and 1 (or probabilities between them): binary classification.
    static Objective logistic() {
        return new LogisticObjective(1);
    }

    /// [#logistic()] with rows of the second class counted `positiveWeight` times.
    static Objective logistic(double positiveWeight) {
        return new LogisticObjective(positiveWeight);
    }

    /// `max(0, 1 − s·f)` with s = ±1: binary classification that gives classes, not probabilities.
    static Objective hinge() {
        return new HingeObjective();
    }

    /// `−log(exp(f_y) / Σ exp(f_k))` for class codes: any number of classes.
    static Objective softmax() {
        return new SoftmaxObjective();
    }

    /// LambdaMART: orders the rows of each query so that the most relevant come first, as NDCG measures it.
    static Objective ndcg() {
        return new NdcgObjective(NdcgObjective.TRUNCATION, true);
    }

    /// An objective of one's own with one output, as functions `(label, margin) → gradient` and `→ Hessian` of the loss
    /// of one row; weights are applied for it. It starts at 0 and predicts the margin. The Hessian must not be
    /// negative: a NaN or a negative Hessian ends the fit with its round and row.
    static Objective custom(String name, DoubleBinaryOperator gradient, DoubleBinaryOperator hessian) {
        return custom(name, Response.IDENTITY, 0, gradient, hessian, null);
    }

    /// [#custom(String, DoubleBinaryOperator, DoubleBinaryOperator)] with a response, a margin to start from, and the
    /// loss itself (null if unknown), which traces and early stopping use.
    static Objective custom(
            String name,
            Response response,
            double base,
            DoubleBinaryOperator gradient,
            DoubleBinaryOperator hessian,
            @Nullable DoubleBinaryOperator loss) {
        return new CustomObjective(name, response, base, gradient, hessian, loss);
    }
}
