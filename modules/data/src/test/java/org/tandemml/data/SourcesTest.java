package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;

class SourcesTest {
    private static final double NAN = Double.NaN;

    @Test
    void arraysBecomeColumns() {
        Dataset data = Columns.named("people")
                .numbers("age", 30.5, NAN)
                .numbers("children", 2, 0)
                .numbers("id", 1L << 53, -7L)
                .numbers("ratio", 0.5f, 1f)
                .categories("city", "Rom", null)
                .categories("member", true, false)
                .data();
        assertThat(data.name()).isEqualTo("people");
        assertThat(data.schema().names()).containsExactly("age", "children", "id", "ratio", "city", "member");
        assertThat(data.features())
                .isEqualTo(Matrix.of(new double[] {30.5, 2, 0x1p53, 0.5, 0, 1}, new double[] {NAN, 0, -7, 1, NAN, 0}));
        assertThat(data.target("member").classes().names()).containsExactly("false", "true");
        assertThat(Columns.named("c")
                        .categories("c", "b", "a", "b")
                        .data()
                        .schema()
                        .column(0))
                .isEqualTo(new Column.Categorical("c", List.of("a", "b")));
    }

    @Test
    void arraysAreCopiedAndChecked() {
        double[] ages = {1, 2};
        Columns columns = Columns.named("people").numbers("age", ages);
        ages[0] = 9;
        assertThat(columns.data().features().get(0, 0)).isEqualTo(1);
        assertThatThrownBy(() -> columns.numbers("x", 1, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessage("column \"x\" must have length 2, had 3");
        assertThatThrownBy(() -> columns.numbers("age", 1, 2).data()).hasMessageContaining("both named \"age\"");
        assertThatThrownBy(() -> columns.numbers("x", 1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("column \"x\", row 2 is Infinity");
        assertThatThrownBy(() -> columns.numbers("x", 1L, Long.MIN_VALUE))
                .hasMessageContaining("which no double holds exactly");
    }

    private static CachedRowSet rows(int... types) throws SQLException {
        RowSetMetaDataImpl description = new RowSetMetaDataImpl();
        description.setColumnCount(types.length);
        for (int j = 1; j <= types.length; j++) {
            description.setColumnName(j, "c" + j);
            description.setColumnLabel(j, "c" + j);
            description.setColumnType(j, types[j - 1]);
        }
        CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet();
        rows.setMetaData(description);
        return rows;
    }

    @Test
    void resultSetsBecomeData() throws SQLException {
        CachedRowSet rows = rows(Types.DOUBLE, Types.INTEGER, Types.VARCHAR);
        Object[][] content = {{1.5, 3, "b"}, {null, -4, "a"}, {2.0, null, null}};
        for (Object[] row : content) {
            rows.moveToInsertRow();
            for (int j = 1; j <= row.length; j++) {
                if (row[j - 1] == null) {
                    rows.updateNull(j);
                } else {
                    rows.updateObject(j, row[j - 1]);
                }
            }
            rows.insertRow();
        }
        rows.moveToCurrentRow();
        rows.beforeFirst();
        Dataset data = SqlTable.read(rows, "query");
        assertThat(data.schema().column(2)).isEqualTo(new Column.Categorical("c3", List.of("a", "b")));
        // A CachedRowSet inserts each row before the current one.
        assertThat(data.rows()).isEqualTo(3);
        List<List<Double>> found = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            found.add(List.of(
                    data.features().get(i, 0),
                    data.features().get(i, 1),
                    data.features().get(i, 2)));
        }
        assertThat(found)
                .containsExactlyInAnyOrder(List.of(1.5, 3.0, 1.0), List.of(NAN, -4.0, 0.0), List.of(2.0, NAN, NAN));
    }

    @Test
    void datesAndBinaryColumnsOfAResultSetAreRefusedByName() throws SQLException {
        CachedRowSet dates = rows(Types.INTEGER, Types.TIMESTAMP);
        assertThatThrownBy(() -> SqlTable.read(dates, "query"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("column \"c2\" holds dates or times (TIMESTAMP)", "EXTRACT(YEAR FROM c2)");
        CachedRowSet blobs = rows(Types.BLOB);
        assertThatThrownBy(() -> SqlTable.read(blobs, "query"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"c1\" is of type BLOB");
        CachedRowSet empty = rows(Types.INTEGER);
        assertThatThrownBy(() -> SqlTable.read(empty, "query")).hasMessageContaining("has no rows");
    }
}
