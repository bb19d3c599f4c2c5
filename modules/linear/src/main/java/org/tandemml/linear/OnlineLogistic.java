package org.tandemml.linear;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.optimization.Schedule;
import org.tandemml.regularization.Penalty;

/// Settings of logistic regression on a stream: batches of rows that need not fit in memory together, each seen and
/// forgotten.
///
/// The objective is that of [LogisticRegression] over all rows of the stream; one pass comes near to its optimum,
/// repeated passes nearer. Memory does not grow with the number of rows. The columns, the target and its classes are
/// declared beforehand:
///
/// ```java
/// OnlineLogisticModel model = new OnlineLogistic().start(schema, "income", List.of("<=50K", ">50K"));
/// for (Dataset batch : batches) {
///     model = model.partialFit(batch, Fitting.defaults());
/// }
/// ```
///
/// As long as all rows so far have at most `keptCells` cells, zeros included, they are kept and the model is the
/// optimum over them, found by proximal Newton: one pass is enough for small data, in whatever order. (Batches of less
/// than 0.5 % of the rows wait for each other, see [OnlineLogisticModel#caughtUp].) The batch with which there would be
/// more lets the rows kept go: their loss is remembered as a quadratic function, expanded at the optimum, beside which
/// the next rows are kept and fitted. That needs room for 8 rows a coefficient and O((K·p)²) memory; for wider data the
/// rows kept go through the steps below once and are forgotten, and steps go on from their optimum.
///
/// Rows that are remembered and come again in the same order, each pass beginning with a batch, are recognised by the
/// 32 (at least 8) that the first batch began with; new rows that begin alike are learned once as many have come. Such
/// a pass changes nothing until all have come, then it is a step of Newton's
/// method on all rows, exactly; one that led too far is shortened after the next pass. So the passes after the first
/// converge on the optimum whatever the order of the rows, as long as they are complete: sorted by class too.
///
/// Steps, then and with `keptCells` 0: each batch is shuffled and cut into mini-batches; each moves the coefficients of
/// the scaled columns by `optimizer` along the gradient of loss and L2 part, then by the proximal operator of the L1
/// part. The model uses an average of all iterates that weighs late ones more. Means and deviations of the columns are
/// those of all rows so far, kept exactly; the solver's own scale is that of the first batch in which a column varies.
///
/// **Source**: Bottou, *Stochastic gradient descent tricks*, 2012; Duchi, Hazan and Singer, JMLR 12, 2011 (AdaGrad with
/// proximal steps); average: Shamir and Zhang, *Stochastic gradient descent for non-smooth optimization*, ICML 2013,
/// section 4; further passes: Boyd and Vandenberghe, *Convex Optimization*, 2004, section 9.5. **Determinism**: the
/// same batches in the same order with the same seed give the same bits.
///
/// @param penalty what keeps coefficients small
/// @param standardize whether the penalty acts on coefficients of standardised columns
/// @param intercept whether scores have a constant term
/// @param optimizer how a gradient moves the coefficients of scaled columns
/// @param schedule how its rate changes from step to step
/// @param batchSize rows of a mini-batch
/// @param keptCells cells up to which all rows are kept and fitted exactly; 0 for steps from the first row on
public record OnlineLogistic(
        Penalty penalty,
        boolean standardize,
        boolean intercept,
        FirstOrder optimizer,
        Schedule schedule,
        int batchSize,
        int keptCells) {
    private static final int KEPT_CELLS = 1 << 19;

    /// Checks the settings.
    public OnlineLogistic {
        Check.atLeast("batchSize", batchSize, 1);
        Check.atLeast("keptCells", keptCells, 0);
    }

    /// Penalty `l2:0.001` on standardised columns, an intercept, AdaGrad with rate 0.2, mini-batches of 16 rows,
    /// 524,288 cells kept.
    public OnlineLogistic() {
        this(
                Penalty.l2(1e-3),
                true,
                true,
                new FirstOrder.AdaGrad(0.2, 0, 1e-10, 0, 0),
                new Schedule.Constant(),
                16,
                KEPT_CELLS);
    }

    public OnlineLogistic withPenalty(Penalty newPenalty) {
        return new OnlineLogistic(newPenalty, standardize, intercept, optimizer, schedule, batchSize, keptCells);
    }

    public OnlineLogistic withStandardize(boolean newStandardize) {
        return new OnlineLogistic(penalty, newStandardize, intercept, optimizer, schedule, batchSize, keptCells);
    }

    public OnlineLogistic withIntercept(boolean newIntercept) {
        return new OnlineLogistic(penalty, standardize, newIntercept, optimizer, schedule, batchSize, keptCells);
    }

    /// With another rule, whose steps count from the first row on: no rows are kept.
    public OnlineLogistic withOptimizer(FirstOrder newOptimizer) {
        return new OnlineLogistic(penalty, standardize, intercept, newOptimizer, schedule, batchSize, 0);
    }

    /// With another schedule, whose steps count from the first row on: no rows are kept.
    public OnlineLogistic withSchedule(Schedule newSchedule) {
        return new OnlineLogistic(penalty, standardize, intercept, optimizer, newSchedule, batchSize, 0);
    }

    /// With other mini-batches, from the first row on: no rows are kept.
    public OnlineLogistic withBatchSize(int newBatchSize) {
        return new OnlineLogistic(penalty, standardize, intercept, optimizer, schedule, newBatchSize, 0);
    }

    public OnlineLogistic withKeptCells(int newKeptCells) {
        return new OnlineLogistic(penalty, standardize, intercept, optimizer, schedule, batchSize, newKeptCells);
    }

    /// A model that has seen no row: all coefficients 0. Throws [InputException] for fewer than 2 classes, equal names
    /// and categorical columns.
    public OnlineLogisticModel start(Schema schema, String target, List<String> classes) {
        if (classes.size() < 2 || classes.stream().distinct().count() < classes.size()) {
            throw new InputException("a stream needs at least 2 classes with different names, got " + classes);
        }
        if (schema.size() == 0) {
            throw new InputException("a stream needs at least 1 column");
        }
        if (schema.hasCategories()) {
            throw new InputException(
                    "logistic regression on a stream takes numbers only: encode categories by one-hot");
        }
        return new OnlineLogisticModel(this, schema, target, classes);
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        return String.join(
                " ",
                penalty.toString(),
                Boolean.toString(standardize),
                Boolean.toString(intercept),
                optimizer.toString(),
                schedule.toString(),
                Integer.toString(batchSize),
                Integer.toString(keptCells));
    }

    static OnlineLogistic parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 6 && parts.length != 7) {
            throw new InputException("the settings of a stream are 6 or 7 words, were \"" + text + "\"");
        }
        try {
            return new OnlineLogistic(
                    Penalty.parse(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    Boolean.parseBoolean(parts[2]),
                    FirstOrder.parse(parts[3]),
                    Schedule.parse(parts[4]),
                    Integer.parseInt(parts[5]),
                    parts.length == 7 ? Integer.parseInt(parts[6]) : 0);
        } catch (NumberFormatException e) {
            throw new InputException(
                    "batch size and kept cells of a stream must be whole numbers, were \"" + text + "\"", e);
        }
    }
}
