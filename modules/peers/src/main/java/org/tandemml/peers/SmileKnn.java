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
import smile.classification.KNN;

/// Nearest neighbours of Smile 6.3 (GPL-3.0), for comparison only: Euclidean, all k count alike, by a k-d tree below 10
/// columns and a cover tree above.
///
/// Smile has no default k; 5 is that of Tandem's `knn`. Row weights are refused, since Smile has none.
public record SmileKnn(@Setting("how many neighbours vote") int k) implements Learner.OfClasses<PeerClassifier> {
    public SmileKnn {
        Check.atLeast("k", k, 1);
    }

    /// Five neighbours.
    public SmileKnn() {
        this(5);
    }

    public SmileKnn withK(int newK) {
        return new SmileKnn(newK);
    }

    @Override
    public String name() {
        return "smile-knn";
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
            throw new InputException("smile-knn cannot use row weights: fit without weights or with another learner");
        }
        double[][] rows = new double[data.rows()][data.columns()];
        for (int i = 0; i < rows.length; i++) {
            data.features().copyRow(i, rows[i], 0);
        }
        KNN<double[]> model;
        try {
            model = KNN.fit(rows, present.ofRow(), k);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Smile failed: " + e, e);
        }
        FitReport report =
                new FitReport(true, "Smile keeps the rows", 0, Double.NaN, new double[0], Map.of(), List.of());
        return new PeerClassifier(data, present, report, Provenance.of(this, data, how), row -> {
            double[] probabilities = new double[present.count()];
            model.predict(row, probabilities);
            return probabilities;
        });
    }
}
