package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;

/// What was measured after each round of a fit, by name: on the rows trained on and, where rows were held out or given
/// for it, on the validation rows.
///
/// The first value of each is that of the start, before any tree; values go on to the last round that was made, also
/// where an earlier one was kept. `loss` is the mean of what the objective makes small (absent where it has none, as in
/// ranking); the others are the metrics asked for. The training loss of more than 20,000 rows is that of an even sample
/// of 8,192, as in the trace of the report. Immutable.
public final class RoundHistory {
    /// The name of the objective's own loss.
    public static final String LOSS = "loss";

    /// Of a model that was read from another library's file, or fitted without rounds.
    public static final RoundHistory NONE = new RoundHistory(Map.of(), Map.of());

    private final Map<String, double[]> training;
    private final Map<String, double[]> validation;

    RoundHistory(Map<String, double[]> training, Map<String, double[]> validation) {
        this.training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        this.validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    /// What was measured, the loss first.
    public List<String> names() {
        return List.copyOf(training.keySet());
    }

    /// Whether there were validation rows.
    public boolean hasValidation() {
        return !validation.isEmpty();
    }

    /// The values of the training rows, the start first. Throws [org.tandemml.core.InputException] for a name that was
    /// not measured.
    public double[] training(String name) {
        return of(training, name);
    }

    /// The values of the validation rows, the start first; empty without such rows.
    public double[] validation(String name) {
        return validation.isEmpty() && training.containsKey(name) ? new double[0] : of(validation, name);
    }

    private static double[] of(Map<String, double[]> values, String name) {
        double[] found = values.get(name);
        if (found == null) {
            throw Check.unknown("measure of the rounds", name, List.copyOf(values.keySet()));
        }
        return found.clone();
    }

    /// The validation loss, or where the objective has none the first metric, as the trace of the report; empty without
    /// validation rows.
    double[] validationTrace() {
        return validation.isEmpty()
                ? new double[0]
                : validation.values().iterator().next().clone();
    }

    void write(Fields.Writer out) {
        out.texts("measured", List.copyOf(training.keySet()));
        out.flag("validated", hasValidation());
        out.numbers("trainingByRound", flat(training));
        out.numbers("validationByRound", flat(validation));
    }

    private static double[] flat(Map<String, double[]> values) {
        return values.values().stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    static RoundHistory read(Fields.Reader in) {
        List<String> names = in.texts("measured");
        boolean validated = in.flag("validated");
        double[] training = in.numbers("trainingByRound");
        double[] validation = in.numbers("validationByRound");
        return new RoundHistory(split(names, training), split(validated ? names : List.of(), validation));
    }

    private static Map<String, double[]> split(List<String> names, double[] values) {
        int each = names.isEmpty() ? 0 : values.length / names.size();
        Check.length("values measured by round", values.length, each * names.size());
        Map<String, double[]> parts = new LinkedHashMap<>();
        for (String name : names) {
            int from = each * parts.size();
            parts.put(name, java.util.Arrays.copyOfRange(values, from, from + each));
        }
        Check.length("different names of what was measured by round", parts.size(), names.size());
        return parts;
    }

    /// Values while they are being taken.
    static final class Recorder {
        private final Map<String, List<Double>> training = new LinkedHashMap<>();
        private final Map<String, List<Double>> validation = new LinkedHashMap<>();

        void training(String name, double value) {
            training.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        void validation(String name, double value) {
            validation.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        RoundHistory history() {
            return new RoundHistory(arrays(training), arrays(validation));
        }

        private static Map<String, double[]> arrays(Map<String, List<Double>> lists) {
            Map<String, double[]> arrays = new LinkedHashMap<>();
            lists.forEach((name, values) ->
                    arrays.put(name, values.stream().mapToDouble(value -> value).toArray()));
            return arrays;
        }
    }
}
