package org.tandemml.knn;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// How much a neighbour counts by its distance d.
public sealed interface Vote {
    /// All alike.
    Vote UNIFORM = new Uniform();
    /// By the inverse of the distance.
    Vote DISTANCE = new Inverse();

    /// The weight of a neighbour at this distance where `zeros` tells whether any is at distance 0.
    double weight(double distance, boolean zeros);

    /// The text that [#parse] reads, for a model file; throws [InputException] for a function of the user.
    default String text() {
        if (this instanceof Custom custom) {
            throw new InputException("the vote " + custom.name()
                    + " is a program, which a file cannot hold: the model lives as long as this process");
        }
        return toString();
    }

    /// The vote of a text, `uniform` or `distance`; throws [InputException] otherwise.
    static Vote parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "uniform" -> UNIFORM;
            case "distance" -> DISTANCE;
            default -> throw Check.unknown("vote", text, List.of("uniform", "distance"));
        };
    }

    /// 1, whatever the distance.
    record Uniform() implements Vote {
        @Override
        public double weight(double distance, boolean zeros) {
            return 1;
        }

        @Override
        public String toString() {
            return "uniform";
        }
    }

    /// 1/d; where some are at distance 0, those alone.
    record Inverse() implements Vote {
        @Override
        public double weight(double distance, boolean zeros) {
            return zeros ? (distance == 0 ? 1 : 0) : 1 / distance;
        }

        @Override
        public String toString() {
            return "distance";
        }
    }

    /// A function of the user, finite and at least 0, with a name for reports; where it gives every neighbour 0, all
    /// count alike. Models that use it cannot be kept in files.
    record Custom(String name, DoubleUnaryOperator function) implements Vote {
        @Override
        public double weight(double distance, boolean zeros) {
            double weight = function.applyAsDouble(distance);
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new InputException("the vote " + name + " gave " + weight + " for a neighbour at distance "
                        + distance + ": votes must be finite and at least 0");
            }
            return weight;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
