package org.tandemml.peers;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// The machine of Tribuo 4.3.2 (Apache-2.0), for comparison only: its wrapper of the Java LIBSVM, C-SVC with the RBF
/// kernel, classes one against one. The wrapper asks for a cache of 500 MB.
///
/// C and tolerance are LIBSVM's defaults, γ is `scale` as for Tandem's `svm`. Scores are Tribuo's. Row weights are
/// refused: the wrapper does not hand them on.
public record TribuoSvm(
        @Setting("C, how much a row inside the margin costs")
        double cost,

        @Setting("gamma of the kernel; 0 for 1/(columns x variance)")
        double gamma,

        @Setting("KKT violation at which LIBSVM stops") double tolerance)
        implements Learner.OfClasses<PeerClassifier> {
    public TribuoSvm {
        new RbfSettings(cost, gamma, tolerance);
    }

    /// C = 1, γ = scale, tolerance 1e-3.
    public TribuoSvm() {
        this(1, 0, 1e-3);
    }

    public TribuoSvm withCost(double newCost) {
        return new TribuoSvm(newCost, gamma, tolerance);
    }

    public TribuoSvm withGamma(double newGamma) {
        return new TribuoSvm(cost, newGamma, tolerance);
    }

    public TribuoSvm withTolerance(double newTolerance) {
        return new TribuoSvm(cost, gamma, newTolerance);
    }

    @Override
    public String name() {
        return "tribuo-svm";
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
        String[] names = TribuoLogistic.names(data.columns());
        Model<Label> model = PeerLibrary.TRIBUO.call(name(), () -> trained(data, present, names, resolved));
        FitReport report = new FitReport(
                true,
                "Tribuo does not report whether LIBSVM converged",
                0,
                Double.NaN,
                new double[0],
                Map.of(),
                List.of());
        return PeerClassifier.ofScores(data, present, report, Provenance.of(this, data, how), row -> {
            Map<String, Label> given = model.predict(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, row))
                    .getOutputScores();
            double[] scores = new double[present.count()];
            for (int c = 0; c < scores.length; c++) {
                Label label = given.get(Integer.toString(c));
                scores[c] = label == null ? 0 : label.getScore();
            }
            if (scores.length == 2) {
                double decision = (scores[1] - scores[0]) / 2;
                return new double[] {-decision, decision};
            }
            return scores;
        });
    }

    private Model<Label> trained(Dataset data, PresentClasses present, String[] names, double resolved) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> examples = new MutableDataset<>(new SimpleDataSourceProvenance("tandem", labels), labels);
        for (int i = 0; i < data.rows(); i++) {
            double[] row = new double[data.columns()];
            data.features().copyRow(i, row, 0);
            examples.add(new ArrayExample<>(new Label(Integer.toString(present.ofRow()[i])), names, row));
        }
        SVMParameters<Label> parameters =
                new SVMParameters<>(new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), KernelType.RBF);
        parameters.setCost(cost);
        parameters.setGamma(resolved);
        parameters.setEpsilon(tolerance);
        return new LibSVMClassificationTrainer(parameters).train(examples);
    }
}
