package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tandemml.core.Check;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// The interval of any metric from resampled rows, drawn with replacement within each class.
///
/// | kind | interval |
/// |---|---|
/// | percentile | the α/2 and 1 − α/2 quantiles of the metric over the resamples |
/// | BCa | the quantiles Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z = Φ⁻¹ of α/2 and 1 − α/2 |
///
/// Here z₀ = Φ⁻¹ of the share of resamples below the value corrects bias, and a, from leaving rows out, skewness.
///
/// Rows keep their weights. Whoever draws rows that are not independent (several of one patient, folds of one cross
/// validation) gets intervals that are too narrow.
///
/// **Source**: B. Efron, Better bootstrap confidence intervals, JASA 82 (1987); A. C. Davison and D. V. Hinkley,
/// Bootstrap Methods and their Application (1997), sections 3.2 (strata) and 5.3. **Cost**: `resamples` evaluations
/// of the metric, BCa at most 1000 more (up to 1000 rows one by one, beyond in random groups of equal size).
/// **Determinism**: seeded; each resample has a stream of its own, so that the bits do not depend on the number of
/// threads. **Errors**: [org.tandemml.core.InputException] for settings out of range; if the metric is undefined on
/// the data or on a resample there is no interval, with that reason.
///
/// @param kind which interval
/// @param resamples how many
/// @param level the confidence level
/// @param seed of the resamples
public record Bootstrap(Kind kind, int resamples, double level, Seed seed) {
    private static final int MOST_GROUPS = 1000;

    /// Which interval.
    public enum Kind {
        /// Quantiles of the resampled values.
        PERCENTILE,
        /// Bias-corrected and accelerated: second-order accurate, the better one.
        BCA
    }

    public Bootstrap {
        Check.atLeast("number of resamples", resamples, 20);
        ScoreInterval.checkLevel(level);
    }

    /// BCa, 2000 resamples, 95 %, seed 42.
    public Bootstrap() {
        this(Kind.BCA, 2000, ScoreInterval.LEVEL, new Seed(42));
    }

    public Bootstrap withKind(Kind kind) {
        return new Bootstrap(kind, resamples, level, seed);
    }

    public Bootstrap withResamples(int resamples) {
        return new Bootstrap(kind, resamples, level, seed);
    }

    public Bootstrap withLevel(double level) {
        return new Bootstrap(kind, resamples, level, seed);
    }

    public Bootstrap withSeed(long seed) {
        return new Bootstrap(kind, resamples, level, new Seed(seed));
    }

    /// The interval of a classifier's metric, rows drawn within their true classes: `new Bootstrap().interval(e,
    /// ClassifierEvaluation::logLoss, loop)`.
    public ScoreInterval interval(
            ClassifierEvaluation evaluation, Function<ClassifierEvaluation, Score> metric, Parallel loop) {
        return interval(evaluation.truth(), rows -> metric.apply(evaluation.select(rows)), loop);
    }

    /// The interval of a regressor's metric.
    public ScoreInterval interval(
            RegressorEvaluation evaluation, Function<RegressorEvaluation, Score> metric, Parallel loop) {
        return interval(new int[evaluation.rows()], rows -> metric.apply(evaluation.select(rows)), loop);
    }

    /// The interval of any statistic of rows `0..strata.length-1`, drawn within equal `strata`. `statistic` is called
    /// with row numbers, in which a row may occur several times or not at all, from several threads at once.
    public ScoreInterval interval(int[] strata, Function<int[], Score> statistic, Parallel loop) {
        int[][] members = members(strata);
        Score value = statistic.apply(Rows.where(strata.length, i -> true));
        if (!value.isDefined()) {
            return ScoreInterval.undefined(value, value.reason(), level);
        }
        Score[] scores = new Score[resamples];
        Seed draws = seed.child("resamples");
        loop.run(resamples, b -> {
            Seed.Stream random = draws.child(b).stream();
            int[] rows = new int[strata.length];
            int next = 0;
            for (int[] stratum : members) {
                for (int i = 0; i < stratum.length; i++) {
                    rows[next++] = stratum[random.nextInt(stratum.length)];
                }
            }
            scores[b] = statistic.apply(rows);
        });
        double[] values = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            if (!scores[b].isDefined()) {
                return ScoreInterval.undefined(value, "on a resample: " + scores[b].reason(), level);
            }
            values[b] = scores[b].value();
        }
        Arrays.sort(values);
        double tail = (1 - level) / 2;
        if (kind == Kind.PERCENTILE) {
            return ScoreInterval.of(value, quantile(values, tail), quantile(values, 1 - tail), level);
        }
        return accelerated(value, values, acceleration(members, statistic, loop), tail);
    }

    private ScoreInterval accelerated(Score value, double[] sorted, double acceleration, double tail) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        int upTo = Cumulative.upperBound(sorted, value.value());
        int below = Cumulative.upperBound(sorted, Math.nextDown(value.value()));
        double bias = normal.inverseCumulativeProbability((upTo + below) / (2.0 * sorted.length));
        if (Double.isInfinite(bias)) {
            return ScoreInterval.undefined(
                    value, "all resamples are on one side of the value: its bias cannot be corrected", level);
        }
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
            double z = bias + normal.inverseCumulativeProbability(side == 0 ? tail : 1 - tail);
            ends[side] = quantile(sorted, normal.cumulativeProbability(bias + z / (1 - acceleration * z)));
        }
        return ScoreInterval.of(value, ends[0], ends[1], level);
    }

    /// Efron's a for strata: `⅙ Σₛ Σᵢ Uₛᵢ³/gₛ³ / (Σₛ Σᵢ Uₛᵢ²/gₛ²)^1.5`, U = (gₛ − 1)(mean over i − the metric without
    /// group i of the gₛ of stratum s).
    double acceleration(int[][] members, Function<int[], Score> statistic, Parallel loop) {
        int n = Arrays.stream(members).mapToInt(m -> m.length).sum();
        Seed orders = seed.child("groups");
        double cubes = 0;
        double squares = 0;
        for (int s = 0; s < members.length; s++) {
            int[] own = members[s].clone();
            int groups = n <= MOST_GROUPS
                    ? own.length
                    : (int) Math.clamp((long) MOST_GROUPS * own.length / n, Math.min(2, own.length), own.length);
            if (groups < 2) {
                continue;
            }
            if (groups < own.length) {
                orders.child(s).stream().shuffle(own);
            }
            int stratum = s;
            double[] without = new double[groups];
            loop.run(groups, g -> {
                Score score = statistic.apply(without(members, stratum, own, g, groups));
                without[g] = score.isDefined() ? score.value() : Double.NaN;
            });
            double[] defined =
                    Arrays.stream(without).filter(v -> !Double.isNaN(v)).toArray();
            double mean = Arrays.stream(defined).average().orElse(0);
            for (double v : defined) {
                double u = (groups - 1) * (mean - v) / groups;
                cubes += u * u * u;
                squares += u * u;
            }
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /// All rows but those of group `group` of one stratum.
    private static int[] without(int[][] members, int stratum, int[] own, int group, int groups) {
        int[] rows = new int[Arrays.stream(members).mapToInt(m -> m.length).sum()];
        int next = 0;
        for (int s = 0; s < members.length; s++) {
            int[] from = s == stratum ? own : members[s];
            for (int i = 0; i < from.length; i++) {
                if (s != stratum || i % groups != group) {
                    rows[next++] = from[i];
                }
            }
        }
        return Arrays.copyOf(rows, next);
    }

    static int[][] members(int[] strata) {
        return Arrays.stream(strata)
                .distinct()
                .sorted()
                .mapToObj(s -> Rows.where(strata.length, i -> strata[i] == s))
                .toArray(int[][]::new);
    }

    /// Linear between order statistics: position (count − 1)·p.
    private static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        if (below >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        double share = position - below;
        return sorted[below] + share * (sorted[below + 1] - sorted[below]);
    }
}
