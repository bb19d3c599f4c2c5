package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.tandemml.data.DatasetInfo;
import org.tandemml.data.Datasets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tandem datasets`: the data sets that have a name, one in detail or from its public home, or made-up data.
@Command(name = "datasets", description = "Lists the data sets that can be had by name.")
final class DatasetsCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    DatasetsCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    static CommandLine line(Console console) {
        return new CommandLine(new DatasetsCommand(console))
                .addSubcommand(new ListAll(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new FetchCommand(console))
                .addSubcommand(new MakeCommand(console));
    }

    /// Without a further word: the list.
    @Override
    public void run() {
        list(console, shared);
    }

    /// `tandem datasets list`.
    @Command(name = "list", description = "Lists the data sets that can be had by name.")
    static final class ListAll implements Runnable {
        private final Console console;

        @Mixin
        SharedOptions shared = new SharedOptions();

        ListAll(Console console) {
            this.console = console;
        }

        @Override
        public void run() {
            list(console, shared);
        }
    }

    private static void list(Console console, SharedOptions shared) {
        List<DatasetInfo> catalog = Datasets.catalog();
        if (shared.json) {
            ObjectNode answer = Console.object();
            ArrayNode all = answer.putArray("datasets");
            catalog.forEach(info -> all.add(json(info)));
            console.print(answer);
            return;
        }
        PrintStream out = console.out();
        row(out, "name", "rows", "test rows", "columns", "task", "target");
        for (DatasetInfo info : catalog) {
            row(
                    out,
                    info.name() + (info.bundled() ? "" : " *"),
                    Integer.toString(info.rows()),
                    info.testRows() == 0 ? "" : Integer.toString(info.testRows()),
                    Integer.toString(info.columns()),
                    task(info),
                    info.target());
        }
        out.println();
        out.println("* not shipped: read from the directory that --data-dir or TANDEM_DATA names; or get it with");
        out.println("  tandem datasets fetch NAME (" + String.join(", ", Datasets.fetchable()) + ")");
    }

    private static void row(PrintStream out, String... cells) {
        out.println(Text.cut(
                String.format(Locale.ROOT, "%-24s %8s %10s %8s  %-26s  %s", (Object[]) cells)
                        .stripTrailing(),
                Text.WIDTH));
    }

    static String task(DatasetInfo info) {
        return info.task() == DatasetInfo.Task.REGRESSION
                ? "regression"
                : "classification"
                        + (info.classes().isEmpty() ? "" : ", " + info.classes().size() + " classes");
    }

    static ObjectNode json(DatasetInfo info) {
        ObjectNode entry = Console.object();
        entry.put("name", info.name());
        entry.put("task", info.task().name().toLowerCase(Locale.ROOT));
        entry.put("target", info.target());
        entry.put("rows", info.rows());
        entry.put("test_rows", info.testRows());
        entry.put("columns", info.columns());
        ObjectNode classes = entry.putObject("classes");
        info.classes().forEach(classes::put);
        ArrayNode ignored = entry.putArray("ignored");
        info.ignored().forEach(ignored::add);
        entry.put("bundled", info.bundled());
        entry.put("fetchable", Datasets.fetchable().contains(info.name()));
        entry.put("file", info.file());
        entry.put("licence", info.licence());
        entry.put("source", info.source());
        entry.put("reference", info.reference());
        entry.put("sha256", info.sha256());
        return entry;
    }
}
