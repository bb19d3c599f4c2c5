package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// Ranking data with the rows of each query together and the column that names the queries taken out.
///
/// @param data without the query column, queries in the order of their first row, rows within a query in their order
/// @param ends the rows of query q are `ends[q - 1] .. ends[q] - 1`
/// @param rows the row of the original data that each row was
@SuppressWarnings("ArrayRecordComponent")
record QueryGroups(Dataset data, int[] ends, int[] rows) {
    /// The column of queries where none is named.
    static final String COLUMN = "qid";

    /// The error of ranking without queries.
    static InputException none() {
        return new InputException("ranking needs to know which rows belong to one query: set group=COLUMN, or give a"
                + " LIBSVM file with qid");
    }

    /// Groups rows with equal values of `column`, of numbers or of categories, into queries. Throws [InputException]
    /// for an unknown column and for rows without a query.
    static QueryGroups of(Dataset data, String column) {
        int position = data.schema().require(column);
        Map<Double, List<Integer>> queries = new LinkedHashMap<>();
        for (int i = 0; i < data.rows(); i++) {
            double query = data.features().get(i, position);
            if (Double.isNaN(query)) {
                throw new InputException("row " + (i + 1) + ": the query column \"" + column
                        + "\" is missing; every row of ranking data belongs to a query");
            }
            queries.computeIfAbsent(query + 0.0, q -> new ArrayList<>()).add(i);
        }
        int[] ends = new int[queries.size()];
        int[] order = new int[data.rows()];
        int q = 0;
        int at = 0;
        for (List<Integer> rows : queries.values()) {
            for (int row : rows) {
                order[at++] = row;
            }
            ends[q++] = at;
        }
        Dataset rest = data.without(column);
        boolean together = Arrays.equals(order, IntStream.range(0, order.length).toArray());
        return new QueryGroups(together ? rest : rest.select(order), ends, order);
    }

    /// The query of a row.
    int query(int row) {
        int at = Arrays.binarySearch(ends, row + 1);
        return at >= 0 ? at : -at - 1;
    }
}
