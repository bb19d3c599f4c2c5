package org.tandemml.regularization;

import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// What a learner adds to its mean loss to keep coefficients w small: `λ·(ρ‖w‖₁ + (1−ρ)/2·‖w‖²)`.
///
/// λ is the strength and ρ the share of the L1 part: 0 for [L2], 1 for [L1]. The objective beside it is a mean over the
/// weighted rows, so `λ = 1/(C·Σw)` where a field says `C`. Intercepts are never penalised: they are not part of w.
///
/// Written as text, and read back by [#parse]: `none`, `l1:0.01`, `l2:0.001`, `elastic-net:0.01:0.5`; λ is 0.001 and ρ
/// 0.5 where the text leaves them out.
///
/// **Source**: Zou and Hastie, *Regularization and variable selection via the elastic net*, JRSS B 67(2), 2005;
/// proximal operators: Parikh and Boyd, *Proximal algorithms*, 2014, section 6.5. **Cost**: O(p) a call.
public sealed interface Penalty {
    /// The strength λ ≥ 0.
    double lambda();

    /// The share ρ of the L1 part, in `[0, 1]`.
    double l1Share();

    /// λ·ρ, the weight of ‖w‖₁.
    default double l1() {
        return lambda() * l1Share();
    }

    /// λ·(1−ρ), the weight of ‖w‖²/2.
    default double l2() {
        return lambda() * (1 - l1Share());
    }

    /// A penalty of this form with another λ; [None] has none and stays what it is.
    default Penalty withLambda(double newLambda) {
        return switch (this) {
            case None none -> none;
            case L1 l1 -> new L1(newLambda);
            case L2 l2 -> new L2(newLambda);
            case ElasticNet net -> new ElasticNet(newLambda, net.l1Share());
        };
    }

    /// The value at w.
    default double value(double[] w) {
        double absolute = 0;
        double squared = 0;
        for (double x : w) {
            absolute += Math.abs(x);
            squared += x * x;
        }
        return l1() * absolute + l2() / 2 * squared;
    }

    /// Adds the gradient of the smooth part, `λ·(1−ρ)·w`, to `gradient`.
    default void addSmoothGradient(double[] w, double[] gradient) {
        Check.length("gradient", gradient.length, w.length);
        double factor = l2();
        for (int j = 0; j < w.length; j++) {
            gradient[j] += factor * w[j];
        }
    }

    /// Replaces each `v[j]` by argmin over u of `(u − v[j])²/2 + step·penalty(u)`: soft thresholding by `step·λ·ρ`,
    /// then division by `1 + step·λ·(1−ρ)`.
    default void proximal(double step, double[] v) {
        Check.notNegative("step", step);
        double threshold = step * l1();
        double shrink = 1 + step * l2();
        for (int j = 0; j < v.length; j++) {
            double kept = Math.max(0, Math.abs(v[j]) - threshold);
            v[j] = Math.copySign(kept / shrink, v[j]);
        }
    }

    /// Replaces each `slope[j]`, the derivative of a smooth function f, by the component of least size of the
    /// subgradient of `f + penalty` at w. All of them are 0 exactly at a minimum, and its negative is the direction of
    /// steepest descent.
    default void leastSubgradient(double[] w, double[] slope) {
        Check.length("slope", slope.length, w.length);
        double l1 = l1();
        double l2 = l2();
        for (int j = 0; j < w.length; j++) {
            double smooth = slope[j] + l2 * w[j];
            slope[j] = w[j] != 0
                    ? smooth + Math.copySign(l1, w[j])
                    : Math.copySign(Math.max(0, Math.abs(smooth) - l1), smooth);
        }
    }

    /// The logarithm of the prior density of w: `Σ −a·|wⱼ| − b·wⱼ²/2 − log Z` with `a = λρ·Σw`, `b = λ(1−ρ)·Σw`, the
    /// normaliser Z making each coefficient's density integrate to 1: Laplace for L1, Gaussian for L2. Where λ = 0 the
    /// prior is flat and improper, and the density is 1.
    default double logPrior(double[] w, double sumOfWeights) {
        Check.positive("sum of weights", sumOfWeights);
        return -sumOfWeights * value(w)
                - w.length * PriorDensity.logNormaliser(l1() * sumOfWeights, l2() * sumOfWeights);
    }

    /// The prior on each coefficient under which the penalised fit of rows with total weight `sumOfWeights` is the most
    /// probable one, in words and numbers.
    String prior(double sumOfWeights);

    /// No penalty.
    static Penalty none() {
        return new None();
    }

    /// `λ·‖w‖₁`.
    static Penalty l1(double lambda) {
        return new L1(lambda);
    }

    /// `λ/2·‖w‖²`.
    static Penalty l2(double lambda) {
        return new L2(lambda);
    }

    /// `λ·(ρ‖w‖₁ + (1−ρ)/2·‖w‖²)`.
    static Penalty elasticNet(double lambda, double l1Share) {
        return new ElasticNet(lambda, l1Share);
    }

    /// The penalty of a text such as `l2:0.001`; throws [InputException] with the forms allowed otherwise.
    static Penalty parse(String text) {
        List<String> parts = List.of(text.strip().toLowerCase(Locale.ROOT).split(":", -1));
        String kind = parts.getFirst();
        if (kind.equals("max-norm")) {
            throw new InputException("penalty \"" + text + "\" is a bound on the weights of a net's units, which is no"
                    + " penalty: use l2:λ to keep coefficients small");
        }
        int most = switch (kind) {
            case "none" -> 0;
            case "l1", "l2" -> 1;
            case "elastic-net" -> 2;
            default -> throw Check.unknown("penalty", text, List.of("none", "l1:λ", "l2:λ", "elastic-net:λ:ρ"));
        };
        if (parts.size() - 1 > most) {
            throw new InputException("penalty \"" + text + "\" must be written none, l1:λ, l2:λ or elastic-net:λ:ρ");
        }
        double lambda = parts.size() > 1 ? number(parts.get(1), text) : 1e-3;
        return switch (kind) {
            case "none" -> none();
            case "l1" -> l1(lambda);
            case "l2" -> l2(lambda);
            default -> elasticNet(lambda, parts.size() > 2 ? number(parts.get(2), text) : 0.5);
        };
    }

    private static double number(String part, String text) {
        try {
            return Double.parseDouble(part);
        } catch (NumberFormatException e) {
            throw new InputException("penalty \"" + text + "\": \"" + part + "\" must be a number", e);
        }
    }

    /// The shortest text that reads back as `value`: `0.001`, `1e-4`, `2`.
    private static String text(double value) {
        String shortest = Double.toString(value).replace(".0E", "e").replace('E', 'e');
        return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
    }

    /// No penalty: every coefficient is equally probable beforehand.
    record None() implements Penalty {
        @Override
        public double lambda() {
            return 0;
        }

        @Override
        public double l1Share() {
            return 0;
        }

        @Override
        public String prior(double sumOfWeights) {
            return "flat: every value of a coefficient is equally probable";
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /// `λ·‖w‖₁`: sets coefficients to zero. Stands for a Laplace prior.
    record L1(double lambda) implements Penalty {
        public L1 {
            Check.notNegative("lambda of the l1 penalty", lambda);
        }

        @Override
        public double l1Share() {
            return 1;
        }

        /// The scale b = 1/(λ·Σw) of the density `exp(−|w|/b)/(2b)`.
        public double priorScale(double sumOfWeights) {
            return 1 / (lambda * Check.positive("sum of weights", sumOfWeights));
        }

        @Override
        public String prior(double sumOfWeights) {
            return "Laplace with mean 0 and scale " + text(priorScale(sumOfWeights));
        }

        @Override
        public String toString() {
            return "l1:" + text(lambda);
        }
    }

    /// `λ/2·‖w‖²`: shrinks all coefficients. Stands for a Gaussian prior.
    record L2(double lambda) implements Penalty {
        public L2 {
            Check.notNegative("lambda of the l2 penalty", lambda);
        }

        @Override
        public double l1Share() {
            return 0;
        }

        /// The variance 1/(λ·Σw) of the prior.
        public double priorVariance(double sumOfWeights) {
            return 1 / (lambda * Check.positive("sum of weights", sumOfWeights));
        }

        @Override
        public String prior(double sumOfWeights) {
            return "Gaussian with mean 0 and variance " + text(priorVariance(sumOfWeights));
        }

        @Override
        public String toString() {
            return "l2:" + text(lambda);
        }
    }

    /// `λ·(ρ‖w‖₁ + (1−ρ)/2·‖w‖²)`: sets coefficients to zero, groups of similar ones together.
    record ElasticNet(double lambda, double l1Share) implements Penalty {
        public ElasticNet {
            Check.notNegative("lambda of the elastic-net penalty", lambda);
            Check.within("l1 share of the elastic-net penalty", l1Share, 0, 1);
        }

        @Override
        public String prior(double sumOfWeights) {
            Check.positive("sum of weights", sumOfWeights);
            return "density proportional to exp(-" + text(l1() * sumOfWeights) + "*|w| - "
                    + text(l2() * sumOfWeights / 2) + "*w^2)";
        }

        @Override
        public String toString() {
            return "elastic-net:" + text(lambda) + ":" + text(l1Share);
        }
    }
}
