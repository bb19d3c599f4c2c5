package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Progress;
import org.tandemml.data.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tandem datasets fetch NAME`: a known set from its public home, checked, into the cache or the data directory.
@Command(
        name = "fetch",
        description = "Downloads a known data set from its public home, checks it, and keeps it for every command.")
final class FetchCommand implements Runnable {
    private final Console console;

    @Mixin
    SharedOptions shared = new SharedOptions();

    @Parameters(paramLabel = "NAME", description = "The name of the data set.")
    String name = "";

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "Fetch from below this address instead of the public home.")
    @Nullable
    URI mirror;

    FetchCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        List<Path> fetched = Datasets.fetch(name, shared.dataDirectory(), Optional.ofNullable(mirror), progress());
        if (shared.json) {
            ObjectNode answer = Console.object();
            answer.put("name", name);
            ArrayNode files = answer.putArray("fetched");
            fetched.forEach(file -> files.add(file.toString()));
            console.print(answer);
            return;
        }
        if (fetched.isEmpty()) {
            console.out().println(name + " was there already, as it should be");
        }
        fetched.forEach(file -> console.out().println(name + ": " + file + " (size and SHA-256 are right)"));
    }

    private Progress progress() {
        if (!console.terminal()) {
            return Progress.NONE;
        }
        return (file, done, total, objective) -> {
            // Hundreds of steps a second would only flicker.
            if (done % 256 < 64) {
                console.err().print("\r" + Text.cut(file + ": " + done / 1024 + " MB", Text.WIDTH) + " ");
                console.err().flush();
            }
        };
    }
}
