package org.tandemml.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Learner;
import org.tandemml.core.Settings;
import org.tandemml.evaluation.Range;

/// Where a comparison looks for better settings of each learner: the few that matter most in practice, over the ranges
/// that are usual for standardised columns. A learner that is not listed keeps its settings, and the report says so.
final class SearchSpaces {
    private static final Map<String, List<String>> RANGES = Map.ofEntries(
            Map.entry("logistic", List.of("penalty=l2:1e-6..1:log")),
            Map.entry("perceptron", List.of("epochs=5..200:log")),
            Map.entry("ridge", List.of("penalty=l2:1e-6..10:log")),
            Map.entry("lasso", List.of("penalty=l1:1e-5..1:log")),
            Map.entry("elastic-net", List.of("penalty=l2:1e-5..1:log")),
            Map.entry("knn", List.of("k=1,3,5,9,15,25,45", "vote=uniform,distance")),
            Map.entry("mlp", List.of("optimizer=adamw:3e-4..1e-2:log", "dropout=0..0.4", "hidden=32,64,128,256")),
            Map.entry("resnet-mlp", List.of("dropout=0..0.4", "hidden=32..128:log")),
            Map.entry("svm", List.of("cost=0.1..100:log", "gamma=1e-3..1:log")),
            Map.entry("svr", List.of("cost=0.1..100:log", "gamma=1e-3..1:log")),
            Map.entry("linear-svm", List.of("penalty=l2:1e-6..1:log")),
            Map.entry("boosting", List.of("learningRate=0.02..0.3:log", "maxDepth=2..8", "rounds=50..500:log")));

    private SearchSpaces() {}

    /// The ranges of the settings of `learner`, each name behind `prefix`; empty for one that is not tuned.
    static Map<String, Range> of(Learner<?> learner, String prefix) {
        Map<String, Range> space = new LinkedHashMap<>();
        List<Settings.Entry> entries = Settings.of(learner);
        for (String text : RANGES.getOrDefault(learner.name(), List.of())) {
            String key = text.substring(0, text.indexOf('='));
            entries.stream()
                    .filter(entry -> entry.name().equals(key))
                    .findFirst()
                    .ifPresent(entry -> space.put(
                            prefix + key,
                            Range.parse(
                                    text.substring(key.length() + 1),
                                    entry.type().equals("int"))));
        }
        return space;
    }
}
