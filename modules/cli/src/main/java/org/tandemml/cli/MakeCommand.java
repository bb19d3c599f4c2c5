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
import org.tandemml.data.Generators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem datasets make NAME`: made-up data of known structure, as CSV with the target in the last column.
@Command(name = "make", description = "Writes made-up data of known structure as CSV, the target last.")
final class MakeCommand implements Runnable {
    private static final List<String> NAMES =
            List.of("moons", "circles", "blobs", "xor", "linear", "linear-numbers", "higgs");

    private final Console console;

    @Mixin
    Common common = new Common();

    @Parameters(
            paramLabel = "NAME",
            description = "moons, circles, blobs, xor, linear (classes), linear-numbers (regression) or higgs.")
    String name = "";

    @Option(names = "--rows", paramLabel = "N", description = "Rows (default: ${DEFAULT-VALUE}).")
    int rows = 1000;

    @Option(
            names = "--columns",
            paramLabel = "P",
            description = "Feature columns of blobs, linear and linear-numbers (default: 2 for blobs, else 10).")
    @Nullable
    Integer columns;

    @Option(names = "--classes", paramLabel = "K", description = "Classes of blobs (default: 3).")
    @Nullable
    Integer classes;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            description = "Noise of moons, circles, xor (default: 0.2) and linear-numbers (default: 1).")
    @Nullable
    Double noise;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The CSV file to write; compressed if its name ends in .gz.")
    Path out = Path.of("");

    MakeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        WholeFile.check(out);
        Dataset data = made();
        long bytes = Datasets.writeCsv(data, out);
        if (common.json) {
            ObjectNode answer = Console.object();
            answer.put("name", name);
            answer.put("rows", data.rows());
            answer.put("columns", data.columns());
            answer.put("target", data.target().name());
            answer.put("seed", common.seed);
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

    private Dataset made() {
        long seed = common.seed;
        return switch (name) {
            case "moons" -> {
                refuse("--columns", columns, "--classes", classes);
                yield Generators.moons(rows, noise == null ? 0.2 : noise, seed);
            }
            case "circles" -> {
                refuse("--columns", columns, "--classes", classes);
                yield Generators.circles(rows, noise == null ? 0.2 : noise, seed);
            }
            case "xor" -> {
                refuse("--columns", columns, "--classes", classes);
                yield Generators.xor(rows, noise == null ? 0.2 : noise, seed);
            }
            case "blobs" -> {
                refuse("--noise", noise, "", null);
                yield Generators.blobs(rows, columns == null ? 2 : columns, classes == null ? 3 : classes, seed);
            }
            case "linear" -> {
                refuse("--noise", noise, "--classes", classes);
                yield Generators.linear(rows, columns == null ? 10 : columns, seed);
            }
            case "linear-numbers" -> {
                refuse("--classes", classes, "", null);
                yield Generators.linearNumbers(rows, columns == null ? 10 : columns, noise == null ? 1 : noise, seed);
            }
            case "higgs" -> {
                refuse("--columns", columns, "--classes", classes);
                refuse("--noise", noise, "", null);
                yield Generators.higgsLike(rows, seed);
            }
            default -> throw Check.unknown("generator", name, NAMES);
        };
    }

    /// An option that would have no effect is a mistake of the user.
    private void refuse(String first, @Nullable Object firstValue, String second, @Nullable Object secondValue) {
        if (firstValue != null || secondValue != null) {
            throw new InputException(
                    name + " has no setting " + (firstValue != null ? first : second) + ": leave it out");
        }
    }
}
