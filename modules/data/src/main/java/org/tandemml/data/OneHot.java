package org.tandemml.data;

import java.util.List;
import java.util.Map;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.Setting;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Traits;

/// Replaces each column of categories by one column `name=level` of 0 and 1 for each level that occurs in the rows it
/// is fitted on; numeric columns pass. A missing value has 0 in all of its columns.
///
/// Levels that the schema lists and no fitted row holds get no column, so test rows never shape the result. What such
/// a level, or one the schema does not know, means later is the setting `unseen`: an error, or missing.
///
/// The result is sparse if the data are, or if it has at least 256 columns of which at most one in eight can differ
/// from zero in a row; that is decided once, at fitting. **Cost**: O(n p). **Errors**:
/// [org.tandemml.core.InputException] for a category
/// without any value, and for more than 2³¹ values in a dense result.
public record OneHot(
        @Setting("what a level that training did not see becomes: an error, or a missing value")
        Schema.Unseen unseen,

        @Setting("leaves out the first level of each column, for unpenalised linear models")
        boolean dropFirst)
        implements Learner.OfTransform<OneHotEncoding> {
    private static final int SPARSE_COLUMNS = 256;
    private static final int SPARSE_SHARE = 8;

    /// Refuses unseen levels, keeps all columns.
    public OneHot() {
        this(Schema.Unseen.ERROR, false);
    }

    public OneHot withUnseen(Schema.Unseen value) {
        return new OneHot(value, dropFirst);
    }

    public OneHot withDropFirst(boolean value) {
        return new OneHot(unseen, value);
    }

    @Override
    public String name() {
        return "one-hot";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public OneHotEncoding fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        Schema schema = data.schema();
        int[][] kept = new int[schema.size()][];
        int wide = 0;
        for (int j = 0; j < schema.size(); j++) {
            how.cancellation().check();
            kept[j] = new int[0];
            if (schema.column(j) instanceof Column.Categorical column) {
                kept[j] = Levels.seen(data, j, column, "OneHot");
                wide += kept[j].length - (dropFirst ? 1 : 0);
            } else {
                wide++;
            }
        }
        boolean sparse = data.features() instanceof SparseMatrix
                || (wide >= SPARSE_COLUMNS && (long) SPARSE_SHARE * schema.size() <= wide);
        FitReport report = new FitReport(
                true,
                "levels listed",
                0,
                Double.NaN,
                new double[0],
                Map.of(),
                sparse ? List.of("the result has " + wide + " columns and is kept sparse") : List.of());
        return new OneHotEncoding(schema, unseen, dropFirst, kept, sparse, report, Provenance.of(this, data, how));
    }
}
