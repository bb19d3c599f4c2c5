package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;

class QueryGroupsTest {
    @Test
    void bringsTheRowsOfAQueryTogether() {
        Dataset data = Dataset.numbers(
                        Matrix.of(new double[][] {{7, 1}, {3, 2}, {7, 3}, {3, 4}, {-0.0, 5}, {0, 6}}), 1, 2, 3, 4, 5, 6)
                .withWeights(1, 2, 3, 4, 5, 6);
        QueryGroups groups = QueryGroups.of(data, "x1");
        assertArrayEquals(new int[] {2, 4, 6}, groups.ends());
        assertArrayEquals(new int[] {0, 2, 1, 3, 4, 5}, groups.rows());
        assertEquals(List.of("x2"), groups.data().schema().names());
        assertArrayEquals(new double[] {1, 3, 2, 4, 5, 6}, groups.data().numbers());
        assertArrayEquals(new double[] {1, 3, 2, 4, 5, 6}, groups.data().weights());
    }

    /// Numbers by first row, wherever the rows of a query are. More cells than an array holds, by a few rows seen again
    /// and again, so that nothing but the column can have been read.
    @Test
    void numbersQueriesFromTheColumnAlone() {
        int p = 3000;
        double[] cells = new double[3 * p];
        for (int i = 0; i < 3; i++) {
            cells[i * p] = 9 - i;
        }
        int[] rows = IntStream.range(0, 800_000).map(i -> i % 3).toArray();
        Dataset data = Dataset.numbers(new DenseMatrix(3, p, cells), 1, 2, 3).select(rows);
        BoostedRanker model = new BoostedRanker(
                data.schema(),
                "y",
                new LinearEnsemble(p, new double[p], new double[1], new double[1], 1, TreeEnsemble.Arithmetic.DOUBLE),
                "x1",
                FitReport.direct("drawn"),
                new Provenance("drawn", "", data.rows(), "none", 8, Provenance.VERSION),
                RoundHistory.NONE);
        assertArrayEquals(rows, model.queries(data).orElseThrow());
    }

    @Test
    void everyRowNeedsAQuery() {
        Dataset data = Dataset.numbers(Matrix.of(new double[][] {{7, 1}, {Double.NaN, 2}}), 1, 2);
        String message = assertThrows(InputException.class, () -> QueryGroups.of(data, "x1"))
                .getMessage();
        assertTrue(message.startsWith("row 2: the query column \"x1\" is missing"), message);
        assertThrows(InputException.class, () -> QueryGroups.of(data, "query"));
    }
}
