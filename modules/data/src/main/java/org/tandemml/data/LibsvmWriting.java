package org.tandemml.data;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Writes a data set as LIBSVM text, see [Datasets#writeLibsvm].
final class LibsvmWriting {
    private LibsvmWriting() {}

    static long write(Dataset data, Path file) {
        if (data.isWeighted()) {
            throw new InputException("the rows have weights, for which LIBSVM text has no place: write them apart");
        }
        for (Column column : data.schema().columns()) {
            if (column instanceof Column.Categorical) {
                throw new InputException("column \"" + column.name()
                        + "\" holds categories, LIBSVM text holds numbers only: use OneHot first, or CSV");
            }
        }
        String[] labels = labels(data);
        boolean widthShows = widthShows(data);
        return TextFile.write(file, out -> {
            for (int i = 0; i < data.rows(); i++) {
                out.write(labels[i]);
                row(out, data, i, i == 0 && !widthShows);
                out.write('\n');
            }
        });
    }

    private static String[] labels(Dataset data) {
        return switch (data.target()) {
            case Target.Classes classes -> {
                DecimalNumber number = new DecimalNumber();
                boolean numbers = classes.names().stream()
                        .map(String::toCharArray)
                        .allMatch(n -> Double.isFinite(number.parse(n, 0, n.length)));
                yield IntStream.of(classes.codes())
                        .mapToObj(c -> numbers ? classes.names().get(c) : Integer.toString(c))
                        .toArray(String[]::new);
            }
            case Target.Numbers numbers -> {
                String[] all = new String[data.rows()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = TextFile.number(numbers.values()[i]);
                }
                yield all;
            }
            case Target.None none ->
                IntStream.range(0, data.rows()).mapToObj(i -> "0").toArray(String[]::new);
        };
    }

    private static void row(Writer out, Dataset data, int i, boolean last) throws IOException {
        int columns = data.columns();
        switch (data.features()) {
            case DenseMatrix dense -> {
                for (int j = 0; j < columns; j++) {
                    double value = dense.values()[dense.offset(i) + j];
                    if (Double.doubleToRawLongBits(value) != 0 || last && j == columns - 1) {
                        pair(out, i, j, value);
                    }
                }
            }
            case SparseMatrix sparse -> {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    pair(out, i, sparse.indices()[k], sparse.values()[k]);
                }
                if (last) {
                    pair(out, i, columns - 1, 0);
                }
            }
        }
    }

    private static void pair(Writer out, int i, int j, double value) throws IOException {
        if (Double.isInfinite(value)) {
            throw new InputException(
                    "row " + (i + 1) + ", column " + (j + 1) + " is " + value + ": LIBSVM text holds finite values");
        }
        out.write(" " + (j + 1) + ":" + (Double.isNaN(value) ? "nan" : TextFile.number(value)));
    }

    /// True if some row stores a value in the last column, so that a reader sees how wide the data are.
    private static boolean widthShows(Dataset data) {
        int last = data.columns() - 1;
        return last < 0
                || IntStream.range(0, data.rows()).anyMatch(i -> switch (data.features()) {
                    case DenseMatrix dense -> Double.doubleToRawLongBits(dense.get(i, last)) != 0;
                    case SparseMatrix sparse ->
                        sparse.end(i) > sparse.start(i) && sparse.indices()[sparse.end(i) - 1] == last;
                });
    }
}
