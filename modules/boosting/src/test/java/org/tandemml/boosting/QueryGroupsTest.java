package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;

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

    @Test
    void everyRowNeedsAQuery() {
        Dataset data = Dataset.numbers(Matrix.of(new double[][] {{7, 1}, {Double.NaN, 2}}), 1, 2);
        String message = assertThrows(InputException.class, () -> QueryGroups.of(data, "x1"))
                .getMessage();
        assertTrue(message.startsWith("row 2: the query column \"x1\" is missing"), message);
        assertThrows(InputException.class, () -> QueryGroups.of(data, "query"));
    }
}
