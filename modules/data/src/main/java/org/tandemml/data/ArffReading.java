package org.tandemml.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reads Weka's ARFF text: dense rows `a, b, …` and sparse ones `{index value, …}`, either with a weight `, {w}`
/// behind.
///
/// A nominal attribute keeps the order of its declared values; a string attribute becomes categories, sorted. A bare
/// `?` is missing. Cells that a sparse row leaves out are zero, or the first value of a nominal attribute. Sparse rows
/// of numbers alone give a sparse matrix.
/// **Source**: Hall et al., "The WEKA data mining software: an update", SIGKDD Explorations 11(1), 2009; format 3.9.
final class ArffReading {
    private final SourceFile source;
    private final ArffTokens tokens;
    private final List<ArffHeader.Attribute> attributes;
    private final @Nullable LevelCodes[] levels;
    private final int[] positions;
    private final int width;
    private final DecimalNumber decimal = new DecimalNumber();
    private final double[] row;
    private final RowStore dense;
    private final SparseStore sparse;
    private final boolean numbersOnly;
    private double[] weights = new double[0];
    private double weight;
    private int rows;
    private boolean anyDense;

    private ArffReading(SourceFile source, ArffTokens tokens, ArffHeader header) {
        this.source = source;
        this.tokens = tokens;
        this.attributes = header.attributes();
        this.levels = new LevelCodes[attributes.size()];
        this.positions = new int[attributes.size()];
        int next = 0;
        for (int j = 0; j < positions.length; j++) {
            ArffHeader.Attribute attribute = attributes.get(j);
            positions[j] = attribute.kept() ? next++ : -1;
            if (attribute.kind() != ArffHeader.Kind.NUMERIC) {
                LevelCodes codes = new LevelCodes();
                attribute.levels().forEach(level -> codes.code(level.toCharArray(), 0, level.length()));
                levels[j] = codes;
            }
        }
        this.width = next;
        this.row = new double[width];
        this.dense = new RowStore(source, width);
        this.sparse = new SparseStore(source);
        this.numbersOnly = attributes.stream().noneMatch(a -> a.kept() && a.kind() != ArffHeader.Kind.NUMERIC);
    }

    /// The table in `source`, without a target.
    static Reading read(SourceFile source, ReadOptions options, String name) {
        if (!options.types().isEmpty()) {
            throw new InputException("types of columns can be given for CSV; " + source.name() + " declares its own");
        }
        ArffReading reading = null;
        try (ArffTokens tokens = new ArffTokens(source, options.charset())) {
            ArffHeader header = ArffHeader.read(tokens, source, options);
            reading = new ArffReading(source, tokens, header);
            reading.readAll();
            return reading.finished(name);
        } catch (IOException e) {
            throw source.failure(e, reading == null ? 0 : reading.tokens.line() - 1);
        }
    }

    private void readAll() throws IOException {
        while (true) {
            ArffTokens.Kind kind = tokens.next(false);
            if (kind == ArffTokens.Kind.END) {
                return;
            }
            if (kind == ArffTokens.Kind.LINE_END) {
                continue;
            }
            weight = 1;
            if (kind == ArffTokens.Kind.OPEN) {
                sparseRow();
            } else {
                denseRow(kind);
            }
            keepWeight();
            rows++;
        }
    }

    private void denseRow(ArffTokens.Kind first) throws IOException {
        anyDense = true;
        if (sparse.rows() > 0) {
            throw new InputException("row " + (rows + 1) + " is dense and rows before it are sparse " + tokens.place());
        }
        ArffTokens.Kind kind = first;
        for (int j = 0; j < attributes.size(); j++) {
            if (kind != ArffTokens.Kind.WORD && kind != ArffTokens.Kind.QUOTED) {
                throw wrongCount(j);
            }
            double value = value(j, kind);
            if (positions[j] >= 0) {
                row[positions[j]] = value;
            }
            kind = tokens.next(false);
            if (j + 1 < attributes.size()) {
                if (kind != ArffTokens.Kind.COMMA) {
                    throw wrongCount(j + 1);
                }
                kind = tokens.next(false);
            }
        }
        endRow(kind);
        dense.add(row);
    }

    private InputException wrongCount(int found) {
        return new InputException("row " + (rows + 1) + " has " + found + (found == 1 ? " value, " : " values, ")
                + attributes.size() + " attributes are declared " + tokens.place());
    }

    private void sparseRow() throws IOException {
        if (anyDense) {
            throw new InputException("row " + (rows + 1) + " is sparse and rows before it are dense " + tokens.place());
        }
        Arrays.fill(row, 0);
        int last = -1;
        ArffTokens.Kind kind = tokens.next(true);
        while (kind != ArffTokens.Kind.CLOSE) {
            int j = kind == ArffTokens.Kind.WORD ? index(last) : -1;
            if (j < 0) {
                throw new InputException("row " + (rows + 1) + " should hold pairs {index value, …} with ascending"
                        + " indices from 0 to " + (attributes.size() - 1) + " " + tokens.place());
            }
            double value = value(j, tokens.next(true));
            if (positions[j] >= 0 && numbersOnly) {
                sparse.put(positions[j], value);
            } else if (positions[j] >= 0) {
                row[positions[j]] = value;
            }
            last = j;
            kind = tokens.next(true);
            if (kind == ArffTokens.Kind.COMMA) {
                kind = tokens.next(true);
            }
        }
        endRow(tokens.next(false));
        if (numbersOnly) {
            sparse.endRow();
        } else {
            for (int j = 0; j < positions.length; j++) {
                if (positions[j] >= 0 && attributes.get(j).kind() == ArffHeader.Kind.STRING) {
                    throw new InputException("column \"" + attributes.get(j).name() + "\" holds texts in sparse rows "
                            + tokens.place() + ": ignore it, or save dense rows");
                }
            }
            dense.add(row);
        }
    }

    /// The index that the last token spells, −1 if it is none above `last`.
    private int index(int last) {
        int index = 0;
        for (int i = 0; i < tokens.length(); i++) {
            char c = tokens.characters()[i];
            if (c < '0' || c > '9' || index > CsvSample.MAX_COLUMNS) {
                return -1;
            }
            index = 10 * index + (c - '0');
        }
        return tokens.length() > 0 && index > last && index < attributes.size() ? index : -1;
    }

    private double value(int j, ArffTokens.Kind kind) {
        char[] text = tokens.characters();
        int length = tokens.length();
        if (kind == ArffTokens.Kind.WORD && length == 1 && text[0] == '?' || positions[j] < 0) {
            return Double.NaN;
        }
        if (kind != ArffTokens.Kind.WORD && kind != ArffTokens.Kind.QUOTED) {
            throw wrong(j, "should hold a value");
        }
        LevelCodes codes = levels[j];
        if (codes == null) {
            double value = decimal.parse(text, 0, length);
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                throw wrong(j, "holds \"" + shown() + "\", no finite number");
            }
            return value;
        }
        int known = codes.size();
        int code = codes.code(text, 0, length);
        if (codes.size() > known && attributes.get(j).kind() == ArffHeader.Kind.NOMINAL) {
            throw wrong(j, "holds \"" + shown() + "\", which is none of its " + known + " declared values");
        }
        return code;
    }

    private String shown() {
        return tokens.length() > 40 ? new String(tokens.characters(), 0, 40) + "…" : tokens.text();
    }

    private InputException wrong(int j, String problem) {
        return new InputException("column \"" + attributes.get(j).name() + "\", row " + (rows + 1) + " " + problem + " "
                + tokens.place());
    }

    /// What may follow the values of a row: a weight in braces, and the line end.
    private void endRow(ArffTokens.Kind found) throws IOException {
        ArffTokens.Kind kind = found;
        if (kind == ArffTokens.Kind.COMMA) {
            boolean good = tokens.next(false) == ArffTokens.Kind.OPEN && tokens.next(false) == ArffTokens.Kind.WORD;
            weight = good ? decimal.parse(tokens.characters(), 0, tokens.length()) : Double.NaN;
            if (!(weight >= 0 && weight <= Double.MAX_VALUE) || tokens.next(false) != ArffTokens.Kind.CLOSE) {
                throw new InputException("row " + (rows + 1) + " has more than " + attributes.size()
                        + " values, or a weight that is no number from 0 on " + tokens.place());
            }
            kind = tokens.next(false);
        }
        if (kind != ArffTokens.Kind.LINE_END && kind != ArffTokens.Kind.END) {
            throw new InputException(
                    "row " + (rows + 1) + " goes on after its " + attributes.size() + " values " + tokens.place());
        }
    }

    private void keepWeight() {
        if (weights.length == 0 && weight == 1) {
            return;
        }
        if (rows >= weights.length) {
            int old = weights.length;
            weights = Arrays.copyOf(weights, Math.max(1024, 2 * (rows + 1)));
            Arrays.fill(weights, old, weights.length, 1);
        }
        weights[rows] = weight;
    }

    private Reading finished(String name) {
        if (rows == 0) {
            throw new InputException(source.name() + " has no rows after @data: it needs at least one");
        }
        boolean isSparse = sparse.rows() > 0;
        Matrix matrix = isSparse ? sparse.matrix(width) : dense.matrix();
        List<Column> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int j = 0; j < positions.length; j++) {
            ArffHeader.Attribute attribute = attributes.get(j);
            LevelCodes codes = levels[j];
            if (!attribute.kept()) {
                continue;
            }
            if (codes == null) {
                columns.add(new Column.Numeric(attribute.name()));
            } else if (attribute.kind() == ArffHeader.Kind.NOMINAL) {
                columns.add(new Column.Categorical(attribute.name(), attribute.levels()));
            } else {
                List<String> sorted = codes.sorted();
                Dates.refuse(attribute.name(), sorted, source);
                columns.add(new Column.Categorical(attribute.name(), sorted));
                CsvReading.identifierNote(attribute.name(), sorted.size(), rows).ifPresent(notes::add);
                double[] values = ((DenseMatrix) matrix).values();
                CsvCells.recode(values, 0, values.length, positions[j], width, codes.ranks(sorted));
            }
        }
        Dataset data = Dataset.of(name, new Schema(columns), matrix, new Target.None());
        if (weights.length > 0) {
            double[] all = Arrays.copyOf(weights, rows);
            Arrays.fill(all, Math.min(rows, weights.length), rows, 1);
            data = data.withWeights(all);
        }
        return new Reading(data, notes);
    }
}
