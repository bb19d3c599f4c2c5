package org.tandemml.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// The machine of the Java LIBSVM 3.35 (BSD-3-Clause), for comparison only: C-SVC with the RBF kernel, classes one
/// against one, shrinking, one thread.
///
/// C and tolerance are LIBSVM's defaults, γ is `scale` as for Tandem's `svm` (LIBSVM's own is 1/columns). Cells that
/// are 0 are left out, as LIBSVM's sparse rows want it. Row weights are refused: the Java LIBSVM has none. It says that
/// it reached its limit of steps on standard output only, which is silenced.
public record LibsvmSvm(
        @Setting("C, how much a row inside the margin costs")
        double cost,

        @Setting("gamma of the kernel; 0 for 1/(columns x variance)")
        double gamma,

        @Setting("KKT violation at which LIBSVM stops") double tolerance,
        @Setting("megabytes of kernel rows kept") double cache)
        implements Learner.OfClasses<PeerClassifier> {
    public LibsvmSvm {
        new RbfSettings(cost, gamma, tolerance);
        org.tandemml.core.Check.positive("cache", cache);
    }

    /// C = 1, γ = scale, tolerance 1e-3, 100 MB.
    public LibsvmSvm() {
        this(1, 0, 1e-3, 100);
    }

    public LibsvmSvm withCost(double newCost) {
        return new LibsvmSvm(newCost, gamma, tolerance, cache);
    }

    public LibsvmSvm withGamma(double newGamma) {
        return new LibsvmSvm(cost, newGamma, tolerance, cache);
    }

    public LibsvmSvm withTolerance(double newTolerance) {
        return new LibsvmSvm(cost, gamma, newTolerance, cache);
    }

    public LibsvmSvm withCache(double newCache) {
        return new LibsvmSvm(cost, gamma, tolerance, newCache);
    }

    @Override
    public String name() {
        return "libsvm-svm";
    }

    @Override
    public boolean givesProbabilities() {
        return false;
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        how.cancellation().check();
        double resolved = new RbfSettings(cost, gamma, tolerance).gamma(data);
        svm_model model = PeerLibrary.LIBSVM.call(name(), () -> trained(data, present, resolved));
        int k = present.count();
        FitReport report = new FitReport(
                true,
                "LIBSVM does not report whether it converged",
                0,
                Double.NaN,
                new double[0],
                Map.of("support_vectors", (double) model.l),
                List.of());
        return PeerClassifier.ofScores(data, present, report, Provenance.of(this, data, how), row -> {
            double[] decisions = new double[k * (k - 1) / 2];
            svm.svm_predict_values(model, nodes(row), decisions);
            PairVotes votes = new PairVotes(k);
            int pair = 0;
            for (int a = 0; a < k; a++) {
                for (int b = a + 1; b < k; b++) {
                    votes.add(model.label[a], model.label[b], decisions[pair++]);
                }
            }
            return votes.scores();
        });
    }

    private svm_model trained(Dataset data, PresentClasses present, double resolved) {
        svm_problem problem = new svm_problem();
        problem.l = data.rows();
        problem.x = new svm_node[problem.l][];
        problem.y = Arrays.stream(present.ofRow()).asDoubleStream().toArray();
        double[] row = new double[data.columns()];
        for (int i = 0; i < problem.l; i++) {
            data.features().copyRow(i, row, 0);
            problem.x[i] = nodes(row);
        }
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.RBF;
        parameter.C = cost;
        parameter.gamma = resolved;
        parameter.eps = tolerance;
        parameter.cache_size = cache;
        parameter.shrinking = 1;
        parameter.weight_label = new int[0];
        parameter.weight = new double[0];
        svm.svm_set_print_string_function(text -> {});
        return svm.svm_train(problem, parameter);
    }

    private static svm_node[] nodes(double[] row) {
        int count = 0;
        for (double value : row) {
            count += value != 0 ? 1 : 0;
        }
        svm_node[] nodes = new svm_node[count];
        int at = 0;
        for (int j = 0; j < row.length; j++) {
            if (row[j] != 0) {
                nodes[at] = new svm_node();
                nodes[at].index = j + 1;
                nodes[at++].value = row[j];
            }
        }
        return nodes;
    }
}
