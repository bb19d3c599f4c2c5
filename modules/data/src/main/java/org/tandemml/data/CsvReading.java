package org.tandemml.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reads a CSV file in one pass of [CsvChunks]; or, if it is not plain, in one more by a general reader, and in another
/// when a column whose first rows are numbers later holds text.
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
            boolean[] numeric = sample.numeric().clone();
            boolean[] fixed = decided(sample, options, numeric);
            boolean[] dropped = dropped(sample, options);
            MissingMarkers missing = new MissingMarkers(options.missing());
            CsvLayout layout = CsvLayout.of(sample, numeric, dropped, missing);
            Optional<CsvCells> fast = CsvChunks.read(source, options, layout);
            if (fast.isPresent()) {
                return finished(source, sample.names(), layout, fast.get(), fixed, new ArrayList<>(), name);
            }
            table = fill(source, options, sample.names(), layout, fixed);
            List<String> notes = new ArrayList<>();
            if (!table.surprises().isEmpty()) {
                table.surprises().forEach((column, note) -> {
                    numeric[column] = false;
                    notes.add(note);
                });
                layout = CsvLayout.of(sample, numeric, dropped, missing);
                table = fill(source, options, sample.names(), layout, fixed);
            }
            if (table.rows() == 0) {
                throw new InputException(
                        source.name() + " has a header and no rows: it needs at least one row of values");
            }
            table.requireFinite();
            return finished(source, sample.names(), layout, table.cells(), fixed, notes, name);
        } catch (RuntimeException e) {
            throw explained(e, source, table == null ? 0 : table.line());
        } catch (IOException e) {
            throw source.failure(e, 0);
        }
    }

    static boolean[] dropped(CsvSample sample, ReadOptions options) {
        boolean[] dropped = new boolean[sample.names().size()];
        for (String column : options.ignored()) {
            dropped[position("column to ignore", column, sample)] = true;
        }
        return dropped;
    }

    /// The columns whose kind the options give, which goes into `numeric`.
    static boolean[] decided(CsvSample sample, ReadOptions options, boolean[] numeric) {
        boolean[] decided = new boolean[numeric.length];
        options.types().forEach((column, type) -> {
            int position = position("column to give a type", column, sample);
            decided[position] = true;
            numeric[position] = type == ReadOptions.Type.NUMERIC;
        });
        return decided;
    }

    private static int position(String what, String column, CsvSample sample) {
        int position = sample.names().indexOf(column);
        if (position < 0) {
            throw Check.unknown(what, column, sample.names());
        }
        return position;
    }

    private static CsvTable fill(
            SourceFile source, ReadOptions options, List<String> names, CsvLayout layout, boolean[] fixed)
            throws IOException {
        CsvTable table = new CsvTable(source, names, layout, fixed);
        try (CsvReader<Boolean> reader = open(source, options, layout.separator(), table)) {
            reader.forEach(row -> {});
        } catch (RuntimeException e) {
            throw explained(e, source, table.line());
        }
        return table;
    }

    /// The schema of the first `rows` rows or all, read with `sample`.
    static Schema schema(SourceFile source, ReadOptions options, CsvSample sample, long rows) throws IOException {
        boolean[] numeric = sample.numeric().clone();
        boolean[] fixed = decided(sample, options, numeric);
        CsvLayout layout =
                CsvLayout.of(sample, numeric, dropped(sample, options), new MissingMarkers(options.missing()));
        CsvTable table = new CsvTable(source, sample.names(), layout, fixed);
        try (CsvReader<Boolean> reader = open(source, options, layout.separator(), table)) {
            for (Boolean row : reader) {
                if (row && table.rows() >= rows) {
                    break;
                }
            }
        } catch (RuntimeException e) {
            throw explained(e, source, table.line());
        }
        if (table.rows() == 0) {
            throw new InputException(source.name() + " has a header and no rows: it needs at least one row of values");
        }
        if (!table.surprises().isEmpty()) {
            ReadOptions more = options;
            for (int column : table.surprises().keySet()) {
                more = more.withType(sample.names().get(column), ReadOptions.Type.CATEGORY);
            }
            return schema(source, more, sample, rows);
        }
        return finished(source, sample.names(), layout, table.cells(), fixed, new ArrayList<>(), "")
                .data()
                .schema();
    }

    private static Reading finished(
            SourceFile source,
            List<String> names,
            CsvLayout layout,
            CsvCells cells,
            boolean[] fixed,
            List<String> notes,
            String name) {
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            if (!layout.isKept(j)) {
                continue;
            }
            String column = names.get(j);
            if (!layout.isCategory(j)) {
                columns.add(new Column.Numeric(column));
                continue;
            }
            List<String> levels = cells.levels().get(j).orElseThrow();
            if (!fixed[j]) {
                Dates.refuse(column, levels, source);
            }
            columns.add(new Column.Categorical(column, levels));
            identifierNote(column, levels.size(), cells.matrix().rows()).ifPresent(notes::add);
        }
        Dataset data = Dataset.of(name, new Schema(columns), cells.matrix(), new Target.None());
        return new Reading(data, notes);
    }

    /// What to say of a column of texts if nearly every row has its own.
    static Optional<String> identifierNote(String column, int levels, int rows) {
        return levels > IDENTIFIER_LEVELS && levels > rows / 2
                ? Optional.of("column \"" + column + "\" holds " + levels + " different texts in " + rows
                        + " rows and looks like a name of the row: ignore it")
                : Optional.empty();
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

    /// What a person should read when reading failed after `line` lines.
    static RuntimeException explained(RuntimeException thrown, SourceFile source, long line) {
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
