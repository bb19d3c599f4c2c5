package org.tandemml.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the catalogue knows about one data set that can be had by name.
///
/// @param name the name: `iris`
/// @param file the file, relative to `datasets/` for a bundled set, else to the directory that `TANDEM_DATA` names
/// @param testFile the separate file of test rows, if the set has one
/// @param format the format of both files
/// @param header whether they begin with column names
/// @param target the target column
/// @param task what is to be predicted
/// @param ignored columns that are no features, such as a name or a number of the row
/// @param rows rows of the file
/// @param testRows rows of the test file, 0 without one
/// @param columns feature columns, without target and ignored ones
/// @param classes rows of each class in the file; empty for regression
/// @param licence licence and notice
/// @param source where the file came from
/// @param reference a known result to compare with
/// @param sha256 checksum of the file in hexadecimal
/// @param bundled whether the project ships it
public record DatasetInfo(
        String name,
        String file,
        Optional<String> testFile,
        FileFormat format,
        ReadOptions.Header header,
        String target,
        Task task,
        List<String> ignored,
        int rows,
        int testRows,
        int columns,
        Map<String, Integer> classes,
        String licence,
        String source,
        String reference,
        String sha256,
        boolean bundled) {
    /// What is to be predicted.
    public enum Task {
        CLASSIFICATION,
        REGRESSION
    }

    public DatasetInfo {
        ignored = List.copyOf(ignored);
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }

    ReadOptions options() {
        ReadOptions.Labels labels =
                task == Task.CLASSIFICATION ? ReadOptions.Labels.CLASSES : ReadOptions.Labels.NUMBERS;
        return ReadOptions.defaults()
                .withFormat(format)
                .withHeader(header)
                .withLabels(labels)
                .withIgnored(ignored.toArray(String[]::new));
    }
}
