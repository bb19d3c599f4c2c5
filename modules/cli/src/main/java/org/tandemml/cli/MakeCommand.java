package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.WholeFile;
import org.tandemml.data.Datasets;
import org.tandemml.data.Disguise;
import org.tandemml.data.Generators;
import org.tandemml.data.RankingLike;
import org.tandemml.data.TextLike;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem datasets make NAME`: made-up data of known structure, as CSV with the target in the last column, or as
/// LIBSVM.
@Command(name = "make", description = "Writes made-up data of known structure as CSV (the target last) or LIBSVM.")
final class MakeCommand implements Runnable {
    private static final List<String> NAMES = List.of(
            "moons",
            "circles",
            "spirals",
            "blobs",
            "xor",
            "linear",
            "imbalanced",
            "higgs",
            "covertype",
            "text",
            "linear-numbers",
            "friedman1",
            "friedman2",
            "friedman3",
            "ranking");

    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "Classes: moons, circles, spirals, blobs, xor, linear, imbalanced, higgs, covertype, text."
                    + " Numbers: linear-numbers, friedman1, friedman2, friedman3, ranking.")
    String name = "";

    @Option(names = "--rows", paramLabel = "N", description = "Rows (default: ${DEFAULT-VALUE}).")
    int rows = 1000;

    @Option(
            names = "--columns",
            paramLabel = "P",
            description =
                    "Feature columns of blobs (default: 2), linear, linear-numbers, imbalanced, friedman1, ranking"
                            + " (default: 10) and text (default: 1000).")
    @Nullable
    Integer columns;

    @Option(names = "--classes", paramLabel = "K", description = "Classes of blobs, spirals and text (default: 3).")
    @Nullable
    Integer classes;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            description = "Noise of moons, circles, xor (default: 0.2), spirals (0.05), linear-numbers, friedman1 (1),"
                    + " friedman2 (125), friedman3 (0.1) and ranking (0.3).")
    @Nullable
    Double noise;

    @Option(names = "--share", paramLabel = "S", description = "Share of the rare class of imbalanced (default: 0.05).")
    @Nullable
    Double share;

    @Option(names = "--useless", paramLabel = "N", description = "Adds N columns of noise (default: 0).")
    int useless;

    @Option(names = "--rotate", description = "Mixes the columns by a random rotation, after --useless.")
    boolean rotate;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "The file to write: CSV, or LIBSVM if its name ends in .libsvm; compressed if it ends in .gz.")
    Path out = Path.of("");

    MakeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        WholeFile.check(out);
        Dataset data = disguised(made());
        long bytes = Datasets.write(data, out);
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("name", name);
            answer.put("rows", data.rows());
            answer.put("columns", data.columns());
            answer.put("target", data.target().name());
            answer.put("seed", shared.seed);
            answer.put("bytes", bytes);
            answer.put("out", out.toString());
            console.print(answer);
        } else {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %d rows, %d columns and the target \"%s\" in %s (%,d bytes)",
                            name,
                            data.rows(),
                            data.columns(),
                            data.target().name(),
                            out,
                            bytes));
        }
    }

    private Dataset disguised(Dataset made) {
        Dataset wider = useless == 0 ? made : Disguise.withUseless(made, useless, shared.seed);
        return rotate ? Disguise.rotated(wider, shared.seed) : wider;
    }

    private Dataset made() {
        long seed = shared.seed;
        return switch (name) {
            case "moons" -> {
                takes("--noise");
                yield Generators.moons(rows, noise(0.2), seed);
            }
            case "circles" -> {
                takes("--noise");
                yield Generators.circles(rows, noise(0.2), seed);
            }
            case "spirals" -> {
                takes("--classes", "--noise");
                yield Generators.spirals(rows, classes(), noise(0.05), seed);
            }
            case "xor" -> {
                takes("--noise");
                yield Generators.xor(rows, noise(0.2), seed);
            }
            case "blobs" -> {
                takes("--columns", "--classes");
                yield Generators.blobs(rows, columns(2), classes(), seed);
            }
            case "linear" -> {
                takes("--columns");
                yield Generators.linear(rows, columns(10), seed);
            }
            case "imbalanced" -> {
                takes("--columns", "--share");
                yield Generators.imbalanced(rows, columns(10), share == null ? 0.05 : share, seed);
            }
            case "higgs" -> {
                takes();
                yield Generators.higgsLike(rows, seed);
            }
            case "covertype" -> {
                takes();
                yield Generators.covertypeLike(rows, seed);
            }
            case "text" -> {
                takes("--columns", "--classes");
                yield TextLike.make(rows, columns(1000), classes(), seed);
            }
            default -> madeNumbers(seed);
        };
    }

    private Dataset madeNumbers(long seed) {
        return switch (name) {
            case "linear-numbers" -> {
                takes("--columns", "--noise");
                yield Generators.linearNumbers(rows, columns(10), noise(1), seed);
            }
            case "friedman1" -> {
                takes("--columns", "--noise");
                yield Generators.friedman1(rows, columns(10), noise(1), seed);
            }
            case "friedman2" -> {
                takes("--noise");
                yield Generators.friedman2(rows, noise(125), seed);
            }
            case "friedman3" -> {
                takes("--noise");
                yield Generators.friedman3(rows, noise(0.1), seed);
            }
            case "ranking" -> {
                takes("--columns", "--noise");
                yield RankingLike.make(rows, columns(10), noise(0.3), seed);
            }
            default -> throw Check.unknown("generator", name, NAMES);
        };
    }

    private double noise(double otherwise) {
        return noise == null ? otherwise : noise;
    }

    private int columns(int otherwise) {
        return columns == null ? otherwise : columns;
    }

    private int classes() {
        return classes == null ? 3 : classes;
    }

    /// An option that would have no effect is a mistake of the user.
    private void takes(String... known) {
        refuseUnless(known, "--columns", columns);
        refuseUnless(known, "--classes", classes);
        refuseUnless(known, "--noise", noise);
        refuseUnless(known, "--share", share);
    }

    private void refuseUnless(String[] known, String option, @Nullable Object value) {
        if (value != null && !List.of(known).contains(option)) {
            throw new InputException(name + " has no setting " + option + ": leave it out");
        }
    }
}
