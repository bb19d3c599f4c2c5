package org.tandemml.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How much the rows of each class count. The weight of a row is its own weight times that of its class, and the
/// products take the place of the weights throughout the objective, Σw included.
///
/// Written as text, and read back by [#parse]: `none`, `balanced`, `yes:3,no:1`.
public sealed interface ClassWeights {
    /// Every class counts 1.
    record None() implements ClassWeights {
        @Override
        public String toString() {
            return "none";
        }
    }

    /// Class k counts `n/(K·nₖ)` where nₖ of the n rows belong to it: every class has the same total. Rows are counted,
    /// whatever their weights, as scikit-learn does; rows of weight 0 and classes without rows are not.
    record Balanced() implements ClassWeights {
        @Override
        public String toString() {
            return "balanced";
        }
    }

    /// The weights of classes by name; 1 for classes not named.
    record Named(Map<String, Double> weights) implements ClassWeights {
        public Named {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            if (weights.isEmpty()) {
                throw new InputException("class weights must name at least 1 class, named 0: use \"none\"");
            }
            weights.forEach((name, weight) -> Check.positive("weight of class \"" + name + "\"", weight));
        }

        @Override
        public String toString() {
            return weights.entrySet().stream()
                    .map(e -> e.getKey() + ":" + e.getValue())
                    .collect(Collectors.joining(","));
        }
    }

    /// Every class counts 1.
    static ClassWeights none() {
        return new None();
    }

    /// Every class has the same total weight.
    static ClassWeights balanced() {
        return new Balanced();
    }

    /// Reads `none`, `balanced` or `name:weight,name:weight`; the last colon of each part separates, so names may hold
    /// colons but no commas.
    static ClassWeights parse(String text) {
        String stripped = text.strip();
        if (stripped.equals("none")) {
            return none();
        }
        if (stripped.equals("balanced")) {
            return balanced();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : stripped.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon <= 0) {
                throw new InputException(
                        "class weights must be written none, balanced or name:weight,name:weight, was \"" + text
                                + "\"");
            }
            String name = part.substring(0, colon).strip();
            try {
                if (weights.put(name, Double.parseDouble(part.substring(colon + 1))) != null) {
                    throw new InputException("class weights name the class \"" + name + "\" twice");
                }
            } catch (NumberFormatException e) {
                throw new InputException(
                        "the weight of class \"" + name + "\" must be a number, was \"" + part.substring(colon + 1)
                                + "\"",
                        e);
            }
        }
        return new Named(weights);
    }

    /// The weight of each class, given the rows with a positive weight of each.
    default double[] of(Target.Classes classes, int[] rowsOfClass) {
        double[] weights = new double[rowsOfClass.length];
        Arrays.fill(weights, 1);
        switch (this) {
            case None none -> {}
            case Balanced balanced -> {
                double rows = Arrays.stream(rowsOfClass).sum();
                double present = Arrays.stream(rowsOfClass).filter(c -> c > 0).count();
                for (int k = 0; k < weights.length; k++) {
                    weights[k] = rowsOfClass[k] == 0 ? 1 : rows / (present * rowsOfClass[k]);
                }
            }
            case Named named ->
                named.weights().forEach((name, weight) -> {
                    int k = classes.names().indexOf(name);
                    if (k < 0) {
                        throw Check.unknown("class in class weights", name, classes.names());
                    }
                    weights[k] = weight;
                });
        }
        return weights;
    }
}
