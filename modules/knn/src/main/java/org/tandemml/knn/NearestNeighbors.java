package org.tandemml.knn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;

/// Classification by the k nearest training rows: the probability of a class is its share of their votes.
///
/// Rows at equal distance come in the order of the training data, so the vote is never a matter of chance; of classes
/// with equal votes the first is predicted. Row weights mean repetition, see [NeighborWeights]. `k = auto` predicts
/// every
/// row from the others for all k at once, at the cost of one search with the largest.
///
/// Columns of large scale drown the others: put `Standardize` before it, as the command line does.
///
/// **Source**: Fix and Hodges, *Discriminatory analysis: nonparametric discrimination*, 1951; Cover and Hart, *Nearest
/// neighbor pattern classification*, IEEE Trans. Inf. Theory 13(1), 1967; distance weights: Dudani, IEEE Trans. SMC
/// 6(4), 1976. **Shapes**: n × p, dense or sparse (`euclidean`, `cosine`). **Cost**: see [NeighborIndex]; the model
/// holds the training rows. **Determinism**: same data, same bits, for any number of threads. **Errors**:
/// `InputException` for categories, missing or infinite features, one class, and k beyond the rows.
///
/// @param k how many neighbours vote
/// @param vote how much each counts
/// @param metric what near means
/// @param method how they are found
public record NearestNeighbors(
        @Setting("how many neighbours vote: a number, or auto, chosen by leaving each row out")
        NeighborCount k,

        @Setting("how much each neighbour counts: all alike, or by the inverse of its distance")
        Vote vote,

        @Setting("what near means: euclidean, manhattan, chebyshev, minkowski:q, cosine, correlation, hamming,"
                + " jaccard or mahalanobis")
        Metric metric,

        @Setting("how neighbours are found; all methods find the same ones")
        Method method)
        implements Learner.OfClasses<NeighborClassifier> {
    /// Five neighbours that count alike, by Euclidean distance.
    public NearestNeighbors() {
        this(new NeighborCount(5), Vote.UNIFORM, new Metric.Euclidean(), Method.AUTO);
    }

    public NearestNeighbors withK(int newK) {
        return new NearestNeighbors(new NeighborCount(newK), vote, metric, method);
    }

    public NearestNeighbors withVote(Vote newVote) {
        return new NearestNeighbors(k, newVote, metric, method);
    }

    public NearestNeighbors withMetric(Metric newMetric) {
        return new NearestNeighbors(k, vote, newMetric, method);
    }

    public NearestNeighbors withMethod(Method newMethod) {
        return new NearestNeighbors(k, vote, metric, newMethod);
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
    public NeighborClassifier fit(Dataset data, Fitting how) {
        Target.Classes target = data.classes();
        traits().require(name(), data);
        how.cancellation().check();
        int[] kept = NeighborWeights.kept(data);
        int[] codes = new int[kept.length];
        boolean[] present = new boolean[target.names().size()];
        int classes = 0;
        for (int i = 0; i < kept.length; i++) {
            codes[i] = target.codes()[kept[i]];
            classes += present[codes[i]] ? 0 : 1;
            present[codes[i]] = true;
        }
        if (classes < 2) {
            throw new InputException(
                    "labels contain 1 class (\"" + target.names().get(codes[0]) + "\"): a classifier needs at least 2");
        }
        NeighborRows rows = NeighborRows.of(data, kept, metric, method, how.parallel());
        Map<String, Double> certificate = new LinkedHashMap<>();
        int chosen = k.k();
        String reason = "all rows are kept, neighbours are found exactly";
        if (k.isAuto()) {
            double[] errors = LeaveOneOut.errors(rows, codes, present.length, vote, how);
            chosen = LeaveOneOut.best(errors);
            reason = "k = " + chosen + " of 1.." + errors.length + " errs least when each row is left out";
            certificate.put("leave_one_out_error", errors[chosen - 1]);
        }
        rows.weights.require(chosen);
        how.progress().step(name(), 1, 1, Double.NaN);
        List<String> notes = new ArrayList<>(List.of(rows.index.reason()));
        metric.drowned(rows.rows, data.schema()).ifPresent(notes::add);
        FitReport report = new FitReport(true, reason, 0, Double.NaN, new double[0], certificate, notes);
        return new NeighborClassifier(
                data.schema(),
                target.name(),
                target.names(),
                rows,
                codes,
                chosen,
                vote,
                report,
                Provenance.of(this, data, how));
    }
}
