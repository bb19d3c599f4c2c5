package org.tandemml.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names and kinds of the columns of a table, in order; and how a table from elsewhere is brought into this order.
public record Schema(List<Column> columns) {
    /// What [#align] does with a level that the schema does not know.
    public enum Unseen {
        /// Refuse, naming column, level and row.
        ERROR,
        /// Treat the cell as missing.
        MISSING
    }

    public Schema {
        columns = List.copyOf(columns);
        Map<String, Integer> seen = new HashMap<>();
        for (int j = 0; j < columns.size(); j++) {
            Integer earlier = seen.put(columns.get(j).name(), j);
            if (earlier != null) {
                throw new InputException("columns " + (earlier + 1) + " and " + (j + 1) + " are both named \""
                        + columns.get(j).name() + "\": rename one");
            }
        }
    }

    /// Numeric columns with these names.
    public static Schema numeric(String... names) {
        return new Schema(
                Arrays.stream(names).map(n -> (Column) new Column.Numeric(n)).toList());
    }

    /// `count` numeric columns named `x1 … xcount`.
    public static Schema numeric(int count) {
        List<Column> columns = new ArrayList<>(count);
        for (int j = 1; j <= count; j++) {
            columns.add(new Column.Numeric("x" + j));
        }
        return new Schema(columns);
    }

    /// Number of columns.
    public int size() {
        return columns.size();
    }

    /// The column at a position.
    public Column column(int position) {
        return columns.get(position);
    }

    /// All names, in order.
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /// The position of a column, or −1.
    public int indexOf(String name) {
        for (int j = 0; j < columns.size(); j++) {
            if (columns.get(j).name().equals(name)) {
                return j;
            }
        }
        return -1;
    }

    /// The position of a column, or an error that suggests the nearest name.
    public int require(String name) {
        int position = indexOf(name);
        if (position < 0) {
            throw Check.unknown("column", name, names());
        }
        return position;
    }

    /// True if a column holds categories.
    public boolean hasCategories() {
        return columns.stream().anyMatch(Column.Categorical.class::isInstance);
    }

    /// The features of `data` in this schema's order and codes: columns are found by name, extra ones are ignored, and
    /// category codes are translated by level name. The matrix itself is returned when nothing has to change.
    ///
    /// A numeric column that is missing in every row may stand for categories: it has none.
    ///
    /// Throws [InputException] for a column that is of the other kind, or holds an unknown level under [Unseen#ERROR],
    /// or is absent from dense data; a numeric column that sparse data lack counts as zero throughout.
    public Matrix align(Dataset data, Unseen unseen) {
        return align(data, unseen, new int[0]);
    }

    /// [#align(Dataset, Unseen)], but an unknown level of one of the columns `open` is kept: its code is the number of
    /// known levels plus its place in [DenseMatrix#novel]. For columns of texts, where every new row is a new level.
    public Matrix align(Dataset data, Unseen unseen, int... open) {
        Schema other = data.schema();
        if (other.equals(this)) {
            return data.features();
        }
        if (data.features() instanceof SparseMatrix sparse && !hasCategories()) {
            return alignSparse(sparse, other);
        }
        int n = data.rows();
        double[] aligned = DenseMatrix.allocate(n, size());
        double[] row = new double[other.size()];
        int[] source = new int[size()];
        Map<String, Integer> positions = other.positions();
        double[][] codes = new double[size()][];
        for (int j = 0; j < size(); j++) {
            source[j] = sourceOf(columns.get(j), data, positions);
            codes[j] = translation(columns.get(j), other.column(source[j]));
        }
        Map<Integer, List<String>> novel = new HashMap<>();
        for (int j : open) {
            novel.put(j, opened(codes[j], columns.get(j), other.column(source[j])));
        }
        for (int i = 0; i < n; i++) {
            data.features().copyRow(i, row, 0);
            for (int j = 0; j < size(); j++) {
                double value = row[source[j]];
                if (codes[j].length > 0 && !Double.isNaN(value)) {
                    double code = codes[j][(int) value];
                    if (code < 0) {
                        String level = ((Column.Categorical) other.column(source[j]))
                                .levels()
                                .get((int) value);
                        if (unseen == Unseen.ERROR) {
                            throw unseenLevel((Column.Categorical) columns.get(j), level, i);
                        }
                        code = Double.NaN;
                    }
                    value = code;
                }
                aligned[i * size() + j] = value;
            }
        }
        return new DenseMatrix(n, size(), aligned).withNovel(novel);
    }

    /// Gives the unknown levels of a column codes of their own, and lists them.
    private static List<String> opened(double[] codes, Column here, Column there) {
        List<String> names = new ArrayList<>();
        if (here instanceof Column.Categorical to && there instanceof Column.Categorical from) {
            for (int code = 0; code < codes.length; code++) {
                if (codes[code] < 0) {
                    codes[code] = to.levels().size() + names.size();
                    names.add(from.levels().get(code));
                }
            }
        }
        return names;
    }

    /// A column that sparse data lack is zero throughout: such files leave zeros out, so their width is no promise.
    private SparseMatrix alignSparse(SparseMatrix sparse, Schema other) {
        Map<String, Integer> positions = other.positions();
        int[] target = new int[other.size()];
        Arrays.fill(target, -1);
        for (int j = 0; j < size(); j++) {
            Integer source = positions.get(columns.get(j).name());
            if (source != null) {
                checkKind(columns.get(j), other.column(source));
                target[source] = j;
            }
        }
        return sparse.mapColumns(target, size());
    }

    private Map<String, Integer> positions() {
        Map<String, Integer> positions = HashMap.newHashMap(size());
        for (int j = 0; j < size(); j++) {
            positions.put(columns.get(j).name(), j);
        }
        return positions;
    }

    private static int sourceOf(Column wanted, Dataset data, Map<String, Integer> positions) {
        Schema other = data.schema();
        Integer position = positions.get(wanted.name());
        if (position == null) {
            throw new InputException("the model needs the column \"" + wanted.name() + "\", the data have "
                    + (other.size() <= 40 ? other.names() : other.size() + " columns without it"));
        }
        // A reader takes a column without any value for numbers, so there it says nothing about the kind.
        if (!(wanted instanceof Column.Categorical) || !isMissingThroughout(data, position)) {
            checkKind(wanted, other.column(position));
        }
        return position;
    }

    private static boolean isMissingThroughout(Dataset data, int column) {
        for (int i = 0; i < data.rows(); i++) {
            if (!Double.isNaN(data.features().get(i, column))) {
                return false;
            }
        }
        return true;
    }

    private static void checkKind(Column wanted, Column found) {
        boolean categorical = wanted instanceof Column.Categorical;
        if (categorical != found instanceof Column.Categorical) {
            throw new InputException("column \"" + wanted.name() + "\" held "
                    + (categorical ? "categories" : "numbers") + " in training and holds "
                    + (categorical ? "numbers" : "categories") + " here");
        }
    }

    /// For a categorical column the code here of each code there, −1 where unknown; empty for numbers.
    private static double[] translation(Column here, Column there) {
        if (!(here instanceof Column.Categorical to) || !(there instanceof Column.Categorical from)) {
            return new double[0];
        }
        Map<String, Integer> codes = HashMap.newHashMap(to.levels().size());
        for (int code = 0; code < to.levels().size(); code++) {
            codes.put(to.levels().get(code), code);
        }
        return from.levels().stream()
                .mapToDouble(level -> codes.getOrDefault(level, -1))
                .toArray();
    }

    private static InputException unseenLevel(Column.Categorical column, String level, int row) {
        return new InputException("column \"" + column.name() + "\", row " + (row + 1) + ": the level \"" + level
                + "\" was not seen in training (known: " + String.join(", ", column.levels())
                + "); give OneHot the setting unseen=missing to treat such values as missing");
    }
}
