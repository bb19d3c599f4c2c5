package org.tandemml.knn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Regression by the k nearest training rows: the mean of their targets, weighted by their votes.
///
/// All else is as for [NearestNeighbors]; `k = auto` takes the k of the least squared error when each row is left out.
///
/// **Source**: Altman, *An introduction to kernel and nearest-neighbor nonparametric regression*, The American
/// Statistician 46(3), 1992. **Cost**, **Determinism**, **Errors**: as for [NearestNeighbors].
///
/// @param k how many neighbours count
/// @param vote how much each counts
/// @param metric what near means
/// @param method how they are found
public record NearestNeighborsRegression(
        @Setting("how many neighbours count: a number, or auto, chosen by leaving each row out")
        NeighborCount k,

        @Setting("how much each neighbour counts: all alike, or by the inverse of its distance")
        Vote vote,

        @Setting("what near means: euclidean, manhattan, chebyshev, minkowski:q, cosine, correlation, hamming,"
                + " jaccard or mahalanobis")
        Metric metric,

        @Setting("how neighbours are found; all methods find the same ones")
        Method method)
        implements Learner.OfNumbers<NeighborRegressor> {
    /// Five neighbours that count alike, by Euclidean distance.
    public NearestNeighborsRegression() {
        this(new NeighborCount(5), Vote.UNIFORM, new Metric.Euclidean(), Method.AUTO);
    }

    public NearestNeighborsRegression withK(int newK) {
        return new NearestNeighborsRegression(new NeighborCount(newK), vote, metric, method);
    }

    public NearestNeighborsRegression withVote(Vote newVote) {
        return new NearestNeighborsRegression(k, newVote, metric, method);
    }

    public NearestNeighborsRegression withMetric(Metric newMetric) {
        return new NearestNeighborsRegression(k, vote, newMetric, method);
    }

    @Override
    public String name() {
        return "knn";
    }

    /// Numbers without gaps, of comparable scale.
    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public NeighborRegressor fit(Dataset data, Fitting how) {
        double[] numbers = data.numbers();
        traits().require(name(), data);
        how.cancellation().check();
        int[] kept = NeighborWeights.kept(data);
        double[] target = Arrays.stream(kept).mapToDouble(i -> numbers[i]).toArray();
        NeighborRows rows = NeighborRows.of(data, kept, metric, method, how.parallel());
        Map<String, Double> certificate = new LinkedHashMap<>();
        int chosen = k.k();
        String reason = "all rows are kept, neighbours are found exactly";
        if (k.isAuto() && kept.length == 1) {
            chosen = 1;
        } else if (k.isAuto()) {
            double[] errors = LeaveOneOut.errors(rows, target, vote, how);
            chosen = LeaveOneOut.best(errors);
            reason = "k = " + chosen + " of 1.." + errors.length + " errs least when each row is left out";
            certificate.put("leave_one_out_error", errors[chosen - 1]);
        }
        rows.weights.require(chosen);
        how.progress().step(name(), 1, 1, Double.NaN);
        List<String> notes = new ArrayList<>(List.of(rows.index.reason()));
        metric.drowned(rows.rows, data.schema()).ifPresent(notes::add);
        FitReport report = new FitReport(true, reason, 0, Double.NaN, new double[0], certificate, notes);
        return new NeighborRegressor(
                data.schema(),
                data.target().name(),
                rows,
                target,
                chosen,
                vote,
                report,
                Provenance.of(this, data, how));
    }
}
