package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.regularization.Penalty;

/// The solver's view of the columns: `(xⱼ − centreⱼ)/scaleⱼ`, never stored, and how its coefficients γ and intercept b
/// relate to those of the original columns: `βⱼ = γⱼ/scaleⱼ`, `intercept = b − Σ βⱼ·centreⱼ`.
///
/// With an intercept, centre and scale are the weighted mean and standard deviation (divisor Σw); without, centring
/// would change the model, so the centre is 0 and the scale the root mean square. Columns that cannot matter have
/// inverse scale 0. A penalty on γ weighs each column by `factorⱼ`: 1 where it acts on standardised columns, 1/scale²
/// where it acts on raw ones.
final class Standardization {
    /// A spread below this share of the largest value is rounding noise.
    private static final double NEGLIGIBLE = 1e-13;

    final int columns;
    final boolean intercept;
    final double[] centre;
    final double[] inverseScale;
    final double[] penaltyFactor;

    private Standardization(
            int columns, boolean intercept, double[] centre, double[] inverseScale, double[] penaltyFactor) {
        this.columns = columns;
        this.intercept = intercept;
        this.centre = centre;
        this.inverseScale = inverseScale;
        this.penaltyFactor = penaltyFactor;
    }

    /// With centres, scales and factors that are known already; the arrays are not copied.
    static Standardization fixed(boolean intercept, double[] centre, double[] inverseScale, double[] penaltyFactor) {
        return new Standardization(centre.length, intercept, centre, inverseScale, penaltyFactor);
    }

    /// From rows with weights that sum to 1.
    static Standardization of(
            Design design, Schema schema, double[] weights, boolean intercept, boolean standardize, Parallel loop) {
        int p = design.columns();
        Moments moments = switch (design) {
            case Design.Dense dense -> Moments.dense(dense, weights, loop);
            case Design.Sparse sparse ->
                intercept || standardize
                        ? Moments.sparse(sparse.matrix(), weights)
                        : Moments.meanSquares(sparse.matrix(), weights);
        };
        double[] centre = new double[p];
        double[] inverseScale = new double[p];
        double[] factor = new double[p];
        for (int j = 0; j < p; j++) {
            double mean = moments.mean[j];
            double deviation = Math.sqrt(moments.variance[j]);
            if (!Double.isFinite(deviation)) {
                throw new InputException("column \"" + schema.column(j).name()
                        + "\" holds values too large to square: divide it by a constant");
            }
            boolean constant = deviation <= NEGLIGIBLE * Math.abs(mean);
            double scale = intercept ? deviation : Math.sqrt(mean * mean + moments.variance[j]);
            boolean idle = scale == 0 || (constant && (intercept || standardize));
            centre[j] = intercept ? mean : 0;
            inverseScale[j] = idle ? 0 : 1 / scale;
            factor[j] = idle
                    ? 1
                    : standardize ? deviation / scale * (deviation / scale) : inverseScale[j] * inverseScale[j];
        }
        return new Standardization(p, intercept, centre, inverseScale, factor);
    }

    /// The same for columns that are larger by `shift` than those it was made from.
    Standardization movedBy(double[] shift) {
        double[] moved = new double[columns];
        Arrays.setAll(moved, j -> centre[j] + shift[j]);
        return new Standardization(columns, intercept, moved, inverseScale, penaltyFactor);
    }

    /// The same with one column that cannot matter.
    Standardization without(int column) {
        double[] scales = inverseScale.clone();
        scales[column] = 0;
        return new Standardization(columns, intercept, centre, scales, penaltyFactor);
    }

    /// The spread of each column that the solver divides by, 0 for those that cannot matter.
    double[] spreads() {
        return Arrays.stream(inverseScale).map(v -> v == 0 ? 0 : 1 / v).toArray();
    }

    /// Coefficients of one score: p, and the intercept last if there is one.
    int width() {
        return intercept ? columns + 1 : columns;
    }

    /// Writes β for the γ at `theta[offset ..]` and returns the intercept for the original columns.
    double toOriginal(double[] theta, int offset, double[] beta, int betaOffset) {
        double shift = 0;
        for (int j = 0; j < columns; j++) {
            double b = theta[offset + j] * inverseScale[j];
            beta[betaOffset + j] = b;
            shift += b * centre[j];
        }
        return intercept ? theta[offset + columns] - shift : 0;
    }

    /// Turns `raw = Σ rᵢ·xᵢ` and `sum = Σ rᵢ` into the same for the scaled columns, at `into[offset ..]`.
    void toScaled(double[] raw, int rawOffset, double sum, double[] into, int offset) {
        for (int j = 0; j < columns; j++) {
            into[offset + j] = (raw[rawOffset + j] - centre[j] * sum) * inverseScale[j];
        }
        if (intercept) {
            into[offset + columns] = sum;
        }
    }

    /// Σ factorⱼ·γⱼ²/2 for the γ at `theta[offset ..]`: the L2 penalty of strength 1.
    double penalty(double[] theta, int offset) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += penaltyFactor[j] * theta[offset + j] * theta[offset + j];
        }
        return sum / 2;
    }

    /// A penalty on the coefficients of the columns that it means, standardised or raw ones, as one on the γ of
    /// `vectors` scores, with the L1 part times `unit`; intercepts are free.
    CoordinatePenalty penalty(Penalty penalty, int vectors, double unit) {
        double[] l1 = new double[vectors * width()];
        double[] l2 = new double[vectors * width()];
        for (int k = 0; k < vectors; k++) {
            for (int j = 0; j < columns; j++) {
                l1[k * width() + j] = unit * penalty.l1() * Math.sqrt(penaltyFactor[j]);
                l2[k * width() + j] = penalty.l2() * penaltyFactor[j];
            }
        }
        return new CoordinatePenalty(l1, l2);
    }

    private record Moments(double[] mean, double[] variance) {
        /// Per chunk and block a mean and a sum of squares around it, merged by the rule of Chan, Golub and LeVeque
        /// (*Algorithms for computing the sample variance*, 1983): one read of the data, no cancellation.
        static Moments dense(Design.Dense design, double[] weights, Parallel loop) {
            int p = design.columns();
            int chunks = design.chunks();
            Tally[] tallies = new Tally[chunks];
            loop.run(chunks, chunk -> {
                Tally tally = new Tally(p);
                Tally block = new Tally(p);
                double[] row = new double[p];
                int end = design.chunkStart(chunk + 1);
                for (int from = design.chunkStart(chunk); from < end; from += design.blockRows()) {
                    block.ofRows(design, from, Math.min(design.blockRows(), end - from), weights, row);
                    tally.add(block);
                }
                tallies[chunk] = tally;
            });
            Tally all = tallies[0];
            for (int chunk = 1; chunk < chunks; chunk++) {
                all.add(tallies[chunk]);
            }
            for (int j = 0; j < p; j++) {
                all.squares[j] /= all.weight;
            }
            return new Moments(all.mean, all.squares);
        }

        /// Mean 0 and the mean square as variance: all that the scale needs where nothing is centred.
        static Moments meanSquares(SparseMatrix matrix, double[] weights) {
            int[] indices = matrix.indices();
            double[] values = matrix.values();
            double[] squares = new double[matrix.columns()];
            for (int i = 0; i < matrix.rows(); i++) {
                double weight = weights[i];
                int end = matrix.end(i);
                for (int k = matrix.start(i); k < end; k++) {
                    squares[indices[k]] += weight * values[k] * values[k];
                }
            }
            return new Moments(new double[squares.length], squares);
        }

        static Moments sparse(SparseMatrix matrix, double[] weights) {
            int p = matrix.columns();
            int[] indices = matrix.indices();
            double[] values = matrix.values();
            double[] mean = new double[p];
            double[] variance = new double[p];
            double[] present = new double[p];
            for (int i = 0; i < matrix.rows(); i++) {
                for (int k = matrix.start(i); k < matrix.end(i); k++) {
                    mean[indices[k]] += weights[i] * values[k];
                    present[indices[k]] += weights[i];
                }
            }
            for (int i = 0; i < matrix.rows(); i++) {
                for (int k = matrix.start(i); k < matrix.end(i); k++) {
                    double d = values[k] - mean[indices[k]];
                    variance[indices[k]] += weights[i] * d * d;
                }
            }
            for (int j = 0; j < p; j++) {
                variance[j] += Math.max(0, 1 - present[j]) * mean[j] * mean[j];
            }
            return new Moments(mean, variance);
        }
    }

    /// Weight, mean and weighted sum of squares around the mean of some rows.
    private static final class Tally {
        private double weight;
        private final double[] mean;
        private final double[] squares;

        Tally(int p) {
            mean = new double[p];
            squares = new double[p];
        }

        void ofRows(Design design, int from, int count, double[] weights, double[] row) {
            Arrays.fill(mean, 0);
            Arrays.fill(squares, 0);
            weight = 0;
            for (int i = from; i < from + count; i++) {
                weight += weights[i];
            }
            for (int i = from; i < from + count; i++) {
                design.copyRow(i, row, 0);
                double share = weights[i] / weight;
                for (int j = 0; j < row.length; j++) {
                    mean[j] += share * row[j];
                }
            }
            for (int i = from; i < from + count; i++) {
                design.copyRow(i, row, 0);
                double w = weights[i];
                for (int j = 0; j < row.length; j++) {
                    double d = row[j] - mean[j];
                    squares[j] += w * d * d;
                }
            }
        }

        void add(Tally that) {
            double total = weight + that.weight;
            double share = that.weight / total;
            for (int j = 0; j < mean.length; j++) {
                double d = that.mean[j] - mean[j];
                squares[j] += that.squares[j] + weight * share * d * d;
                mean[j] += share * d;
            }
            weight = total;
        }
    }
}
