package org.tandemml.boosting;

import java.util.List;
import java.util.Locale;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Setting;

/// What a fit of boosted trees does besides the shape of its trees: how splits are found, how trees add up, what is
/// measured each round, and which rows belong to one query.
///
/// @param method how splits are found
/// @param booster how trees add up
/// @param dropRate probability with which DART leaves out a tree
/// @param skipDrop probability with which a round of DART leaves out none
/// @param maxDrop most trees that a round of DART leaves out, 0 for no limit
/// @param group column that tells queries apart, for ranking; empty for none
/// @param metrics what is measured each round
public record Scheme(
        @Setting(value = "how splits are found: hist, exact, approx", aliases = "tree_method")
        Method method,

        @Setting(
                value = "how trees add up: trees, dart, random-forest",
                aliases = {"boosting", "boosting_type"})
        Booster booster,

        @Setting(
                value = "probability with which DART leaves out a tree",
                aliases = {"rate_drop", "drop_rate"})
        double dropRate,

        @Setting("probability with which a round of DART leaves out none")
        double skipDrop,

        @Setting("most trees that a round of DART leaves out, 0 for no limit")
        int maxDrop,

        @Setting(
                value = "column that tells queries apart, for ranking; empty: qid, if ranking",
                aliases = {"group_column", "query", "qid"})
        String group,

        @Setting(
                value = "what is measured each round: none, or names such as log_loss,auc,ndcg:10",
                aliases = {"metric", "eval_metric"})
        Metrics metrics) {
    public Scheme {
        Check.within("dropRate", dropRate, 0, 1);
        Check.within("skipDrop", skipDrop, 0, 1);
        Check.atLeast("maxDrop", maxDrop, 0);
    }

    /// Histograms, trees that correct each other, no metrics, no queries.
    public Scheme() {
        this(Method.HIST, Booster.TREES, 0, 0, 0, "", new Metrics(List.of()));
    }

    /// Reads what `toString` writes: `method=hist;booster=dart;dropRate=0.1;…`, in any order, parts left out as they
    /// are by default.
    public static Scheme parse(String text) {
        Scheme scheme = new Scheme();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            scheme = switch (name) {
                case "method" -> scheme.withMethod(constant(Method.values(), name, value));
                case "booster" -> scheme.withBooster(constant(Booster.values(), name, value));
                case "dropRate" -> scheme.withRates(number(name, value), scheme.skipDrop, scheme.maxDrop);
                case "skipDrop" -> scheme.withRates(scheme.dropRate, number(name, value), scheme.maxDrop);
                case "maxDrop" -> scheme.withRates(scheme.dropRate, scheme.skipDrop, (int) number(name, value));
                case "group" -> scheme.withGroup(value);
                case "metrics" ->
                    scheme.withMetrics(Metrics.parse(value).chosen().toArray(RoundMetric[]::new));
                default ->
                    throw Check.unknown(
                            "part of scheme",
                            name,
                            List.of("method", "booster", "dropRate", "skipDrop", "maxDrop", "group", "metrics"));
            };
        }
        return scheme;
    }

    private static <E extends Enum<E>> E constant(E[] values, String name, String text) {
        for (E value : values) {
            if (spelled(value).equals(text)) {
                return value;
            }
        }
        throw Check.unknown(
                "value of " + name,
                text,
                java.util.Arrays.stream(values).map(Scheme::spelled).toList());
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InputException(name + " must be a number, was \"" + text + "\"", e);
        }
    }

    private Scheme withRates(double newDropRate, double newSkipDrop, int newMaxDrop) {
        return new Scheme(method, booster, newDropRate, newSkipDrop, newMaxDrop, group, metrics);
    }

    @Override
    public String toString() {
        return "method=" + spelled(method) + ";booster=" + spelled(booster) + ";dropRate=" + dropRate + ";skipDrop="
                + skipDrop + ";maxDrop=" + maxDrop + ";group=" + group + ";metrics=" + metrics;
    }

    public Scheme withMethod(Method newMethod) {
        return new Scheme(newMethod, booster, dropRate, skipDrop, maxDrop, group, metrics);
    }

    public Scheme withBooster(Booster newBooster) {
        return new Scheme(method, newBooster, dropRate, skipDrop, maxDrop, group, metrics);
    }

    /// DART with these rates.
    public Scheme withDart(double newDropRate, double newSkipDrop, int newMaxDrop) {
        return new Scheme(method, Booster.DART, newDropRate, newSkipDrop, newMaxDrop, group, metrics);
    }

    public Scheme withGroup(String column) {
        return new Scheme(method, booster, dropRate, skipDrop, maxDrop, column, metrics);
    }

    public Scheme withMetrics(RoundMetric... newMetrics) {
        return new Scheme(method, booster, dropRate, skipDrop, maxDrop, group, new Metrics(List.of(newMetrics)));
    }

    /// Refuses settings that have no effect together.
    void check(BoostingSettings settings) {
        if (booster != Booster.DART && (dropRate != 0 || skipDrop != 0 || maxDrop != 0)) {
            throw new InputException(
                    "dropRate, skipDrop and maxDrop are settings of booster=dart, the booster is " + spelled(booster));
        }
        if (booster == Booster.RANDOM_FOREST
                && settings.draw().subsample() == 1
                && settings.draw().columnsByTree() == 1
                && settings.draw().columnsByLevel() == 1
                && settings.draw().columnsByNode() == 1) {
            throw new InputException("booster=random-forest without sampling grows the same tree each round: set"
                    + " subsample or columnsByNode below 1");
        }
    }
}
