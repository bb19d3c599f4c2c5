package org.tandemml.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reads a CSV file in one pass, or in two when a column whose first rows are numbers later holds text.
///
/// Memory: 8 bytes a cell while reading and 16 while the blocks are joined; texts are kept once a level.
final class CsvReading {
    /// Most characters of one cell; a longer one is nearly always a quote that is never closed.
    private static final int MAX_CELL = 1 << 20;

    /// A text column with more levels than this, and than half the rows, is taken for a name of the row.
    private static final int IDENTIFIER_LEVELS = 1000;

    private CsvReading() {}

    /// The table in `source`, without a target.
    static Reading read(SourceFile source, ReadOptions options, String name, boolean tabs) {
        CsvTable table = null;
        try {
            CsvSample sample = CsvSample.of(source, options, tabs);
            boolean[] dropped = dropped(sample, options);
            boolean[] numeric = sample.numeric().clone();
            table = fill(source, options, sample, numeric, dropped);
            List<String> notes = new ArrayList<>();
            if (!table.surprises().isEmpty()) {
                table.surprises().forEach((column, note) -> {
                    numeric[column] = false;
                    notes.add(note);
                });
                table = fill(source, options, sample, numeric, dropped);
            }
            return finished(source, sample, table, notes, name);
        } catch (RuntimeException e) {
            throw explained(e, source, table);
        } catch (IOException e) {
            throw source.failure(e, 0);
        }
    }

    private static boolean[] dropped(CsvSample sample, ReadOptions options) {
        boolean[] dropped = new boolean[sample.names().size()];
        for (String column : options.ignored()) {
            int position = sample.names().indexOf(column);
            if (position < 0) {
                throw Check.unknown("column to ignore", column, sample.names());
            }
            dropped[position] = true;
        }
        return dropped;
    }

    private static CsvTable fill(
            SourceFile source, ReadOptions options, CsvSample sample, boolean[] numeric, boolean[] dropped)
            throws IOException {
        CsvTable table = new CsvTable(source, options.missing(), sample, numeric, dropped);
        try (CsvReader<Boolean> reader = open(source, options, sample.separator(), table)) {
            reader.forEach(row -> {});
        } catch (RuntimeException e) {
            throw explained(e, source, table);
        }
        return table;
    }

    private static Reading finished(
            SourceFile source, CsvSample sample, CsvTable table, List<String> notes, String name) {
        if (table.rows() == 0) {
            throw new InputException(source.name() + " has a header and no rows: it needs at least one row of values");
        }
        table.requireFinite();
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < sample.names().size(); j++) {
            if (!table.keeps(j)) {
                continue;
            }
            LevelCodes levels = table.levels(j);
            String column = sample.names().get(j);
            if (levels == null) {
                columns.add(new Column.Numeric(column));
                continue;
            }
            columns.add(new Column.Categorical(column, levels.sorted()));
            if (levels.size() > IDENTIFIER_LEVELS && levels.size() > table.rows() / 2) {
                notes.add("column \"" + column + "\" holds " + levels.size() + " different texts in " + table.rows()
                        + " rows and looks like a name of the row: ignore it");
            }
        }
        Dataset data = Dataset.of(name, new Schema(columns), table.matrix(), new Target.None());
        return new Reading(data, notes);
    }

    /// A reader of rows that refuses broken text and broken quotes.
    static <T> CsvReader<T> open(SourceFile source, ReadOptions options, char separator, CsvCallbackHandler<T> handler)
            throws IOException {
        // A fresh decoder reports malformed input; the one behind a charset would replace it in silence.
        InputStreamReader text =
                new InputStreamReader(source.open(), options.charset().newDecoder());
        return CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(MAX_CELL)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(handler, text);
    }

    private static RuntimeException explained(RuntimeException thrown, SourceFile source, @Nullable CsvTable table) {
        long line = table == null ? 0 : table.line();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException known) {
                return known;
            }
            if (cause instanceof IOException failed) {
                return source.failure(failed, line);
            }
        }
        if (thrown instanceof CsvParseException) {
            return new InputException(
                    source.name() + ", after line " + line + ": a quote is never closed, or a cell has more than "
                            + MAX_CELL + " characters; is this a table with one row a line?",
                    thrown);
        }
        return thrown;
    }

    static InputException binary(SourceFile source) {
        return new InputException(
                source.name() + " holds NUL characters: it is a binary file or not in UTF-8, save it as UTF-8 text");
    }

    static InputException tooWide(SourceFile source, long line) {
        return new InputException("a row has more than " + CsvSample.MAX_COLUMNS + " values (" + source.name() + ":"
                + line + "): is this a table with one row a line?");
    }
}
