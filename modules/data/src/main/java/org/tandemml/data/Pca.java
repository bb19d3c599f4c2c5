package org.tandemml.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;
import org.tandemml.optimization.SymmetricEigen;

/// Principal component analysis: the directions in which the rows vary most, and the rows in these coordinates,
/// `z = V·(x − mean)` with the leading eigenvectors of the covariance `C = Σw(x − mean)(x − mean)ᵀ/(Σw − 1)` as rows of
/// V; with `whiten` each coordinate has variance 1.
///
/// | method | how | cost |
/// |---|---|---|
/// | full | C by a symmetric product, then [SymmetricEigen]: exact | n·p² + 4/3·p³ |
/// | randomized | subspace iteration on C without forming it, from a random start, with 10 directions to spare |
/// 4·n·p·(k + 10) an iteration; sparse data by stored values |
/// | auto | full up to 2,000 columns, randomized if fewer than a fifth of the directions are wanted beyond that | |
///
/// Both report `residual`, the largest `‖Cv − λv‖` over the trace of C: for the randomized method it says how good the
/// result is. Directions are oriented so that their entry of largest size is positive. Columns are centred, not scaled:
/// put [Standardize] before for columns in different units. Weights count repetitions. Directions without variance are
/// not whitened. **Source**: Halko, Martinsson and Tropp, "Finding structure with randomness", *SIAM Review* 53(2),
/// 2011, algorithms 4.4 and 5.3. **Determinism**: the same bits on any number of threads; the start follows from the
/// seed. **Errors**: [InputException] for categories, missing values, one row, and more components than rows or
/// columns.
public record Pca(
        @Setting("how many directions are kept, 0 for all") int components,

        @Setting("how they are found") Method method,

        @Setting("gives each direction variance 1") boolean whiten,

        @Setting("iterations of method=randomized") int iterations)
        implements Learner.OfTransform<PrincipalComponents> {
    /// How the directions are found.
    public enum Method {
        AUTO,
        FULL,
        RANDOMIZED
    }

    private static final int FULL_COLUMNS = 2000;
    private static final int FULL_SHARE = 5;
    private static final double NO_VARIANCE = 1e-14;

    public Pca {
        Check.atLeast("components", components, 0);
        Check.atLeast("iterations", iterations, 0);
    }

    /// All directions, not whitened.
    public Pca() {
        this(0);
    }

    /// The first `components` directions, not whitened.
    public Pca(int components) {
        this(components, Method.AUTO, false, 7);
    }

    public Pca withComponents(int value) {
        return new Pca(value, method, whiten, iterations);
    }

    public Pca withMethod(Method value) {
        return new Pca(components, value, whiten, iterations);
    }

    public Pca withWhiten(boolean value) {
        return new Pca(components, method, value, iterations);
    }

    public Pca withIterations(int value) {
        return new Pca(components, method, whiten, value);
    }

    @Override
    public String name() {
        return "pca";
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PrincipalComponents fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        int p = data.columns();
        if (data.rows() < 2) {
            throw new InputException("pca needs at least 2 rows, the data have 1");
        }
        int most = Math.min(data.rows(), p);
        if (components > most) {
            throw new InputException("components must be at most " + most + " for " + data.rows() + " rows and " + p
                    + " columns, was " + components);
        }
        int count = components == 0 ? most : components;
        Covariance covariance = Covariance.of(data, how);
        Directions found = isFull(p, count)
                ? full(covariance, p, count, how)
                : RandomDirections.find(covariance, p, count, iterations, how);
        double trace = found.trace();
        List<String> notes = new ArrayList<>();
        if (data.features() instanceof SparseMatrix) {
            notes.add("the data are sparse, the directions are not: the result is dense");
        }
        double[] scales = new double[count];
        int flat = 0;
        for (int k = 0; k < count; k++) {
            boolean varies = found.variances()[k] > NO_VARIANCE * trace;
            flat += varies ? 0 : 1;
            scales[k] = whiten && varies ? Math.sqrt(found.variances()[k]) : 1;
        }
        if (flat > 0) {
            notes.add(flat + " of " + count + " directions have no variance" + (whiten ? " and are not whitened" : ""));
        }
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("residual", trace > 0 ? found.residual() / trace : 0);
        FitReport report = new FitReport(true, found.reason(), 0, Double.NaN, new double[0], certificate, notes);
        return new PrincipalComponents(
                FittedStep.Origin.of(this, data, how, report),
                covariance.mean(),
                found.vectors(),
                found.variances(),
                scales,
                trace);
    }

    private boolean isFull(int p, int count) {
        return switch (method) {
            case FULL -> true;
            case RANDOMIZED -> false;
            case AUTO -> p <= FULL_COLUMNS || (long) FULL_SHARE * count >= p;
        };
    }

    private static Directions full(Covariance covariance, int p, int count, Fitting how) {
        double[] matrix = covariance.matrix();
        double trace = covariance.trace(matrix);
        how.cancellation().check();
        SymmetricEigen eigen = SymmetricEigen.of(p, matrix, count, how.parallel());
        double[] variances = new double[count];
        double residual = 0;
        for (int k = 0; k < count; k++) {
            variances[k] = Math.max(0, eigen.values()[k]);
            residual = Math.max(residual, eigen.residual(matrix, k));
        }
        return new Directions(eigen.vectors(), variances, trace, residual, "spectral decomposition of the covariance");
    }

    /// Directions as rows, their variances, the variance of all columns, the largest `‖Cv − λv‖`, and how they were
    /// found.
    record Directions(double[] vectors, double[] variances, double trace, double residual, String reason) {}
}
