package org.tandemml.peers;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.nearest.KNNModel;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Nearest neighbours of Tribuo 4.3.2 (Apache-2.0), for comparison only: Euclidean, all k count alike, by a k-d tree.
///
/// Tribuo has no default k; 5 is that of Tandem's `knn`. Row weights are refused: Tribuo's voting does not look at
/// them.
public record TribuoKnn(@Setting("how many neighbours vote") int k) implements Learner.OfClasses<PeerClassifier> {
    public TribuoKnn {
        Check.atLeast("k", k, 1);
    }

    /// Five neighbours.
    public TribuoKnn() {
        this(5);
    }

    public TribuoKnn withK(int newK) {
        return new TribuoKnn(newK);
    }

    @Override
    public String name() {
        return "tribuo-knn";
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
            throw new InputException("tribuo-knn cannot use row weights: fit without weights or with another learner");
        }
        String[] names = TribuoLogistic.names(data.columns());
        Model<Label> model = fitted(data, present, names);
        FitReport report =
                new FitReport(true, "Tribuo keeps the rows", 0, Double.NaN, new double[0], Map.of(), List.of());
        return new PeerClassifier(data, present, report, Provenance.of(this, data, how), row -> {
            Map<String, Label> scores = model.predict(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, row))
                    .getOutputScores();
            double[] probabilities = new double[present.count()];
            for (int c = 0; c < probabilities.length; c++) {
                Label label = scores.get(Integer.toString(c));
                probabilities[c] = label == null ? 0 : label.getScore();
            }
            return probabilities;
        });
    }

    private Model<Label> fitted(Dataset data, PresentClasses present, String[] names) {
        try {
            LabelFactory labels = new LabelFactory();
            MutableDataset<Label> examples =
                    new MutableDataset<>(new SimpleDataSourceProvenance("tandem", labels), labels);
            for (int i = 0; i < data.rows(); i++) {
                double[] row = new double[data.columns()];
                data.features().copyRow(i, row, 0);
                examples.add(new ArrayExample<>(new Label(Integer.toString(present.ofRow()[i])), names, row));
            }
            return new KNNTrainer<>(
                            k,
                            new L2Distance(),
                            1,
                            new VotingCombiner(),
                            KNNModel.Backend.THREADPOOL,
                            NeighboursQueryFactoryType.KD_TREE)
                    .train(examples);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Tribuo failed: " + e, e);
        }
    }
}
