package org.tandemml.boosting;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tandemml.core.Check;

/// A weighted mean over the rows of a function of label and prediction, and a function of that mean.
record RowMetric(String name, DoubleBinaryOperator term, DoubleUnaryOperator ofMean) implements RoundMetric {
    /// Smallest mean a logarithm is taken of, as in XGBoost.
    private static final double LEAST_MEAN = 1e-16;

    private static RowMetric mean(String name, DoubleBinaryOperator term) {
        return new RowMetric(name, term, mean -> mean);
    }

    static RowMetric rmse() {
        return new RowMetric("rmse", (y, p) -> (y - p) * (y - p), Math::sqrt);
    }

    static RowMetric mae() {
        return mean("mae", (y, p) -> Math.abs(y - p));
    }

    static RowMetric mape() {
        return mean("mape", (y, p) -> Math.abs((y - p) / y));
    }

    /// `p − y·log(p) + log(y!)`.
    static RowMetric poisson() {
        return mean("poisson_loss", (y, p) -> {
            double mean = Math.max(p, LEAST_MEAN);
            return mean - y * Math.log(mean) + logFactorial(y);
        });
    }

    /// log Γ(y + 1) for y ≥ 0: of a product for small counts, else by Stirling's series from y + 1 ≥ 10 on and by
    /// recurrence below.
    private static double logFactorial(double y) {
        double product = 1;
        if (y <= 20 && y == Math.rint(y)) {
            for (int factor = 2; factor <= y; factor++) {
                product *= factor;
            }
            return Math.log(product);
        }
        double x = y + 1;
        while (x < 10) {
            product *= x++;
        }
        double z = 1 / (x * x);
        double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / x;
        return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }

    /// `y/p + log(p)`: the negative log-likelihood of shape 1.
    static RowMetric gamma() {
        return mean("gamma_loss", (y, p) -> {
            double mean = Math.max(p, LEAST_MEAN);
            return y / mean + Math.log(mean);
        });
    }

    /// `p^(2−ρ)/(2−ρ) + y·p^(1−ρ)/(ρ−1)`.
    static RowMetric tweedie(double power) {
        new TweedieObjective(power);
        return mean("tweedie_loss:" + power, (y, p) -> {
            double mean = Math.max(p, LEAST_MEAN);
            return Math.pow(mean, 2 - power) / (2 - power) + y * Math.pow(mean, 1 - power) / (power - 1);
        });
    }

    static RowMetric quantile(double level) {
        new QuantileObjective(level, false);
        return mean("quantile_loss:" + level, (y, p) -> y > p ? level * (y - p) : (1 - level) * (p - y));
    }

    static RowMetric huber(double delta) {
        Check.positive("delta of the huber loss", delta);
        return mean("huber_loss:" + delta, (y, p) -> {
            double size = Math.abs(y - p);
            return size <= delta ? size * size / 2 : delta * (size - delta / 2);
        });
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(Labels labels, double[] predictions) {
        double sum = 0;
        for (int i = 0; i < labels.rows(); i++) {
            double weight = labels.weight(i);
            // Rows of weight 0 count nothing, even where their term is infinite.
            sum += weight == 0 ? 0 : weight * term.applyAsDouble(labels.values()[i], predictions[i]);
        }
        return ofMean.applyAsDouble(sum / labels.sumOfWeights());
    }

    @Override
    public String toString() {
        return name;
    }
}
