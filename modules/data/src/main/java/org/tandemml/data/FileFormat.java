package org.tandemml.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tandemml.core.InputException;

/// The formats that [Datasets] reads, each also compressed with gzip (`.gz`).
public enum FileFormat {
    /// Text with one row a line and separated cells: `.csv .tsv .data .txt`.
    CSV,
    /// Sparse text `label index:value …`: `.libsvm .svm .svmlight`.
    LIBSVM,
    /// Weka's text with declared attributes: `.arff`.
    ARFF,
    /// Binary arrays such as MNIST's: `.idx`, or a name that ends like `-idx3-ubyte`.
    IDX;

    private static final Pattern IDX_NAME = Pattern.compile(".*[-.]idx\\d?(-(ubyte|byte|short|int|float|double))?");

    /// The format that a file's name tells. Throws [InputException] if it tells none.
    public static FileFormat of(Path file) {
        String name = plainName(file);
        if (IDX_NAME.matcher(name).matches()) {
            return IDX;
        }
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "csv", "tsv", "data", "txt" -> CSV;
            case "libsvm", "svm", "svmlight" -> LIBSVM;
            case "arff" -> ARFF;
            default ->
                throw new InputException(file + ": the name tells no format (known: .csv .tsv .data .txt .libsvm .svm"
                        + " .svmlight .arff .idx, each also .gz): rename it or give the format csv, libsvm, arff or"
                        + " idx");
        };
    }

    /// The file's name in lower case and without `.gz`.
    static String plainName(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }
}
