package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Settings;
import org.tandemml.core.Target;
import org.tandemml.core.WholeFile;
import org.tandemml.data.Datasets;
import org.tandemml.data.Found;
import org.tandemml.evaluation.ClusterAgreement;
import org.tandemml.formats.ModelFile;
import org.tandemml.kmeans.ClusterCounts;
import org.tandemml.kmeans.KMeans;
import org.tandemml.kmeans.KMeansModel;
import org.tandemml.plot.Picture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tandem cluster`: finds clusters, or helps to choose how many.
@Command(name = "cluster", description = "Finds clusters of rows; --choose 2..10 helps to choose how many.")
final class ClusterCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "A bundled data set or a file.")
    String data = "";

    @Mixin
    DataInput input = new DataInput();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of k-means, as tandem learners kmeans lists them; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Option(
            names = "--choose",
            paramLabel = "LOW..HIGH",
            description = "Try each number of clusters and draw inertia and silhouette as SVG.")
    @Nullable
    String choose;

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write the cluster of each row to this file.")
    @Nullable
    Path out;

    @Option(names = "--model", paramLabel = "OUT", description = "Write the model to this file.")
    @Nullable
    Path modelFile;

    ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        for (Path file : new Path[] {out, modelFile}) {
            if (file != null) {
                DataInput.checkOut(file, data);
            }
        }
        Learner<?> chosen = Choice.of("kmeans", settings).learners().getFirst();
        if (!(chosen instanceof KMeans learner)) {
            throw new IllegalStateException("kmeans is not k-means");
        }
        Found found =
                Datasets.find(data, shared.dataDirectory(), input.options().withThreads(shared.checkedThreads()));
        found.notes().forEach(console::note);
        Dataset rows = found.train();
        if (input.target != null) {
            rows = rows.target(input.target);
        }
        try (ProgressBar bar = new ProgressBar(console)) {
            Fitting how = shared.fitting(bar);
            if (choose != null) {
                choose(learner, rows, how);
            } else {
                cluster(learner, rows, how);
            }
        }
    }

    private void cluster(KMeans learner, Dataset rows, Fitting how) {
        long start = System.nanoTime();
        KMeansModel model = learner.fit(rows, how);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (out != null) {
            write(model.labels(), out);
        }
        long bytes = modelFile == null ? 0 : ModelFile.write(model, modelFile);
        Optional<ClusterAgreement> agreement = rows.target() instanceof Target.Classes classes
                ? Optional.of(ClusterAgreement.of(classes.codes(), model.labels()))
                : Optional.empty();
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("learner", learner.name());
            ObjectNode set = answer.putObject("settings");
            Settings.of(learner).forEach(entry -> set.put(entry.name(), entry.value()));
            answer.put("data", rows.name());
            answer.put("rows", rows.rows());
            answer.put("columns", rows.columns());
            answer.put("inertia", model.inertia());
            answer.put("iterations", model.report().iterations());
            answer.put("converged", model.report().converged());
            ArrayNode sizes = answer.putArray("sizes");
            Arrays.stream(model.sizes()).forEach(sizes::add);
            ArrayNode parts = answer.putArray("inertia_of_clusters");
            Arrays.stream(model.inertiaOfClusters()).forEach(parts::add);
            answer.put("fit_seconds", seconds);
            agreement.ifPresent(a -> {
                ObjectNode external = answer.putObject("agreement");
                external.put("adjusted_rand", a.adjustedRand().value());
                external.put(
                        "adjusted_mutual_information",
                        a.adjustedMutualInformation().value());
                external.put("v_measure", a.vMeasure().value());
            });
            ArrayNode notes = answer.putArray("notes");
            model.report().notes().forEach(notes::add);
            answer.put("model", modelFile == null ? null : modelFile.toString());
            console.print(answer);
            return;
        }
        print(console.out(), learner, rows, model, seconds, agreement, bytes);
    }

    private void print(
            PrintStream to,
            KMeans learner,
            Dataset rows,
            KMeansModel model,
            double seconds,
            Optional<ClusterAgreement> agreement,
            long bytes) {
        to.println("k-means on " + Text.cut(rows.name(), 40) + ": " + rows.rows() + " rows, " + rows.columns()
                + " columns, " + model.clusters() + " clusters");
        to.println();
        line(to, "settings", Settings.describe(learner));
        line(to, "fitted", Text.seconds(seconds) + ", " + model.report());
        line(to, "inertia", String.format(Locale.ROOT, "%.10g", model.inertia()));
        line(to, "sizes", Arrays.toString(model.sizes()).replaceAll("[\\[\\]]", ""));
        line(
                to,
                "their inertia",
                Arrays.stream(model.inertiaOfClusters())
                        .mapToObj(v -> String.format(Locale.ROOT, "%.4g", v))
                        .collect(java.util.stream.Collectors.joining(", ")));
        model.report().notes().forEach(note -> line(to, "note", note));
        agreement.ifPresent(a -> line(
                to,
                "agreement",
                String.format(
                        Locale.ROOT,
                        "with %s: adjusted Rand %.4f, adjusted mutual information %.4f, V %.4f",
                        rows.target().name(),
                        a.adjustedRand().value(),
                        a.adjustedMutualInformation().value(),
                        a.vMeasure().value())));
        if (out != null) {
            line(to, "clusters", "of the rows in " + out);
        }
        if (modelFile != null) {
            line(to, "model", String.format(Locale.ROOT, "%,d bytes in %s", bytes, modelFile));
        }
    }

    private void choose(KMeans learner, Dataset rows, Fitting how) {
        int[] range = range();
        ClusterCounts counts = ClusterCounts.of(learner, rows, range[0], range[1], how);
        Path elbow = Path.of("kmeans-elbow.svg");
        Path silhouette = Path.of("kmeans-silhouette.svg");
        if (out != null) {
            elbow = out.resolveSibling(out.getFileName() + "-elbow.svg");
            silhouette = out.resolveSibling(out.getFileName() + "-silhouette.svg");
        }
        draw(counts.elbow(), elbow);
        draw(counts.silhouette(), silhouette);
        if (shared.json) {
            ObjectNode answer = Console.object();
            ArrayNode list = answer.putArray("counts");
            for (ClusterCounts.Row row : counts.rows()) {
                ObjectNode one = list.addObject();
                one.put("k", row.k());
                one.put("inertia", row.inertia());
                put(one, "silhouette", row.silhouette());
                put(one, "davies_bouldin", row.daviesBouldin());
                put(one, "calinski_harabasz", row.calinskiHarabasz());
                put(one, "gap", row.gap());
                put(one, "gap_error", row.gapError());
            }
            answer.put("by_silhouette", counts.bySilhouette());
            answer.put("by_gap", counts.byGap());
            answer.putArray("pictures").add(elbow.toString()).add(silhouette.toString());
            console.print(answer);
            return;
        }
        PrintStream to = console.out();
        to.printf(
                "%4s %14s %11s %15s %18s %8s%n",
                "k", "inertia", "silhouette", "Davies-Bouldin", "Calinski-Harabasz", "gap");
        for (ClusterCounts.Row row : counts.rows()) {
            to.printf(
                    Locale.ROOT,
                    "%4d %14.6g %11.4f %15.4f %18.4g %8.4f%n",
                    row.k(),
                    row.inertia(),
                    row.silhouette(),
                    row.daviesBouldin(),
                    row.calinskiHarabasz(),
                    row.gap());
        }
        to.println();
        to.println("largest silhouette: k = " + counts.bySilhouette() + "; first gap that the next does not beat: k = "
                + counts.byGap());
        to.println("pictures: " + elbow + ", " + silhouette);
    }

    private static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }

    private int[] range() {
        String[] ends = choose == null ? new String[0] : choose.split("\\.\\.", -1);
        try {
            if (ends.length == 2) {
                return new int[] {Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip())};
            }
        } catch (NumberFormatException e) {
            throw new InputException("--choose needs LOW..HIGH, was \"" + choose + "\"", e);
        }
        throw new InputException("--choose needs LOW..HIGH, was \"" + choose + "\"");
    }

    private static void draw(Picture picture, Path file) {
        byte[] svg = picture.svg().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, bytes -> bytes.write(svg));
    }

    private static void write(int[] labels, Path file) {
        WholeFile.write(file, bytes -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            writer.write("cluster\n");
            for (int label : labels) {
                writer.write(Integer.toString(label));
                writer.write('\n');
            }
            writer.flush();
        });
    }

    private static void line(PrintStream to, String name, String text) {
        Text.print(to, 16, "  " + name, text);
    }
}
