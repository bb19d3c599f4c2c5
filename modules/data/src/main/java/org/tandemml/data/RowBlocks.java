package org.tandemml.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// The rows of a file in blocks of a fixed number of rows, the last one shorter, all with one schema.
///
/// Memory: one block, whatever the size of the file; the caller's blocks are its own. Use it in `try (…)`. Not for
/// several threads at once. **Errors**: as for reading whole files, [InputException] with the place, thrown by
/// [#hasNext] or [#next].
public final class RowBlocks implements Iterator<Dataset>, AutoCloseable {
    private static final int SAMPLE_ROWS = 100_000;
    private static final int SAMPLE_CELLS = 1 << 24;

    private final Schema schema;
    private final Blocks blocks;
    private @Nullable Dataset next;
    private boolean asked;

    /// Where blocks come from.
    interface Blocks {
        /// The next block, `null` at the end.
        @Nullable
        Dataset next();

        void close() throws IOException;
    }

    private RowBlocks(Schema schema, Blocks blocks) {
        this.schema = schema;
        this.blocks = blocks;
    }

    static RowBlocks open(
            SourceFile source, ReadOptions options, int blockRows, Optional<Schema> given, boolean tabs, String name) {
        try {
            return switch (options.format().orElseThrow()) {
                case CSV -> {
                    CsvSample sample = CsvSample.of(source, options, tabs);
                    int width = Math.max(1, sample.names().size());
                    Schema schema = given.isPresent()
                            ? given.get()
                            : CsvReading.schema(
                                    source, options, sample, Math.min(SAMPLE_ROWS, SAMPLE_CELLS / width + 1));
                    yield new RowBlocks(schema, csv(source, options, sample, schema, blockRows, name));
                }
                case LIBSVM -> {
                    if (given.isPresent()) {
                        Schema schema = given.get();
                        yield new RowBlocks(
                                schema, LibsvmReading.blocks(source, schema, new double[0], blockRows, name));
                    }
                    LibsvmReading.Extent extent = LibsvmReading.extent(source, options);
                    Schema schema = Schema.numeric(extent.columns());
                    yield new RowBlocks(schema, LibsvmReading.blocks(source, schema, extent.labels(), blockRows, name));
                }
                case ARFF, IDX ->
                    throw new InputException(
                            source.name() + " cannot be streamed: CSV and LIBSVM can, others are read as a whole");
            };
        } catch (IOException e) {
            throw source.failure(e, 0);
        } catch (RuntimeException e) {
            throw CsvReading.explained(e, source, 0);
        }
    }

    private static Blocks csv(
            SourceFile source, ReadOptions options, CsvSample sample, Schema schema, int blockRows, String name)
            throws IOException {
        List<String> names = sample.names();
        int[] positions = new int[names.size()];
        Arrays.fill(positions, -1);
        boolean[] numeric = new boolean[names.size()];
        List<Optional<List<String>>> levels = new ArrayList<>(Collections.nCopies(names.size(), Optional.empty()));
        for (int j = 0; j < schema.size(); j++) {
            int field = names.indexOf(schema.column(j).name());
            if (field < 0) {
                throw Check.unknown("column of the schema", schema.column(j).name(), names);
            }
            positions[field] = j;
            numeric[field] = schema.column(j) instanceof Column.Numeric;
            if (schema.column(j) instanceof Column.Categorical known) {
                levels.set(field, Optional.of(known.levels()));
            }
        }
        CsvLayout layout = new CsvLayout(
                sample.separator(),
                sample.header(),
                positions,
                numeric,
                schema.size(),
                new MissingMarkers(options.missing()));
        CsvTable table = CsvTable.fixed(source, names, layout, levels, blockRows);
        CsvReader<Boolean> reader = CsvReading.open(source, options, sample.separator(), table);
        CloseableIterator<Boolean> rows = reader.iterator();
        return new Blocks() {
            @Override
            public @Nullable Dataset next() {
                try {
                    while (!table.hasFullBlock() && rows.hasNext()) {
                        rows.next();
                    }
                } catch (RuntimeException e) {
                    throw CsvReading.explained(e, source, table.line());
                }
                DenseMatrix block = table.take();
                return block.rows() == 0 ? null : Dataset.of(name, schema, block, new Target.None());
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }

    /// The columns of every block.
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean hasNext() {
        if (!asked) {
            next = blocks.next();
            asked = true;
        }
        return next != null;
    }

    @Override
    public Dataset next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the file has no more rows");
        }
        Dataset block = next;
        // The last block must not live on while the next one is read, and the end stays the end.
        next = null;
        asked = false;
        return block;
    }

    @Override
    public void close() {
        try {
            blocks.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
