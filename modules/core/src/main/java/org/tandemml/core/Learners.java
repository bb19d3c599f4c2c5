package org.tandemml.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// Every learner on the path, found through [LearnerProvider].
public final class Learners {
    private Learners() {}

    /// What kind of thing a learner learns.
    public enum Kind {
        CLASSIFIER,
        REGRESSOR,
        CLUSTERING,
        TRANSFORMER,
        OTHER;

        /// The kind of a learner.
        public static Kind of(Learner<?> learner) {
            return switch (learner) {
                case Learner.OfClasses<?> c -> CLASSIFIER;
                case Learner.OfNumbers<?> r -> REGRESSOR;
                case Learner.OfClusters<?> c -> CLUSTERING;
                case Learner.OfTransform<?> t -> TRANSFORMER;
                default -> OTHER;
            };
        }
    }

    /// All learners with default settings, sorted by kind and name.
    public static List<Learner<?>> all() {
        List<Learner<?>> all = new ArrayList<>();
        for (LearnerProvider provider : ServiceLoader.load(LearnerProvider.class)) {
            all.addAll(provider.learners());
        }
        all.sort(Comparator.<Learner<?>, Kind>comparing(Kind::of).thenComparing(Learner::name));
        return all;
    }

    /// The classifier of this name with default settings, or an error that suggests the nearest name.
    public static Learner.OfClasses<?> classifier(String name) {
        return (Learner.OfClasses<?>) find(name, Kind.CLASSIFIER);
    }

    /// The regressor of this name with default settings, or an error that suggests the nearest name.
    public static Learner.OfNumbers<?> regressor(String name) {
        return (Learner.OfNumbers<?>) find(name, Kind.REGRESSOR);
    }

    /// The learner of clusters of this name with default settings, or an error that suggests the nearest name.
    public static Learner.OfClusters<?> clustering(String name) {
        return (Learner.OfClusters<?>) find(name, Kind.CLUSTERING);
    }

    /// The learners of this name, of whatever kind (`baseline` exists for classes and for numbers); at least one.
    public static List<Learner<?>> named(String name) {
        List<Learner<?>> found =
                all().stream().filter(l -> l.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw Check.unknown(
                    "learner",
                    name,
                    all().stream().map(Learner::name).distinct().toList());
        }
        return found;
    }

    private static Learner<?> find(String name, Kind kind) {
        return named(name).stream().filter(l -> Kind.of(l) == kind).findFirst().orElseThrow(() -> {
            List<String> others = all().stream()
                    .filter(l -> Kind.of(l) == kind)
                    .map(Learner::name)
                    .toList();
            String wanted = kind == Kind.CLASSIFIER ? "classes" : kind == Kind.CLUSTERING ? "clusters" : "numbers";
            return new InputException("\"" + name + "\" cannot learn " + wanted + " (learners that can: "
                    + String.join(", ", others) + ")");
        });
    }
}
