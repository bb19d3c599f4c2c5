package org.tandemml.peers;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// The linear machine of liblinear-java 2.44 (BSD-3-Clause), for comparison only: `-s 3`, the hinge with an L2 penalty
/// by dual coordinate descent, classes one against the rest, with a constant term that is penalised (`-B 1`).
///
/// C and tolerance are LIBLINEAR's defaults. Its random order follows the seed of the fit. Row weights are refused.
/// LIBLINEAR stops after 300 passes, which it says on standard output only; that is silenced.
public record LiblinearSvm(
        @Setting("C, how much a row inside the margin costs")
        double cost,

        @Setting("the largest violation at which LIBLINEAR stops")
        double tolerance)
        implements Learner.OfClasses<PeerClassifier> {
    public LiblinearSvm {
        Check.positive("cost", cost);
        Check.positive("tolerance", tolerance);
    }

    /// C = 1, tolerance 0.1.
    public LiblinearSvm() {
        this(1, 0.1);
    }

    public LiblinearSvm withCost(double newCost) {
        return new LiblinearSvm(newCost, tolerance);
    }

    public LiblinearSvm withTolerance(double newTolerance) {
        return new LiblinearSvm(cost, newTolerance);
    }

    @Override
    public String name() {
        return "liblinear-linear-svm";
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
        Model model = PeerLibrary.LIBLINEAR.call(name(), () -> trained(data, present, how.seed()));
        int k = present.count();
        int[] labels = model.getLabels();
        FitReport report = new FitReport(
                true,
                "LIBLINEAR does not report whether it converged",
                0,
                Double.NaN,
                new double[0],
                Map.of(),
                List.of());
        return PeerClassifier.ofScores(data, present, report, Provenance.of(this, data, how), row -> {
            double[] values = new double[k];
            Linear.predictValues(model, features(row), values);
            double[] scores = new double[k];
            if (k == 2) {
                // One vector for both: positive for the class that came first.
                scores[labels[0]] = values[0];
                scores[labels[1]] = -values[0];
                return scores;
            }
            for (int c = 0; c < k; c++) {
                scores[labels[c]] = values[c];
            }
            return scores;
        });
    }

    private Model trained(Dataset data, PresentClasses present, long seed) {
        Problem problem = new Problem();
        problem.l = data.rows();
        problem.n = data.columns() + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        problem.y = Arrays.stream(present.ofRow()).asDoubleStream().toArray();
        double[] row = new double[data.columns()];
        for (int i = 0; i < problem.l; i++) {
            data.features().copyRow(i, row, 0);
            problem.x[i] = features(row);
        }
        Parameter parameter = new Parameter(SolverType.L2R_L1LOSS_SVC_DUAL, cost, tolerance);
        parameter.setRandom(new Random(seed));
        Linear.disableDebugOutput();
        return Linear.train(problem, parameter);
    }

    /// The cells that are not 0, and the constant.
    private static Feature[] features(double[] row) {
        int count = 1;
        for (double value : row) {
            count += value != 0 ? 1 : 0;
        }
        Feature[] features = new Feature[count];
        int at = 0;
        for (int j = 0; j < row.length; j++) {
            if (row[j] != 0) {
                features[at++] = new FeatureNode(j + 1, row[j]);
            }
        }
        features[at] = new FeatureNode(row.length + 1, 1);
        return features;
    }
}
