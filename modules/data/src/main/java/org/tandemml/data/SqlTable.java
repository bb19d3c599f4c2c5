package org.tandemml.data;

import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Rows of a database as data.
///
/// Numbers become numeric columns, texts and booleans categories sorted by name, NULL is missing. Columns of dates and
/// times, which no learner can use as they are, and of binary or nested content are refused by name.
public final class SqlTable {
    private SqlTable() {}

    private enum Kind {
        NUMBER,
        TEXT
    }

    /// The rows from the cursor of `rows` to its end, without a target; columns carry the labels of the query. The
    /// result set stays open. Cost: one pass, 8 bytes a cell, up to 16 at the end.
    public static Dataset read(ResultSet rows, String name) throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        int width = description.getColumnCount();
        Kind[] kinds = new Kind[width];
        @Nullable LevelCodes[] levels = new LevelCodes[width];
        String[] labels = new String[width];
        for (int j = 0; j < width; j++) {
            labels[j] = description.getColumnLabel(j + 1);
            kinds[j] = kind(labels[j], description.getColumnType(j + 1));
            levels[j] = kinds[j] == Kind.TEXT ? new LevelCodes() : null;
        }
        SourceFile source = new SourceFile("the result of the query", false, Optional.empty(), () -> {
            throw new IllegalStateException("a result set is no file");
        });
        RowStore store = new RowStore(source, width);
        double[] row = new double[width];
        while (rows.next()) {
            for (int j = 0; j < width; j++) {
                LevelCodes codes = levels[j];
                row[j] = codes == null ? number(rows, j, labels[j], store.rows()) : code(rows.getString(j + 1), codes);
            }
            store.add(row);
        }
        if (store.rows() == 0) {
            throw new InputException("the query has no rows: data need at least one");
        }
        return data(name, labels, levels, store.matrix());
    }

    private static double code(@Nullable String text, LevelCodes codes) {
        return text == null ? Double.NaN : codes.code(text.toCharArray(), 0, text.length());
    }

    private static double number(ResultSet rows, int j, String label, long row) throws SQLException {
        double value = rows.getDouble(j + 1);
        if (rows.wasNull()) {
            return Double.NaN;
        }
        if (Double.isInfinite(value)) {
            throw new InputException(
                    "column \"" + label + "\", row " + (row + 1) + " is " + value + ": values must be finite");
        }
        return value;
    }

    private static Kind kind(String label, int type) {
        JDBCType known = Arrays.stream(JDBCType.values())
                .filter(t -> t.getVendorTypeNumber() == type)
                .findFirst()
                .orElse(JDBCType.OTHER);
        return switch (known) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, NUMERIC, DECIMAL -> Kind.NUMBER;
            case CHAR, VARCHAR, LONGVARCHAR, NCHAR, NVARCHAR, LONGNVARCHAR, BOOLEAN, BIT -> Kind.TEXT;
            case DATE, TIME, TIMESTAMP, TIME_WITH_TIMEZONE, TIMESTAMP_WITH_TIMEZONE ->
                throw new InputException("column \"" + label + "\" holds dates or times (" + known
                        + "), which no learner can use as they are: leave it out of the query, or select numbers such as"
                        + " EXTRACT(YEAR FROM " + label + ")");
            default ->
                throw new InputException("column \"" + label + "\" is of type " + known
                        + ", which is neither number nor text: leave it out of the query or convert it there");
        };
    }

    private static Dataset data(String name, String[] labels, @Nullable LevelCodes[] levels, DenseMatrix matrix) {
        List<Column> columns = new ArrayList<>();
        double[] values = matrix.values();
        for (int j = 0; j < labels.length; j++) {
            LevelCodes codes = levels[j];
            if (codes == null) {
                columns.add(new Column.Numeric(labels[j]));
                continue;
            }
            List<String> sorted = codes.sorted();
            CsvCells.recode(values, 0, values.length, j, labels.length, codes.ranks(sorted));
            columns.add(new Column.Categorical(labels[j], sorted));
        }
        return Dataset.of(name, new Schema(columns), matrix, new Target.None());
    }
}
