package org.tandemml.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tandemml.core.Environment;
import org.tandemml.core.InputException;
import org.tandemml.core.WholeFile;

/// Standings as JSON, of one run or gathered from many: each contest says on what machine and day it was run.
///
/// **Errors**: [InputException] for a file that is no such JSON.
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, JsonNode> contests;

    private Results(Map<String, JsonNode> contests) {
        this.contests = contests;
    }

    /// Of contests that were run just now.
    static Results of(List<Contest> run, List<Standing> standings) {
        Environment here = Environment.current(Runtime.getRuntime().availableProcessors());
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (Contest contest : run) {
            ObjectNode node = JSON.createObjectNode();
            node.put("name", contest.name());
            node.put("task", contest.task());
            node.put("quality", contest.qualityName());
            putFinite(node, "target_ratio", contest.target());
            node.put("date", LocalDate.now(ZoneOffset.UTC).toString());
            node.put("processor", here.processor());
            node.put("cpus", here.cpus());
            node.put("simd", here.simd());
            node.put("jvm", here.jvm());
            ArrayNode entrants = node.putArray("entrants");
            standings.stream()
                    .filter(s -> s.contest().equals(contest.name()))
                    .forEach(s -> add(entrants.addObject(), s));
            all.put(contest.name(), node);
        }
        return new Results(all);
    }

    private static void add(ObjectNode entrant, Standing s) {
        entrant.put("name", s.entrant());
        entrant.put("threads", s.threads());
        if (!s.aside().isEmpty()) {
            entrant.put("aside", s.aside());
        }
        putFinite(entrant, "median_seconds", s.median());
        ArrayNode seconds = entrant.putArray("seconds");
        s.seconds().forEach(seconds::add);
        putFinite(entrant, "quality", s.quality());
        putFinite(entrant, "first_seconds", s.first());
        entrant.put("peak_bytes", s.peakBytes());
        entrant.put("allocated_bytes", s.allocatedBytes());
        putFinite(entrant, "gigaflops", s.gigaflops());
        putFinite(entrant, "ratio", s.ratio());
        if (!s.failure().isEmpty()) {
            entrant.put("failure", s.failure());
        }
    }

    private static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /// What a file holds; nothing if there is no such file.
    static Results read(Path file) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                JSON.readTree(Files.readString(file))
                        .path("contests")
                        .forEach(c -> all.put(c.path("name").asText(), c));
            } catch (IOException e) {
                throw new InputException(file + " holds no results of tandem bench (" + e.getMessage() + ")", e);
            }
        }
        return new Results(all);
    }

    /// These, with those of `fresh` in place of older ones of the same contests, in the order in which contests run.
    Results with(Results fresh) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (Contest contest : Contests.all()) {
            JsonNode node = fresh.contests.getOrDefault(contest.name(), contests.get(contest.name()));
            if (node != null) {
                all.put(contest.name(), node);
            }
        }
        return new Results(all);
    }

    int size() {
        return contests.size();
    }

    void write(Path file) {
        WholeFile.write(file, out -> out.write((json() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("contests").addAll(contests.values());
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The machines of the contests, each once: "AMD EPYC, 2 CPUs, SIMD 256-bit".
    List<String> machines() {
        return contests.values().stream()
                .map(c -> c.path("processor").asText() + ", " + c.path("cpus").asInt() + " CPUs, "
                        + c.path("simd").asText())
                .distinct()
                .toList();
    }

    /// Ours beside the best rival on as many threads, for all of ours that have one.
    List<Ratio> ratios() {
        return contests.values().stream().flatMap(Results::ratios).toList();
    }

    private static Stream<Ratio> ratios(JsonNode contest) {
        List<Standing> standings =
                stream(contest.path("entrants")).map(e -> standing(contest, e)).toList();
        return standings.stream()
                .filter(s -> s.isOurs()
                        && !s.rivals(standings).isEmpty()
                        && s.failure().isEmpty())
                .map(ours -> {
                    List<Standing> rivals = ours.rivals(standings);
                    Standing rival = Collections.min(rivals, Comparator.comparingDouble(Standing::median));
                    return new Ratio(
                            contest.path("name").asText(),
                            contest.path("task").asText(),
                            ours.entrant(),
                            ours.threads(),
                            ours.median(),
                            rival.entrant(),
                            rival.median(),
                            ours.median() / rival.median(),
                            ours.first() / Standing.least(rivals.stream().map(Standing::first)),
                            contest.path("target_ratio").asDouble(Double.NaN),
                            contest.path("quality").asText(),
                            ours.quality(),
                            rival.quality());
                });
    }

    private static Standing standing(JsonNode contest, JsonNode entrant) {
        return new Standing(
                contest.path("name").asText(),
                entrant.path("name").asText(),
                entrant.path("threads").asInt(),
                entrant.path("aside").asText(""),
                entrant.path("first_seconds").asDouble(Double.NaN),
                stream(entrant.path("seconds")).map(JsonNode::asDouble).toList(),
                entrant.path("quality").asDouble(Double.NaN),
                entrant.path("allocated_bytes").asLong(),
                entrant.path("peak_bytes").asLong(),
                0,
                Double.NaN,
                entrant.path("failure").asText(""));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    /// One of our times over a rival's.
    ///
    /// @param contest name of the contest
    /// @param task what was done
    /// @param entrant who of ours
    /// @param threads ours
    /// @param seconds our median
    /// @param rival the best rival on as many threads, or, without any, on more
    /// @param rivalSeconds its median
    /// @param ratio of the two
    /// @param firstRatio our first run in a fresh JVM over the quickest first run of these rivals
    /// @param target the largest ratio that the project claims, `NaN` for none
    /// @param qualityName what the two numbers after it are
    /// @param quality what we reached, `NaN` where nothing is measured
    /// @param rivalQuality what the rival reached
    record Ratio(
            String contest,
            String task,
            String entrant,
            int threads,
            double seconds,
            String rival,
            double rivalSeconds,
            double ratio,
            double firstRatio,
            double target,
            String qualityName,
            double quality,
            double rivalQuality) {}
}
