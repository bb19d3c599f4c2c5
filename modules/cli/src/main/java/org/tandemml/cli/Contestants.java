package org.tandemml.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;

/// Which learners take part in a comparison.
///
/// A peer is named `<library>-<learner>`: `smile-logistic` is Smile's version of `logistic`. Learners named by the user
/// bring along the versions of the libraries asked for; without names all learners take part but those that need far
/// more time than the others together, that do what another one does in other terms (`nu-svm` and `nu-svr`), or another
/// task (`one-class-svm`).
final class Contestants {
    private static final String PEERS = "org.tandemml.peers";
    private static final Set<String> ON_REQUEST = Set.of(
            "knn-hnsw",
            "resnet-mlp",
            "tabular-transformer",
            "nu-svm",
            "nu-svr",
            "one-class-svm",
            "smile-mlp",
            "smile-boosting",
            "smile-svm",
            "tribuo-svm");

    /// Libraries that take part unless others are named: those without native code, and quick.
    private static final Set<String> BY_DEFAULT = Set.of("smile", "tribuo");

    private Contestants() {}

    /// The learners `names` (all of Tandem's if empty) and their versions in `libraries` (those of Smile and Tribuo if
    /// empty, the slow ones left out).
    static List<Learner<?>> of(List<String> names, List<String> libraries, Console console) {
        List<Learner<?>> all = Learners.all().stream()
                .filter(l -> l instanceof Learner.OfClasses<?> || l instanceof Learner.OfNumbers<?>)
                .toList();
        Set<String> invited = invited(libraries, all);
        List<Learner<?>> chosen = new ArrayList<>();
        if (names.isEmpty()) {
            all.stream()
                    .filter(l -> !isPeer(l) && !ON_REQUEST.contains(l.name()))
                    .forEach(chosen::add);
        } else {
            Set<String> distinct = new LinkedHashSet<>(names);
            distinct.forEach(name -> chosen.addAll(Choice.of(name, List.of()).learners()));
        }
        for (Learner<?> each : chosen) {
            if (!(each instanceof Learner.OfClasses<?>) && !(each instanceof Learner.OfNumbers<?>)) {
                throw new InputException("--learners " + each.name() + ": that learner predicts no target, so there is"
                        + " nothing to compare: tandem learners lists those that do");
            }
        }
        List<String> own = chosen.stream().map(Learner::name).distinct().toList();
        List<Learner<?>> guests = all.stream()
                .filter(l -> isPeer(l) && invited.contains(library(l)) && !own.contains(l.name()))
                .filter(l -> !libraries.isEmpty() || !ON_REQUEST.contains(l.name()))
                .filter(l -> own.contains(l.name().substring(library(l).length() + 1)))
                .toList();
        if (guests.isEmpty() && !libraries.isEmpty() && !invited.isEmpty()) {
            console.note("none of " + String.join(", ", invited) + " has a version of " + String.join(", ", own));
        }
        chosen.addAll(guests);
        return chosen;
    }

    private static Set<String> invited(List<String> libraries, List<Learner<?>> all) {
        Set<String> known = new TreeSet<>();
        all.stream().filter(Contestants::isPeer).forEach(l -> known.add(library(l)));
        if (libraries.isEmpty()) {
            known.retainAll(BY_DEFAULT);
            return known;
        }
        if (libraries.equals(List.of("none"))) {
            return Set.of();
        }
        for (String library : libraries) {
            if (!known.contains(library)) {
                known.add("none");
                throw Check.unknown("peer library", library, known);
            }
        }
        return new LinkedHashSet<>(libraries);
    }

    /// Whether this is the learner of another library, wrapped.
    static boolean isPeer(Learner<?> learner) {
        return learner.getClass().getPackageName().equals(PEERS);
    }

    private static String library(Learner<?> learner) {
        return learner.name().substring(0, learner.name().indexOf('-'));
    }
}
