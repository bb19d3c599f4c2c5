package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Replaces each column of categories by one number: 0, 1, 2, … in the order in which the schema lists the levels that
/// occur in the training rows. Numeric columns pass, missing values stay missing.
///
/// Only for learners that mind no order, such as trees, or for levels whose order means something: readers list levels
/// by name, so the names, or a [Column.Categorical] made by hand, decide. **Cost**: O(n p). **Errors**:
/// [org.tandemml.core.InputException] for a category without any value.
public record Ordinal(
        @Setting("what a level that training did not see becomes: an error, or a missing value")
        Schema.Unseen unseen) implements Learner.OfTransform<OrdinalEncoding> {
    /// Refuses unseen levels.
    public Ordinal() {
        this(Schema.Unseen.ERROR);
    }

    public Ordinal withUnseen(Schema.Unseen value) {
        return new Ordinal(value);
    }

    @Override
    public String name() {
        return "ordinal";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public OrdinalEncoding fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        int[][] seen = new int[data.columns()][];
        for (int j = 0; j < seen.length; j++) {
            how.cancellation().check();
            seen[j] = data.schema().column(j) instanceof Column.Categorical column
                    ? Levels.seen(data, j, column, "Ordinal")
                    : new int[0];
        }
        return new OrdinalEncoding(
                FittedStep.Origin.of(this, data, how, FittedStep.report("levels listed", List.of())), unseen, seen);
    }
}
