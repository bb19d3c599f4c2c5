package org.tandemml.data;

import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Keeps some columns and leaves out the others, by name or by kind; or the other way round.
///
/// ```java
/// new Select(ColumnChoice.parse("age,x*,type:categorical"))
/// new Select(ColumnChoice.named("id")).withDrop(true)
/// ```
///
/// The columns keep their order. Sparse data stay sparse. **Errors**: [InputException] for a name that no column has,
/// and if no column is left.
public record Select(
        @Setting("names, with * for any characters, or type:numeric, type:categorical; separated by commas")
        ColumnChoice columns,

        @Setting("leaves these columns out instead of keeping them")
        boolean drop)
        implements Learner.OfTransform<ColumnSelection> {
    /// Keeps every column.
    public Select() {
        this(ColumnChoice.ALL);
    }

    /// Keeps these columns.
    public Select(ColumnChoice columns) {
        this(columns, false);
    }

    public Select withColumns(ColumnChoice value) {
        return new Select(value, drop);
    }

    public Select withDrop(boolean value) {
        return new Select(columns, value);
    }

    @Override
    public String name() {
        return "select";
    }

    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public ColumnSelection fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        boolean[] chosen = columns.in(data.schema());
        int[] kept =
                IntStream.range(0, chosen.length).filter(j -> chosen[j] != drop).toArray();
        if (kept.length == 0) {
            throw new InputException("select with columns=" + columns + ", drop=" + drop + " leaves none of the "
                    + chosen.length + " columns: choose others");
        }
        return new ColumnSelection(
                FittedStep.Origin.of(this, data, how, FittedStep.report("columns chosen", List.of())), kept);
    }
}
