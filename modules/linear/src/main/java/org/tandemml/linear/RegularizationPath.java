package org.tandemml.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The coefficients of a linear model for each strength λ of its penalty, from all 0 to hardly held back, and the
/// cross-validated loss that chooses among them, unless λ was given and the path is only to be looked at.
///
/// Points are numbered from 0, the largest λ; coefficients are in the units of the columns. A path may end before its
/// grid does: where the model explains 99.9 % of what the intercept leaves, smaller λ change nothing that matters.
///
/// **Shapes**: m points, p columns, `vectors` scores (1 for numbers and two classes). Only coefficients that are not 0
/// are kept. Immutable.
public final class RegularizationPath {
    private static final int NAMED = 6;

    private final Schema schema;
    private final int vectors;
    private final double[] lambdas;
    private final double[] losses;
    private final double[] validation;
    private final double[] errors;
    private final PathSearch.Rule rule;
    /// The λ of the model if the path did not choose it, NaN otherwise.
    private final double given;
    private final double[] spreads;
    /// The nonzero coefficients of point i are at `starts[i] .. starts[i+1]-1` of the two arrays after it.
    private final int[] starts;
    private final int[] positions;
    private final double[] values;
    private final double[] intercepts;

    RegularizationPath(
            Schema schema,
            double[] lambdas,
            double[] losses,
            double[] validation,
            double[] errors,
            PathSearch.Rule rule,
            double lambda,
            double[] spreads,
            List<PathProblem.Terms> terms) {
        this.schema = schema;
        this.lambdas = lambdas;
        this.losses = losses;
        this.validation = validation;
        this.errors = errors;
        this.rule = rule;
        given = rule == PathSearch.Rule.GIVEN ? lambda : Double.NaN;
        this.spreads = spreads;
        vectors = terms.getFirst().intercepts().length;
        int m = lambdas.length;
        starts = new int[m + 1];
        for (int i = 0; i < m; i++) {
            starts[i + 1] = starts[i]
                    + (int) Arrays.stream(terms.get(i).coefficients())
                            .filter(c -> c != 0)
                            .count();
        }
        positions = new int[starts[m]];
        values = new double[starts[m]];
        intercepts = new double[m * vectors];
        for (int i = 0; i < m; i++) {
            double[] coefficients = terms.get(i).coefficients();
            int at = starts[i];
            for (int j = 0; j < coefficients.length; j++) {
                if (coefficients[j] != 0) {
                    positions[at] = j;
                    values[at++] = coefficients[j];
                }
            }
            System.arraycopy(terms.get(i).intercepts(), 0, intercepts, i * vectors, vectors);
        }
    }

    private RegularizationPath(Fields.Reader in, int vectors) {
        schema = in.schema();
        this.vectors = vectors;
        lambdas = in.numbers("path_lambdas");
        int m = lambdas.length;
        losses = in.numbers("path_losses", m);
        rule = PathSearch.parse(in.text("path_rule")).rule();
        boolean judged = rule != PathSearch.Rule.GIVEN;
        given = judged ? Double.NaN : in.number("path_given");
        validation = in.numbers("path_validation", judged ? m : 0);
        errors = in.numbers("path_errors", judged ? m : 0);
        spreads = in.numbers("path_spreads", schema.size());
        starts = in.integers("path_starts");
        positions = in.integers("path_positions");
        values = in.numbers("path_values", positions.length);
        intercepts = in.numbers("path_intercepts", m * vectors);
        boolean ordered = m > 0 && starts.length == m + 1 && starts[0] == 0 && starts[m] == positions.length;
        for (int i = 0; ordered && i < m; i++) {
            ordered = starts[i] <= starts[i + 1];
        }
        long terms = (long) vectors * schema.size();
        if (!ordered || Arrays.stream(positions).anyMatch(j -> j < 0 || j >= terms)) {
            throw new InputException("the regularisation path of the model file does not fit together");
        }
    }

    static RegularizationPath read(Fields.Reader in, int vectors) {
        return new RegularizationPath(in, vectors);
    }

    void write(Fields.Writer out) {
        out.numbers("path_lambdas", lambdas.clone());
        out.numbers("path_losses", losses.clone());
        out.numbers("path_validation", validation.clone());
        out.numbers("path_errors", errors.clone());
        out.text("path_rule", new PathSearch(rule, 2, 2).toString());
        if (rule == PathSearch.Rule.GIVEN) {
            out.number("path_given", given);
        }
        out.numbers("path_spreads", spreads.clone());
        out.integers("path_starts", starts.clone());
        out.integers("path_positions", positions.clone());
        out.numbers("path_values", values.clone());
        out.numbers("path_intercepts", intercepts.clone());
    }

    /// The number m of points.
    public int size() {
        return lambdas.length;
    }

    /// The strengths, descending.
    public double[] lambdas() {
        return lambdas.clone();
    }

    /// The mean loss on the training rows at each point, without the penalty.
    public double[] losses() {
        return losses.clone();
    }

    /// The mean loss on rows left out at each point, over the folds; empty if no folds judged the path.
    public double[] validationLosses() {
        return validation.clone();
    }

    /// The standard error of [#validationLosses()] over the folds.
    public double[] standardErrors() {
        return errors.clone();
    }

    /// The coefficients at a point, row-major `vectors × p`, in the units of the columns.
    public double[] coefficients(int point) {
        Check.within("point", point, 0, size() - 1);
        double[] all = new double[vectors * schema.size()];
        for (int k = starts[point]; k < starts[point + 1]; k++) {
            all[positions[k]] = values[k];
        }
        return all;
    }

    /// The intercepts at a point.
    public double[] intercepts(int point) {
        Check.within("point", point, 0, size() - 1);
        return Arrays.copyOfRange(intercepts, point * vectors, (point + 1) * vectors);
    }

    /// How many coefficients are not 0 at a point.
    public int nonzero(int point) {
        Check.within("point", point, 0, size() - 1);
        return starts[point + 1] - starts[point];
    }

    /// The point of least validation loss; the one of larger λ on ties. Throws `IllegalStateException` for a path that
    /// no folds judged.
    public int minimum() {
        if (validation.length == 0) {
            throw new IllegalStateException("the path was fitted beside a given lambda and judged by no folds:"
                    + " set path to minimum or one-standard-error");
        }
        int best = 0;
        for (int i = 1; i < validation.length; i++) {
            if (validation[i] < validation[best]) {
                best = i;
            }
        }
        return best;
    }

    /// The point of the largest λ whose validation loss is within one standard error of the least. Throws
    /// `IllegalStateException` for a path that no folds judged.
    public int oneStandardError() {
        int best = minimum();
        double limit = validation[best] + (Double.isNaN(errors[best]) ? 0 : errors[best]);
        return IntStream.rangeClosed(0, best)
                .filter(i -> validation[i] <= limit)
                .findFirst()
                .orElse(best);
    }

    /// The point that the model was fitted at; where its λ was given, the nearest one, by the ratio of the two.
    public int chosen() {
        return switch (rule) {
            case ONE_STANDARD_ERROR -> oneStandardError();
            case GIVEN -> nearest();
            case MINIMUM, NONE -> minimum();
        };
    }

    private int nearest() {
        int point = 0;
        while (point + 1 < lambdas.length && given < Math.sqrt(lambdas[point] * lambdas[point + 1])) {
            point++;
        }
        return point;
    }

    /// The λ that the model was fitted with.
    public double lambda() {
        return rule == PathSearch.Rule.GIVEN ? given : lambdas[chosen()];
    }

    /// What was chosen, in one sentence.
    String summary() {
        if (rule == PathSearch.Rule.GIVEN) {
            return String.format(
                    Locale.ROOT,
                    "a path of %d lambdas from %.6g to %.6g beside the given lambda %.6g, not cross-validated",
                    size(),
                    lambdas[0],
                    lambdas[size() - 1],
                    given);
        }
        return String.format(
                Locale.ROOT,
                "lambda %.6g chosen of %d along the path (%s): %d coefficients are not 0, loss %.6g on rows left out",
                lambdas[chosen()],
                size(),
                rule == PathSearch.Rule.ONE_STANDARD_ERROR ? "one standard error" : "least loss",
                nonzero(chosen()),
                validation[chosen()]);
    }

    /// The coefficients over λ, each times the standard deviation of its column so that columns compare; of more than
    /// one vector the root of the sum of squares. The largest at the chosen λ are named.
    public Picture coefficientPicture() {
        int m = size();
        int p = schema.size();
        double[][] lines = new double[p][m];
        for (int i = 0; i < m; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                int j = positions[k] % p;
                double standardized = values[k] * spreads[j];
                lines[j][i] = vectors == 1 ? standardized : Math.hypot(lines[j][i], standardized);
            }
        }
        int chosen = chosen();
        int[] order = IntStream.range(0, p)
                .filter(j -> Arrays.stream(lines[j]).anyMatch(v -> v != 0))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(lines[j][chosen])))
                .mapToInt(j -> j)
                .toArray();
        double low = Arrays.stream(lines).flatMapToDouble(Arrays::stream).min().orElse(0);
        double high = Arrays.stream(lines).flatMapToDouble(Arrays::stream).max().orElse(0);
        String what = vectors == 1 ? "coefficient x standard deviation" : "size of the coefficients of all classes";
        Chart chart = Chart.wide(
                "Regularisation path",
                lambdaAxis(),
                Axis.linear(what, Math.min(low, 0), high > Math.min(low, 0) ? high : 1));
        for (int rank = order.length - 1; rank >= 0; rank--) {
            int j = order[rank];
            boolean named = rank < NAMED && lines[j][chosen] != 0;
            chart.line(new Series(named ? rank : NAMED, named ? schema.column(j).name() : ""), lambdas, lines[j]);
        }
        choices(chart);
        return chart.picture(String.format(
                Locale.ROOT,
                rule == PathSearch.Rule.GIVEN
                        ? "%d of %d coefficients are not 0 at lambda %.4g, the nearest of the path to the given one."
                        : "%d of %d coefficients are not 0 at the chosen lambda %.4g.",
                nonzero(chosen),
                vectors * p,
                lambdas[chosen]));
    }

    /// The cross-validated loss over λ with its standard error; empty if no folds judged the path.
    public Optional<Picture> validationPicture() {
        if (validation.length == 0) {
            return Optional.empty();
        }
        double[] low = new double[size()];
        double[] high = new double[size()];
        for (int i = 0; i < size(); i++) {
            double error = Double.isNaN(errors[i]) ? 0 : errors[i];
            low[i] = validation[i] - error;
            high[i] = validation[i] + error;
        }
        double least = Arrays.stream(low).min().orElseThrow();
        double most = Arrays.stream(high).max().orElseThrow();
        Chart chart = Chart.wide(
                        "Cross-validated loss along the path",
                        lambdaAxis(),
                        Axis.linear("loss on rows left out", least, most > least ? most : least + 1))
                .band(new Series(0, ""), lambdas, low, high)
                .line(new Series(0, "mean over the folds, with its standard error"), lambdas, validation);
        choices(chart);
        return Optional.of(chart.picture(String.format(
                Locale.ROOT,
                "The least loss is %.4g at lambda %.4g; the largest lambda within one standard error is %.4g.",
                validation[minimum()],
                lambdas[minimum()],
                lambdas[oneStandardError()])));
    }

    private Axis lambdaAxis() {
        return Axis.logarithmic("lambda", lambdas[size() - 1], lambdas[0]);
    }

    private void choices(Chart chart) {
        if (rule == PathSearch.Rule.GIVEN) {
            if (given <= lambdas[0] && given >= lambdas[size() - 1]) {
                chart.vertical("lambda given", given);
            }
            return;
        }
        chart.vertical("least validation loss", lambdas[minimum()]);
        if (oneStandardError() != minimum()) {
            chart.vertical("within one standard error", lambdas[oneStandardError()]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegularizationPath that
                && schema.equals(that.schema)
                && vectors == that.vectors
                && rule == that.rule
                && Double.compare(given, that.given) == 0
                && Arrays.equals(lambdas, that.lambdas)
                && Arrays.equals(losses, that.losses)
                && Arrays.equals(validation, that.validation)
                && Arrays.equals(errors, that.errors)
                && Arrays.equals(spreads, that.spreads)
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(positions, that.positions)
                && Arrays.equals(values, that.values)
                && Arrays.equals(intercepts, that.intercepts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lambdas) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "RegularizationPath[%d points, lambda %.4g to %.4g, chosen %.4g]",
                size(),
                lambdas[0],
                lambdas[size() - 1],
                lambdas[chosen()]);
    }
}
