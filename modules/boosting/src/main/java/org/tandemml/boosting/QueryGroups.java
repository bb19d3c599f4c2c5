package org.tandemml.boosting;

import java.util.Arrays;
import java.util.HashMap;
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
        int[] queries = numbered(data, column);
        int[] ends = new int[1 + Arrays.stream(queries).max().orElse(-1)];
        for (int query : queries) {
            ends[query]++;
        }
        for (int query = 1; query < ends.length; query++) {
            ends[query] += ends[query - 1];
        }
        int[] order = new int[queries.length];
        int[] free = new int[ends.length + 1];
        System.arraycopy(ends, 0, free, 1, ends.length);
        for (int i = 0; i < queries.length; i++) {
            order[free[queries[i]]++] = i;
        }
        Dataset rest = data.without(column);
        boolean together = Arrays.equals(order, IntStream.range(0, order.length).toArray());
        return new QueryGroups(together ? rest : rest.select(order), ends, order);
    }

    /// The query of each row: rows with equal values of `column` are of one, numbered by first row from 0. Reads
    /// nothing
    /// but the column. Throws [InputException] for an unknown column and for rows without a query.
    static int[] numbered(Dataset data, String column) {
        int position = data.schema().require(column);
        Map<Double, Integer> numbers = new HashMap<>();
        int[] queries = new int[data.rows()];
        for (int i = 0; i < queries.length; i++) {
            double query = data.features().get(i, position);
            if (Double.isNaN(query)) {
                throw new InputException("row " + (i + 1) + ": the query column \"" + column
                        + "\" is missing; every row of ranking data belongs to a query");
            }
            // A negative zero is the same query as a positive one.
            Integer number = numbers.putIfAbsent(query + 0.0, numbers.size());
            queries[i] = number == null ? numbers.size() - 1 : number;
        }
        return queries;
    }

    /// The query of a row.
    int query(int row) {
        int at = Arrays.binarySearch(ends, row + 1);
        return at >= 0 ? at : -at - 1;
    }
}
