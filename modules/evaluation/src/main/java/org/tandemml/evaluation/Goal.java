package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// What a decision threshold is chosen for; larger is better.
///
/// Written as text, and read back by [#parse]: `f1`, `youden`, `balanced-accuracy`, `cost:1:5`.
public sealed interface Goal {
    /// The value of a confusion of K classes: `counts[t·K + p]` is the weight of rows of class t predicted as p.
    double value(double[] counts, int k);

    /// F1 of the second of two classes; of more the mean over classes that have rows.
    record F1() implements Goal {
        @Override
        public double value(double[] counts, int k) {
            if (k == 2) {
                return ofClass(counts, 2, 1);
            }
            double sum = 0;
            int present = 0;
            for (int c = 0; c < k; c++) {
                if (rows(counts, k, c) > 0) {
                    sum += ofClass(counts, k, c);
                    present++;
                }
            }
            return sum / present;
        }

        private static double ofClass(double[] counts, int k, int c) {
            double hits = counts[c * k + c];
            double predicted = 0;
            for (int t = 0; t < k; t++) {
                predicted += counts[t * k + c];
            }
            double both = rows(counts, k, c) + predicted;
            return both == 0 ? 0 : 2 * hits / both;
        }

        @Override
        public String toString() {
            return "f1";
        }
    }

    /// The mean recall of the classes that have rows.
    record BalancedAccuracy() implements Goal {
        @Override
        public double value(double[] counts, int k) {
            double sum = 0;
            int present = 0;
            for (int c = 0; c < k; c++) {
                double rows = rows(counts, k, c);
                if (rows > 0) {
                    sum += counts[c * k + c] / rows;
                    present++;
                }
            }
            return sum / present;
        }

        @Override
        public String toString() {
            return "balanced-accuracy";
        }
    }

    /// Youden's J, of K classes (K·balanced accuracy − 1)/(K − 1); for two sensitivity + specificity − 1. It has its
    /// maximum where balanced accuracy has it.
    record Youden() implements Goal {
        @Override
        public double value(double[] counts, int k) {
            return (k * new BalancedAccuracy().value(counts, k) - 1) / (k - 1);
        }

        @Override
        public String toString() {
            return "youden";
        }
    }

    /// Minus the mean cost of a row, where a row of class k that is predicted as another costs `ofMissing[k]`: of two
    /// classes the first number is the cost of a false positive, the second of a false negative.
    record Cost(List<Double> ofMissing) implements Goal {
        public Cost {
            ofMissing = List.copyOf(ofMissing);
            Check.atLeast("costs", ofMissing.size(), 2);
            ofMissing.forEach(cost -> Check.notNegative("cost", cost));
        }

        @Override
        public double value(double[] counts, int k) {
            if (ofMissing.size() != k) {
                throw new InputException("the goal " + this + " has costs for " + ofMissing.size()
                        + " classes, the target has " + k + ": give the cost of missing each class");
            }
            double cost = 0;
            double total = 0;
            for (int c = 0; c < k; c++) {
                double rows = rows(counts, k, c);
                total += rows;
                cost += ofMissing.get(c) * (rows - counts[c * k + c]);
            }
            return -cost / total;
        }

        @Override
        public String toString() {
            return ofMissing.stream().map(String::valueOf).collect(Collectors.joining(":", "cost:", ""));
        }
    }

    private static double rows(double[] counts, int k, int c) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
            sum += counts[c * k + p];
        }
        return sum;
    }

    /// The expected cost where a false positive and a false negative cost this much.
    static Goal cost(double falsePositive, double falseNegative) {
        return new Cost(List.of(falsePositive, falseNegative));
    }

    /// The goal of a text such as `cost:1:5`; throws [InputException] with the forms allowed otherwise.
    static Goal parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
        if (parts[0].equals("cost") && parts.length > 2) {
            try {
                return new Cost(Arrays.stream(parts)
                        .skip(1)
                        .map(part -> Double.valueOf(part.strip()))
                        .toList());
            } catch (NumberFormatException e) {
                throw new InputException("the costs in \"" + text + "\" must be numbers", e);
            }
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "f1" -> new F1();
            case "youden" -> new Youden();
            case "balanced-accuracy" -> new BalancedAccuracy();
            default ->
                throw Check.unknown(
                        "goal",
                        text,
                        List.of("f1", "youden", "balanced-accuracy", "cost:FALSE-POSITIVE:FALSE-NEGATIVE"));
        };
    }
}
