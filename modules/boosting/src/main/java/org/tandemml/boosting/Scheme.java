package org.tandemml.boosting;

import java.util.List;
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

        @Setting(value = "how trees add up: trees, dart, random-forest", aliases = {"boosting", "boosting_type"})
        Booster booster,

        @Setting(value = "probability with which DART leaves out a tree", aliases = {"rate_drop", "drop_rate"})
        double dropRate,

        @Setting("probability with which a round of DART leaves out none")
        double skipDrop,

        @Setting("most trees that a round of DART leaves out, 0 for no limit")
        int maxDrop,

        @Setting(value = "column that tells queries apart, for ranking; empty for none", aliases = {"group_column", "query", "qid"})
        String group,

        @Setting(value = "what is measured each round: none, or names such as log_loss,auc,ndcg:10", aliases = {"metric", "eval_metric"})
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
            throw new InputException("dropRate, skipDrop and maxDrop are settings of booster=dart, the booster is "
                    + booster.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        if (booster == Booster.RANDOM_FOREST
                && settings.subsample() == 1
                && settings.columnsByTree() == 1
                && settings.columnsByLevel() == 1
                && settings.columnsByNode() == 1) {
            throw new InputException("booster=random-forest without sampling grows the same tree each round: set"
                    + " subsample or columnsByNode below 1");
        }
    }
}
