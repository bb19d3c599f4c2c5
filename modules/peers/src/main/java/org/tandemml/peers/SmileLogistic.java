package org.tandemml.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import smile.classification.LogisticRegression;

/// Logistic regression of Smile 6.3 (GPL-3.0), for comparison only.
///
/// Minimises `Σ loss + λ/2 ‖w‖²` by BFGS: the sum over rows, not their mean, so Smile's λ is n times the λ of
/// Tandem's objective. With more than two classes the last is the reference class, whose coefficients are fixed at 0
/// and thus escape the penalty. The defaults are Smile's own; columns are not scaled inside.
///
/// **Shapes**: dense rows; sparse data are copied to dense ones and refused beyond half of the heap. Row weights are
/// refused, since Smile has none. **Determinism**: Smile adds partial sums in an order that depends on the number of
/// threads, so unlike Tandem's learners the last bits may too. **Errors**: what Smile throws comes out as
/// `IllegalStateException` with its reason. Smile does not say whether it converged; the report repeats that. A running
/// fit does not hear cancellation.
public record SmileLogistic(
        @Setting("strength of the L2 penalty, on the sum of the losses")
        double lambda,

        @Setting("tolerance of the stopping rule of BFGS") double tolerance,
        @Setting("most iterations of BFGS") int maxIterations)
        implements Learner.OfClasses<PeerClassifier> {
    public SmileLogistic {
        Check.notNegative("lambda", lambda);
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 1);
    }

    /// Smile's defaults: λ 0.1, tolerance 1e-5, 500 iterations.
    public SmileLogistic() {
        this(0.1, 1e-5, 500);
    }

    public SmileLogistic withLambda(double newLambda) {
        return new SmileLogistic(newLambda, tolerance, maxIterations);
    }

    public SmileLogistic withTolerance(double newTolerance) {
        return new SmileLogistic(lambda, newTolerance, maxIterations);
    }

    public SmileLogistic withMaxIterations(int newMaxIterations) {
        return new SmileLogistic(lambda, tolerance, newMaxIterations);
    }

    @Override
    public String name() {
        return "smile-logistic";
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        if (data.isWeighted()) {
            throw new InputException("smile-logistic cannot use row weights: fit without weights or with another"
                    + " learner (tribuo-logistic takes them)");
        }
        double[][] rows = rows(data);
        how.cancellation().check();
        LogisticRegression model = fitted(rows, present.ofRow(), how.threads());
        FitReport report = new FitReport(
                true,
                "Smile does not report whether it converged",
                0,
                -model.loglikelihood() / data.rows(),
                new double[0],
                Map.of(),
                List.of());
        return new PeerClassifier(data, present, report, Provenance.of(this, data, how), row -> {
            double[] probabilities = new double[present.count()];
            model.predict(row, probabilities);
            return probabilities;
        });
    }

    private static double[][] rows(Dataset data) {
        long bytes = 8L * data.rows() * data.columns();
        if (bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new InputException("smile-logistic needs dense rows: " + data.rows() + " x " + data.columns()
                    + " values take " + (bytes >> 20) + " MB, more than half of the heap ("
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB): raise it with -Xmx or take fewer columns");
        }
        double[][] rows = new double[data.rows()][data.columns()];
        for (int i = 0; i < rows.length; i++) {
            data.features().copyRow(i, rows[i], 0);
        }
        return rows;
    }

    /// Smile spreads work by parallel streams, which stay in the pool that started them: the way to set its threads.
    private LogisticRegression fitted(double[][] rows, int[] labels, int threads) {
        LogisticRegression.Options options = new LogisticRegression.Options(lambda, tolerance, maxIterations);
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> LogisticRegression.fit(rows, labels, options))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof OutOfMemoryError error) {
                throw error;
            }
            throw new IllegalStateException("Smile failed: " + (cause == null ? e : cause), cause);
        }
    }
}
