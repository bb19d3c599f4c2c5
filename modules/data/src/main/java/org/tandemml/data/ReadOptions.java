package org.tandemml.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// How to read a file where its name and content do not tell.
///
/// @param format the format, or empty to go by the name ([FileFormat#of])
/// @param header whether a CSV file begins with column names
/// @param separator the character between cells of a CSV file, or empty to find it among `, ; tab |`
/// @param missing cells that stand for a missing value; blanks around a cell never count
/// @param ignored columns that are left out, such as a name or a number of the row
/// @param types the kind of columns of a CSV file whose content would tell otherwise, by name
/// @param charset how characters are coded
/// @param labels what the labels of a LIBSVM file are
/// @param threads threads that may read; what is read never depends on it
public record ReadOptions(
        Optional<FileFormat> format,
        Header header,
        Optional<Character> separator,
        Set<String> missing,
        List<String> ignored,
        Map<String, Type> types,
        Charset charset,
        Labels labels,
        int threads) {
    /// Whether the first row names the columns.
    public enum Header {
        /// It does if some cell is text above numbers, or if all cells are distinct text.
        DETECT,
        PRESENT,
        /// Columns are named `x1, x2, …`.
        ABSENT
    }

    /// The kind of a column.
    public enum Type {
        /// Numbers: any other text is an error.
        NUMERIC,
        /// Categories, even if every cell is a number or a date; a level is the text of the cell.
        CATEGORY
    }

    /// What LIBSVM labels are.
    public enum Labels {
        /// Classes if all are whole numbers with at most 200 distinct values, else numbers.
        DETECT,
        CLASSES,
        NUMBERS
    }

    /// What stands for a missing value unless said otherwise.
    public static final Set<String> MISSING = Set.of("", "NA", "NaN", "nan", "?", "null", "NULL");

    public ReadOptions {
        missing = Set.copyOf(missing);
        ignored = List.copyOf(ignored);
        types = Map.copyOf(types);
        Check.atLeast("threads", threads, 1);
        if (separator.isPresent() && (separator.get() == '"' || separator.get() == '\n' || separator.get() == '\r')) {
            throw new InputException("the separator must not be a quote or a line end");
        }
    }

    /// Everything found from name and content, on the CPUs this process may use.
    public static ReadOptions defaults() {
        return new ReadOptions(
                Optional.empty(),
                Header.DETECT,
                Optional.empty(),
                MISSING,
                List.of(),
                Map.of(),
                StandardCharsets.UTF_8,
                Labels.DETECT,
                Runtime.getRuntime().availableProcessors());
    }

    public ReadOptions withFormat(FileFormat value) {
        return new ReadOptions(
                Optional.of(value), header, separator, missing, ignored, types, charset, labels, threads);
    }

    public ReadOptions withHeader(Header value) {
        return new ReadOptions(format, value, separator, missing, ignored, types, charset, labels, threads);
    }

    public ReadOptions withSeparator(char value) {
        return new ReadOptions(format, header, Optional.of(value), missing, ignored, types, charset, labels, threads);
    }

    public ReadOptions withMissing(String... markers) {
        return new ReadOptions(format, header, separator, Set.of(markers), ignored, types, charset, labels, threads);
    }

    public ReadOptions withIgnored(String... columns) {
        return new ReadOptions(format, header, separator, missing, List.of(columns), types, charset, labels, threads);
    }

    /// With this kind for one more column.
    public ReadOptions withType(String column, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(types);
        more.put(column, type);
        return new ReadOptions(format, header, separator, missing, ignored, more, charset, labels, threads);
    }

    /// With the kinds of all columns of `schema`, which reads a file that was written from such data as it was.
    public ReadOptions withTypes(Schema schema) {
        Map<String, Type> all = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            all.put(
                    column.name(),
                    switch (column) {
                        case Column.Numeric numeric -> Type.NUMERIC;
                        case Column.Categorical categorical -> Type.CATEGORY;
                    });
        }
        return new ReadOptions(format, header, separator, missing, ignored, all, charset, labels, threads);
    }

    public ReadOptions withCharset(Charset value) {
        return new ReadOptions(format, header, separator, missing, ignored, types, value, labels, threads);
    }

    public ReadOptions withLabels(Labels value) {
        return new ReadOptions(format, header, separator, missing, ignored, types, charset, value, threads);
    }

    public ReadOptions withThreads(int value) {
        return new ReadOptions(format, header, separator, missing, ignored, types, charset, labels, value);
    }
}
