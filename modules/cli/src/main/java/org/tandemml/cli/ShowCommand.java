package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Target;
import org.tandemml.data.DatasetInfo;
import org.tandemml.data.Datasets;
import org.tandemml.data.Found;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tandem datasets show NAME`: what the catalogue says, and what is in the data, column by column.
@Command(
        name = "show",
        description = "Shows one data set or file: size, target, licence, and each column with missing values and a"
                + " histogram.")
final class ShowCommand implements Runnable {
    private static final int MOST_COLUMNS = 60;
    private static final int MOST_COLUMNS_JSON = 1000;
    private static final int MOST_CLASSES = 20;

    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Parameters(paramLabel = "NAME", description = "The name of a data set, or a file.")
    String name = "";

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Optional<DatasetInfo> info = Datasets.catalog().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst();
        Optional<Dataset> data = data(info);
        if (shared.json) {
            ObjectNode answer = info.map(DatasetsCommand::json).orElseGet(Console::object);
            data.ifPresent(d -> describe(d, answer));
            console.print(answer);
            return;
        }
        info.ifPresent(this::print);
        data.ifPresent(d -> print(d, info.isEmpty()));
    }

    /// The data, or nothing if the catalogue knows the set and its file is elsewhere.
    private Optional<Dataset> data(Optional<DatasetInfo> info) {
        try {
            Found found = Datasets.find(name, shared.dataDirectory());
            found.notes().forEach(console::note);
            return Optional.of(found.train());
        } catch (InputException absent) {
            if (info.isEmpty() || info.get().bundled()) {
                throw absent;
            }
            console.note(String.valueOf(absent.getMessage()));
            return Optional.empty();
        }
    }

    private void print(DatasetInfo info) {
        String place = info.bundled() ? "" : " (not shipped: --data-dir, TANDEM_DATA or fetch)";
        line("name", info.name() + place);
        line("task", DatasetsCommand.task(info));
        line("target", info.target());
        line(
                "size",
                info.rows() + " rows, " + info.columns() + " columns"
                        + (info.testRows() == 0 ? "" : ", and " + info.testRows() + " rows for testing"));
        line(
                "classes",
                info.classes().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")));
        line("ignored", String.join(", ", info.ignored()));
        line("file", info.file());
        line("licence", info.licence());
        line("source", info.source());
        line("known result", info.reference());
    }

    private void line(String title, String text) {
        Text.print(console.out(), 14, title, text);
    }

    private void print(Dataset data, boolean withSize) {
        PrintStream out = console.out();
        if (withSize) {
            line("name", data.name());
            line("size", data.rows() + " rows, " + data.columns() + " columns");
            if (data.target() instanceof Target.Classes classes) {
                int[] counts = classes.counts();
                String all = IntStream.range(0, Math.min(MOST_CLASSES, counts.length))
                        .mapToObj(k -> classes.names().get(k) + " " + counts[k])
                        .collect(Collectors.joining(", "));
                line("classes", all + (counts.length > MOST_CLASSES ? ", … (" + counts.length + ")" : ""));
            }
        }
        List<ColumnSummary> columns = ColumnSummary.of(data, MOST_COLUMNS);
        long missing = columns.stream().mapToLong(ColumnSummary::missing).sum();
        int shown = (int) columns.stream().filter(c -> !c.isTarget()).count();
        line("missing", missing + " cells" + (shown < data.columns() ? " in the columns below" : ""));
        out.println();
        row(out, "column", "kind", "missing", "histogram", "values");
        for (ColumnSummary column : columns) {
            row(
                    out,
                    Text.cut(Console.oneLine(column.name()), 22),
                    column.kind(),
                    Integer.toString(column.missing()),
                    column.histogram(),
                    Console.oneLine(column.range()));
        }
        if (shown < data.columns()) {
            out.println("… and " + (data.columns() - shown) + " more columns (--json shows up to " + MOST_COLUMNS_JSON
                    + ")");
        }
    }

    private static void row(PrintStream out, String... cells) {
        out.println(Text.cut(
                String.format(Locale.ROOT, "%-22s %-8s %8s  %-20s  %s", (Object[]) cells)
                        .stripTrailing(),
                Text.WIDTH));
    }

    private static void describe(Dataset data, ObjectNode answer) {
        answer.put("name", data.name());
        answer.put("rows", data.rows());
        answer.put("columns", data.columns());
        if (data.target() instanceof Target.Classes classes) {
            ObjectNode counts = answer.putObject("classes");
            for (int k = 0; k < classes.names().size(); k++) {
                counts.put(classes.names().get(k), classes.counts()[k]);
            }
        }
        ArrayNode columns = answer.putArray("schema");
        ColumnSummary.of(data, MOST_COLUMNS_JSON).forEach(column -> columns.add(column.json()));
    }
}
