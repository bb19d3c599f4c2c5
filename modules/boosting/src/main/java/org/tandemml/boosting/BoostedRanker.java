package org.tandemml.boosting;

import java.util.Optional;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Scores by which the rows of one query are ordered, the largest first: one margin a row. Only the order within a
/// query has a meaning. Same bits for one row and for a batch, on any number of threads.
///
/// The column that tells queries apart is none of the [#schema()]: it is a name for rows, not a property. [#queries]
/// reads it where the rows are to be judged query by query.
public final class BoostedRanker extends BoostedRegressor {
    private final String query;

    /// A ranker from the file of another library, which does not tell the column of queries.
    ///
    /// @param ensemble of one output
    public BoostedRanker(Schema schema, String target, Ensemble ensemble, FitReport report, Provenance provenance) {
        this(schema, target, ensemble, "", report, provenance, RoundHistory.NONE);
    }

    /// @param query the column of queries, empty if unknown
    BoostedRanker(
            Schema schema,
            String target,
            Ensemble ensemble,
            String query,
            FitReport report,
            Provenance provenance,
            RoundHistory history) {
        super(schema, target, ensemble, Response.IDENTITY, report, provenance, history);
        this.query = query;
    }

    /// The column that told queries apart in training; empty for a ranker from another library's file.
    public Optional<String> query() {
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    /// The query of each row, numbered from 0; rows of equal values in the column [#query()], else in `qid`, are of one
    /// query. Empty if the data have no such column. Throws [org.tandemml.core.InputException] for a row without a
    /// query.
    public Optional<int[]> queries(Dataset data) {
        String column = query().orElse(QueryGroups.COLUMN);
        if (data.schema().indexOf(column) < 0) {
            return Optional.empty();
        }
        return Optional.of(QueryGroups.numbered(data, column));
    }

    @Override
    public BoostedRanker truncated(int rounds) {
        return new BoostedRanker(
                schema(), target(), ensemble().truncated(rounds), query, report(), provenance(), history());
    }

    @Override
    public String toString() {
        return "BoostedRanker[" + ensemble() + (query.isEmpty() ? "" : ", queries by " + query) + "]";
    }
}
