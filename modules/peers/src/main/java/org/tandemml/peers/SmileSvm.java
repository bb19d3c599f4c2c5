package org.tandemml.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import smile.classification.SVM;
import smile.math.kernel.GaussianKernel;

/// The machine of Smile 6.3 (GPL-3.0), for comparison only: LASVM, an online method that stops after its epochs however
/// far from the optimum it is, with the Gaussian kernel; each two classes a machine.
///
/// Tolerance and epochs are Smile's defaults; C and γ are those of Tandem's `svm` (Smile has none). Smile takes its
/// order of rows from a random generator of its own, so neither seed nor thread count govern it. Row weights are
/// refused, and sparse rows are copied to dense ones.
public record SmileSvm(
        @Setting("C, how much a row inside the margin costs")
        double cost,

        @Setting("gamma of the kernel; 0 for 1/(columns x variance)")
        double gamma,

        @Setting("tolerance of the finishing step") double tolerance,
        @Setting("passes over the rows") int epochs)
        implements Learner.OfClasses<PeerClassifier> {
    public SmileSvm {
        new RbfSettings(cost, gamma, tolerance);
        Check.atLeast("epochs", epochs, 1);
    }

    /// C = 1, γ = scale, tolerance 1e-3, 1 epoch.
    public SmileSvm() {
        this(1, 0, 1e-3, 1);
    }

    public SmileSvm withCost(double newCost) {
        return new SmileSvm(newCost, gamma, tolerance, epochs);
    }

    public SmileSvm withGamma(double newGamma) {
        return new SmileSvm(cost, newGamma, tolerance, epochs);
    }

    public SmileSvm withTolerance(double newTolerance) {
        return new SmileSvm(cost, gamma, newTolerance, epochs);
    }

    public SmileSvm withEpochs(int newEpochs) {
        return new SmileSvm(cost, gamma, tolerance, newEpochs);
    }

    @Override
    public String name() {
        return "smile-svm";
    }

    @Override
    public boolean givesProbabilities() {
        return false;
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    /// The machine of two classes: positive for the first.
    private record Pair(int first, int second, SVM<double[]> machine) {}

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        double[][] rows = Rows.arrays(name(), data);
        double resolved = new RbfSettings(cost, gamma, tolerance).gamma(data);
        int k = present.count();
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < k; a++) {
            for (int b = a + 1; b < k; b++) {
                how.cancellation().check();
                pairs.add(pair(a, b, rows, present.ofRow(), resolved));
            }
        }
        FitReport report = new FitReport(
                true, "Smile stops after its epochs", epochs, Double.NaN, new double[0], Map.of(), List.of());
        return PeerClassifier.ofScores(data, present, report, Provenance.of(this, data, how), row -> {
            PairVotes votes = new PairVotes(k);
            for (Pair pair : pairs) {
                votes.add(pair.first(), pair.second(), pair.machine().score(row));
            }
            return votes.scores();
        });
    }

    private Pair pair(int a, int b, double[][] rows, int[] classOf, double resolved) {
        List<double[]> x = new ArrayList<>();
        List<Integer> y = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (classOf[i] == a || classOf[i] == b) {
                x.add(rows[i]);
                y.add(classOf[i] == a ? 1 : -1);
            }
        }
        SVM<double[]> machine = PeerLibrary.SMILE.call(
                name(),
                () -> SVM.fit(
                        x.toArray(double[][]::new),
                        y.stream().mapToInt(i -> i).toArray(),
                        new GaussianKernel(Math.sqrt(1 / (2 * resolved))),
                        new SVM.Options(cost, tolerance, epochs)));
        return new Pair(a, b, machine);
    }
}
