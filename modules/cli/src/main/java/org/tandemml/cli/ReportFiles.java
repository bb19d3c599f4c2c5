package org.tandemml.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;
import org.tandemml.core.WholeFile;

/// The files of a comparison: the report, and beside it the results, every fold, and the parts finished so far.
///
/// Beside `report.html` they are `results.json`, `folds.csv` and `.report.html.work`; beside any other `name.html` the
/// first two are `name-results.json` and `name-folds.csv`.
record ReportFiles(Path report) {
    private static final String USUAL = "report";

    Path results() {
        return beside("results.json");
    }

    Path folds() {
        return beside("folds.csv");
    }

    Path work() {
        return report.resolveSibling("." + report.getFileName() + ".work");
    }

    private Path beside(String name) {
        String own = String.valueOf(report.getFileName());
        int dot = own.lastIndexOf('.');
        String base = dot > 0 ? own.substring(0, dot) : own;
        return report.resolveSibling(base.equals(USUAL) ? name : base + "-" + name);
    }

    /// Throws [InputException] if one of the files cannot be written or is one that is read.
    void check(List<String> inputs) {
        for (Path file : List.of(report, results(), folds())) {
            DataInput.checkOut(file, inputs.toArray(String[]::new));
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new InputException(file + " cannot be written, it is protected: choose another --report");
            }
        }
        Path folder = report.toAbsolutePath().getParent();
        boolean device = Files.exists(report) && !Files.isRegularFile(report);
        if (!device && folder != null && !Files.isWritable(folder)) {
            throw new InputException(
                    report + " cannot be written, the folder " + folder + " is protected: choose another --report");
        }
    }

    /// Removes what an earlier run left if asked to.
    void prepare(boolean fresh, Console console) {
        try {
            if (fresh && Files.deleteIfExists(work())) {
                console.note("begun anew: the finished parts of an earlier run are removed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeResults(Console console, Map<String, @Nullable Object> tree) {
        try {
            byte[] json = (console.json(tree) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(results(), out -> out.write(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
