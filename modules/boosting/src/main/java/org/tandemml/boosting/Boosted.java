package org.tandemml.boosting;

import java.util.OptionalLong;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;

/// What the boosted models have in common: an [Ensemble] that gives margins and a [Response] that turns them into
/// predictions. A missing value is `NaN` and follows the direction learned at each split; a category level that was not
/// seen in training counts as missing.
public sealed interface Boosted extends Model permits BoostedClassifier, BoostedRegressor {
    Ensemble ensemble();

    Response response();

    /// The name of the target column.
    String target();

    /// The model as it was after the first `rounds` rounds (0: the start value alone); it shares the trees of this one.
    /// Of a random forest the mean of the first `rounds` trees.
    Boosted truncated(int rounds);

    /// What was measured after each round of the fit, on the rows trained on and on those held out.
    RoundHistory history();

    /// The validation loss after each round ([RoundHistory#validation]), for a ranker without metrics of its own the
    /// NDCG; it goes on to the last round that was made, the best of which is kept. Empty without validation rows.
    @Override
    default double[] validationTrace() {
        return history().validationTrace();
    }

    /// The number of boosting rounds.
    default int rounds() {
        return ensemble().rounds();
    }

    @Override
    default OptionalLong parameters() {
        return OptionalLong.of(ensemble().parameters());
    }

    /// Writes the margins of one row to `out[0 .. outputs-1]`. Allocates nothing.
    default void margins(double[] row, double[] out) {
        checkWidth(row.length);
        ensemble().margins(row, out);
    }

    /// The margins of all rows, n × outputs.
    default DenseMatrix margins(Matrix rows, Parallel loop) {
        checkWidth(rows.columns());
        return ensemble().margins(rows, loop);
    }

    /// [#margins(Matrix, Parallel)] on the calling thread.
    default DenseMatrix margins(Matrix rows) {
        return margins(rows, Parallel.SEQUENTIAL);
    }

    /// The trees of this model; an error for the linear booster, which has none.
    default TreeEnsemble trees() {
        if (ensemble() instanceof TreeEnsemble trees) {
            return trees;
        }
        throw new InputException("this model is a linear booster and has no trees: its weights are its explanation");
    }

    /// The importance of each feature, in the order of the schema.
    default double[] importance(Importance kind) {
        return kind.of(trees(), schema().size());
    }

    /// What each feature contributes to margins. Prepare it once for many rows.
    default Contributions contributions() {
        return new Contributions(ensemble(), schema().size());
    }

    @Override
    default Schema.Unseen unseen() {
        return Schema.Unseen.MISSING;
    }

    @Override
    default boolean takesMissing() {
        return true;
    }

    /// Refuses an ensemble that uses more features than the schema has, or has another number of outputs.
    static void check(Schema schema, Ensemble ensemble, int outputs) {
        if (ensemble.featureCount() > schema.size()) {
            throw new InputException("the ensemble uses feature " + (ensemble.featureCount() - 1) + ", the schema has "
                    + schema.size() + " columns (0 to " + (schema.size() - 1) + ")");
        }
        Check.length("outputs of the ensemble", ensemble.outputCount(), outputs);
    }
}
