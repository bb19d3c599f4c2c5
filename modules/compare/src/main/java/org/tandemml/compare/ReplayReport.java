package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What differs between a comparison and its repetition, both as the trees of [ResultTree]: data, splits, settings,
/// scores of every fold, and the machine. Times, bytes and joules always differ and are not looked at.
///
/// @param differences one line each, the first ones first; empty if the repetition gave the same
/// @param scores how many scores of folds were compared
/// @param equal how many of them were the same, bit for bit
/// @param machine what is different about machine and version
public record ReplayReport(List<String> differences, int scores, int equal, List<String> machine) {
    private static final List<String> WHERE =
            List.of("version", "jvm", "system", "processor", "cpus", "threads", "simd", "heap_bytes");
    private static final List<String> NOT_SCORES =
            List.of("repeat", "fold", "train_rows", "test_rows", "fit_seconds", "predict_seconds", "converged");

    public ReplayReport {
        differences = List.copyOf(differences);
        machine = List.copyOf(machine);
    }

    /// Compares two trees; `before` may come from a file and lack anything.
    public static ReplayReport of(Map<String, ?> before, Map<String, ?> now) {
        Differ differ = new Differ();
        Map<String, ?> environment = map(before.get("environment"));
        Map<String, ?> here = map(now.get("environment"));
        List<String> machine = new ArrayList<>();
        for (String key : WHERE) {
            if (!Objects.equals(text(environment.get(key)), text(here.get(key)))) {
                machine.add(key + " was " + text(environment.get(key)) + ", is " + text(here.get(key)));
            }
        }
        for (Object each : list(before.get("datasets"))) {
            Map<String, ?> dataset = map(each);
            String name = text(dataset.get("name"));
            Optional<Map<String, ?>> again = named(list(now.get("datasets")), name);
            if (again.isEmpty()) {
                differ.differences.add(name + " was not compared again");
            } else {
                differ.dataset(name, dataset, again.get());
            }
        }
        return new ReplayReport(differ.differences, differ.scores, differ.equal, machine);
    }

    /// Whether everything but the machine is the same.
    public boolean same() {
        return differences.isEmpty();
    }

    private static final class Differ {
        private final List<String> differences = new ArrayList<>();
        private int scores;
        private int equal;

        void dataset(String name, Map<String, ?> before, Map<String, ?> now) {
            for (String key : List.of("fingerprint", "splits", "target", "rows", "columns")) {
                differ(name + ": " + key, before.get(key), now.get(key));
            }
            for (Object each : list(before.get("learners"))) {
                Map<String, ?> learner = map(each);
                String who = text(learner.get("name"));
                Optional<Map<String, ?>> again = named(list(now.get("learners")), who);
                if (again.isEmpty()) {
                    differences.add(name + ": " + who + " did not take part again");
                    continue;
                }
                differ(
                        name + ": settings of " + who,
                        learner.get("settings"),
                        again.get().get("settings"));
                differ(
                        name + ": failure of " + who,
                        learner.get("failure"),
                        again.get().get("failure"));
                folds(
                        name + ": " + who,
                        list(learner.get("folds")),
                        list(again.get().get("folds")));
            }
        }

        private void folds(String who, List<?> before, List<?> now) {
            if (before.size() != now.size()) {
                differences.add(who + " had " + before.size() + " folds, has " + now.size());
                return;
            }
            int different = 0;
            double largest = 0;
            String where = "";
            for (int f = 0; f < before.size(); f++) {
                Map<String, ?> old = map(before.get(f));
                Map<String, ?> fresh = map(now.get(f));
                for (Map.Entry<String, ?> score : old.entrySet()) {
                    if (NOT_SCORES.contains(score.getKey())) {
                        continue;
                    }
                    scores++;
                    @Nullable Object other = fresh.get(score.getKey());
                    if (Objects.equals(number(score.getValue()), number(other))) {
                        equal++;
                        continue;
                    }
                    different++;
                    double distance = distance(score.getValue(), other);
                    if (where.isEmpty() || distance > largest) {
                        largest = distance;
                        where = score.getKey() + " of fold " + (f + 1) + " was " + text(score.getValue()) + ", is "
                                + text(other);
                    }
                }
            }
            if (different > 0) {
                differences.add(who + ": " + different + (different == 1 ? " score differs, " : " scores differ, most ")
                        + where);
            }
        }

        private void differ(String what, @Nullable Object before, @Nullable Object now) {
            if (!Objects.equals(text(before), text(now))) {
                differences.add(what + " was " + text(before) + ", is " + text(now));
            }
        }
    }

    private static double distance(@Nullable Object a, @Nullable Object b) {
        Double first = number(a);
        Double second = number(b);
        return first == null || second == null ? Double.POSITIVE_INFINITY : Math.abs(first - second);
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "absent" : String.valueOf(value);
    }

    private static Map<String, ?> map(@Nullable Object value) {
        @SuppressWarnings("unchecked")
        Map<String, ?> map = value instanceof Map<?, ?> any ? (Map<String, ?>) any : Map.of();
        return map;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Optional<Map<String, ?>> named(List<?> all, String name) {
        for (Object each : all) {
            Map<String, ?> one = map(each);
            if (name.equals(text(one.get("name")))) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
