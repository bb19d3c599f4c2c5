package org.tandemml.knn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;

/// How far apart two rows a and b of p numbers are.
///
/// | text | distance |
/// |---|---|
/// | `euclidean` | `√Σ(aⱼ − bⱼ)²` |
/// | `manhattan` | `Σ|aⱼ − bⱼ|` |
/// | `chebyshev` | `max |aⱼ − bⱼ|` |
/// | `minkowski:q` | `(Σ|aⱼ − bⱼ|^q)^(1/q)`, q ≥ 1 |
/// | `cosine` | `1 − a·b/(‖a‖‖b‖)`, no rows of zeros |
/// | `correlation` | cosine of the rows less their own means |
/// | `hamming` | share of the columns that differ |
/// | `jaccard` | of the columns where either is not 0, the share where the other is |
/// | `mahalanobis` | `√((a−b)ᵀ·S⁻¹·(a−b))`, S the covariance of the indexed rows (divisor n − 1) |
///
/// Cosine, correlation and Mahalanobis are Euclidean distances of changed rows, which is how they are computed:
/// `1 − cos = ‖a/‖a‖ − b/‖b‖‖²/2` keeps its digits where rows are nearly parallel.
public sealed interface Metric {
    /// A distance of the user: at least 0, not NaN; to be used with trees it must obey the triangle inequality.
    @FunctionalInterface
    interface Function {
        /// The distance of two rows of equal length, which must not be changed or kept.
        double distance(double[] a, double[] b);
    }

    /// A note that names the column which spreads so much wider than all others together that it alone decides what is
    /// near; empty if none does, or the metric does not mind, or the rows are sparse.
    default Optional<String> drowned(Matrix rows, Schema schema) {
        boolean minds = this instanceof Euclidean
                || this instanceof Manhattan
                || this instanceof Chebyshev
                || this instanceof Minkowski;
        if (!minds || rows.columns() < 2 || !(rows instanceof DenseMatrix dense)) {
            return Optional.empty();
        }
        int p = dense.columns();
        double[] values = dense.contiguous().values();
        double[] mean = new double[p];
        double[] squares = new double[p];
        for (int i = 0; i < dense.rows(); i++) {
            for (int j = 0; j < p; j++) {
                double d = values[i * p + j] - mean[j];
                mean[j] += d / (i + 1);
                squares[j] += d * (values[i * p + j] - mean[j]);
            }
        }
        double sum = Arrays.stream(squares).sum();
        for (int j = 0; j < p; j++) {
            if (squares[j] > 100 * (sum - squares[j])) {
                return Optional.of("column \"" + schema.column(j).name()
                        + "\" spreads so much wider than all others that it alone decides what is near: put Standardize"
                        + " before it if the units differ");
            }
        }
        return Optional.empty();
    }

    /// The metric of a text; throws [InputException] with the names allowed otherwise.
    static Metric parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("minkowski:")) {
            try {
                return new Minkowski(Double.parseDouble(name.substring("minkowski:".length())));
            } catch (NumberFormatException e) {
                throw new InputException("metric \"" + text + "\": the exponent must be a number", e);
            }
        }
        return switch (name) {
            case "euclidean" -> new Euclidean();
            case "manhattan" -> new Manhattan();
            case "chebyshev" -> new Chebyshev();
            case "cosine" -> new Cosine();
            case "correlation" -> new Correlation();
            case "hamming" -> new Hamming();
            case "jaccard" -> new Jaccard();
            case "mahalanobis" -> new Mahalanobis();
            default ->
                throw Check.unknown(
                        "metric",
                        text,
                        List.of(
                                "euclidean",
                                "manhattan",
                                "chebyshev",
                                "minkowski:q",
                                "cosine",
                                "correlation",
                                "hamming",
                                "jaccard",
                                "mahalanobis"));
        };
    }

    /// `√Σ(aⱼ − bⱼ)²`.
    record Euclidean() implements Metric {
        @Override
        public String toString() {
            return "euclidean";
        }
    }

    /// `Σ|aⱼ − bⱼ|`.
    record Manhattan() implements Metric {
        @Override
        public String toString() {
            return "manhattan";
        }
    }

    /// `max |aⱼ − bⱼ|`.
    record Chebyshev() implements Metric {
        @Override
        public String toString() {
            return "chebyshev";
        }
    }

    /// `(Σ|aⱼ − bⱼ|^exponent)^(1/exponent)`.
    record Minkowski(double exponent) implements Metric {
        public Minkowski {
            if (!(exponent >= 1) || Double.isInfinite(exponent)) {
                throw new InputException("the exponent of minkowski must be a number of at least 1, was " + exponent);
            }
        }

        @Override
        public String toString() {
            return "minkowski:" + exponent;
        }
    }

    /// `1 − cos` of the angle between two rows.
    record Cosine() implements Metric {
        @Override
        public String toString() {
            return "cosine";
        }
    }

    /// `1 − r`, r the correlation of two rows.
    record Correlation() implements Metric {
        @Override
        public String toString() {
            return "correlation";
        }
    }

    /// The share of the columns that differ.
    record Hamming() implements Metric {
        @Override
        public String toString() {
            return "hamming";
        }
    }

    /// Of the columns where either row is not 0, the share where the other is; 0 for two rows of zeros.
    record Jaccard() implements Metric {
        @Override
        public String toString() {
            return "jaccard";
        }
    }

    /// The Euclidean distance of rows whose columns were made uncorrelated and of variance 1.
    record Mahalanobis() implements Metric {
        @Override
        public String toString() {
            return "mahalanobis";
        }
    }

    /// A distance of the user, with a name for reports; models that use it cannot be kept in files.
    record Custom(String name, Function function) implements Metric {
        @Override
        public String toString() {
            return name;
        }
    }
}
